import { Button, Group, Modal } from '@mantine/core';
import { Part, useHub } from '@hub/fhir';
import { notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { ProofProblem } from '../proof/ProofProblem';
import type { Tried } from './rehearsal';

interface PublishDialogProps {
  readonly feed: string;
  readonly text: string;
  /** Of the file that was changed. */
  readonly version: string;
  readonly tried: Tried;
  readonly onClose: () => void;
  readonly onPublished: () => void;
}

/** Asks before a feed's file is changed, and says from when on it holds. */
export function PublishDialog({ feed, text, version, tried, onClose, onPublished }: PublishDialogProps) {
  const { client } = useHub();
  const queries = useQueryClient();
  const publishing = useMutation({
    mutationFn: () =>
      client.perform<Parameters>('$publish-feed', {
        resourceType: 'Parameters',
        parameter: [
          { name: 'feed', valueString: feed },
          { name: 'text', valueString: text },
          { name: 'version', valueString: version },
        ],
      }),
    onSuccess: (answer) => {
      const parts = Part.of(answer);
      queries.setQueryData(['feed-file', feed], { text, version: parts.text('version') ?? '' });
      onPublished();
      onClose();
      notifyDone(
        parts.flag('restart')
          ? `${feed}: published. It holds when the hub is started next.`
          : `${feed}: published. It holds within seconds.`,
      );
    },
  });
  return (
    <Modal opened onClose={onClose} title="Publish this change?" size={520}>
      <p>
        {feed}: of {tried.messages} {tried.messages === 1 ? 'message' : 'messages'} tried, {tried.rehearsed.length}{' '}
        would differ. What comes from now on is read by the changed file; what has been applied stays as it is. The file
        as it was is kept beside it, as feed.yaml.before.
      </p>
      {publishing.error && (
        <ProofProblem
          problem={publishing.error}
          screen={`feeds/${feed}/rehearse`}
          what="This changes what messages mean."
        />
      )}
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Leave it
        </Button>
        <Button onClick={() => publishing.mutate()} loading={publishing.isPending}>
          Publish
        </Button>
      </Group>
    </Modal>
  );
}
