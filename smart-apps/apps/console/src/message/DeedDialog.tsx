import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useHub } from '@hub/fhir';
import { InlineProblem, notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { MessageHeader, Parameters } from 'fhir/r4';
import { useState } from 'react';
import { type Message, eventWords, stateWords, toMessage } from '../messages/message';
import { refreshMessages } from '../messages/useMessages';
import styles from './Message.module.css';

/** What a person can do with a message. */
export type Deed = 'fix' | 'retry' | 'replay' | 'skip' | 'undo';

/** Those that need no more than a word. */
export type Simple = Exclude<Deed, 'fix' | 'undo'>;

type Words = Record<Simple, { title: string; text: string; button: string; needsReason: boolean }>;

const words: Words = {
  retry: {
    title: 'Try this message again?',
    text: 'It is applied as it is. Do this when what was missing has arrived meanwhile, or the configuration was corrected.',
    button: 'Try again',
    needsReason: false,
  },
  replay: {
    title: 'Apply this message once more?',
    text: 'It goes through as if it had just arrived. What newer messages said stays; what they left alone is set to what this one says.',
    button: 'Replay',
    needsReason: false,
  },
  skip: {
    title: 'Leave this message out?',
    text: 'It will not be applied. Its text and your reason stay in the journal.',
    button: 'Skip it',
    needsReason: true,
  },
};

/** Of a message that leaves. */
const outWords: Words = {
  retry: {
    title: 'Send this message again?',
    text: 'The same bytes are sent once more, under the same control id. Do this when the receiver has mended what it refused.',
    button: 'Send again',
    needsReason: false,
  },
  replay: {
    title: 'Send this message once more?',
    text: 'Its receiver has acknowledged it already. It gets the same bytes again, under the same control id.',
    button: 'Send again',
    needsReason: false,
  },
  skip: {
    title: 'Do not send this message?',
    text: 'Its receiver will not hear of it. Its text and your reason stay in the journal.',
    button: 'Do not send',
    needsReason: true,
  },
};

export function DeedDialog({ deed, message, onClose }: { deed: Simple; message: Message; onClose: () => void }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const { title, text, button, needsReason } = (message.direction === 'out' ? outWords : words)[deed];
  const doing = useMutation({
    mutationFn: async () => {
      const input: Parameters = {
        resourceType: 'Parameters',
        parameter: needsReason ? [{ name: 'reason', valueString: reason.trim() }] : [],
      };
      return toMessage(await client.perform<MessageHeader>(`MessageHeader/${message.id}/$${deed}`, input));
    },
    onSuccess: (result) => {
      refreshMessages(queries);
      onClose();
      notifyDone(`${eventWords(result)}: ${stateWords[result.state].toLowerCase()}`);
      if (result.id !== message.id) void navigate({ to: '/messages/$id', params: { id: result.id } });
    },
  });
  const missing = needsReason && reason.trim() === '';
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!missing) doing.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={460}>
      <form onSubmit={submit}>
        <p className={styles.quiet}>{text}</p>
        {needsReason && (
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
        )}
        {doing.error && <InlineProblem problem={doing.error} doing="That did not work" />}
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={doing.isPending} {...(needsReason ? {} : { 'data-autofocus': true })}>
            {button}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
