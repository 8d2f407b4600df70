import { Button, Group, Modal, Textarea } from '@mantine/core';
import { Part, useHub } from '@hub/fhir';
import { InlineProblem, LoadingRows, notifyDone } from '@hub/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { useState } from 'react';
import type { Message } from '../messages/message';
import { refreshMessages } from '../messages/useMessages';
import styles from './Message.module.css';
import { leftWords, restoredWords, toUndone } from './undo';

/** Shows what would go back to how it was before a merge, and takes the merge back. */
export function UndoDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const ask = async (preview: boolean) => {
    const input: Parameters = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'preview', valueBoolean: preview },
        ...(preview ? [] : [{ name: 'reason', valueString: reason.trim() }]),
      ],
    };
    return toUndone(Part.of(await client.perform<Parameters>(`MessageHeader/${message.id}/$undo-merge`, input)));
  };
  const preview = useQuery({ queryKey: ['undo', message.id], queryFn: () => ask(true), gcTime: 0, retry: false });
  const undoing = useMutation({
    mutationFn: () => ask(false),
    onSuccess: ({ restored }) => {
      refreshMessages(queries);
      onClose();
      notifyDone(`Taken back: ${restoredWords(restored)} as before.`);
    },
  });
  const missing = reason.trim() === '';
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!missing) undoing.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Take this merge back?" size={520}>
      <form onSubmit={submit}>
        <p className={styles.quiet}>
          What it joined begins again, and what it moved goes back. What has come for the surviving record since stays
          with it: nobody can tell by machine whose it is.
        </p>
        {preview.isPending && <LoadingRows label="Looking up what it would be" rows={2} height={24} />}
        {preview.data && (
          <>
            <p>{restoredWords(preview.data.restored)} would be as before the merge.</p>
            {preview.data.left.length > 0 && (
              <>
                <p>{leftWords(preview.data.left.length)}</p>
                <ul className={styles.left}>
                  {preview.data.left.map((left) => (
                    <li key={left}>
                      <code>{left}</code>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <Textarea
              mt="sm"
              label="Reason"
              autosize
              minRows={2}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={asked && missing ? 'Say why, for those who look later.' : undefined}
              data-autofocus
            />
          </>
        )}
        {preview.error && <InlineProblem problem={preview.error} doing="It cannot be taken back" />}
        {undoing.error && <InlineProblem problem={undoing.error} doing="That did not work" />}
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={undoing.isPending} disabled={!preview.data}>
            Take it back
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
