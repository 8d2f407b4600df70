import { Button, Group, Modal } from '@mantine/core';
import { Part, useHub } from '@hub/fhir';
import { notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { ProofProblem } from '../proof/ProofProblem';
import { SecretToGive } from './SecretToGive';
import { type Client, refreshClients } from './clients';

export type ClientDeed = 'new-client-secret' | 'retire-client';

const words: Record<ClientDeed, { title: string; text: string; button: string }> = {
  'new-client-secret': {
    title: 'Make another secret?',
    text: 'The one that it uses now is refused from this moment, until the new one has been put in its place.',
    button: 'Make a secret',
  },
  'retire-client': {
    title: 'Retire it?',
    text: 'What it was given ends at once, and it gets nothing more. Its id is given to no other, and this cannot be taken back.',
    button: 'Retire it',
  },
};

/** Asks before something is done to a client, and says what came of it. */
export function ClientDeedDialog({ client, deed, onClose }: { client: Client; deed: ClientDeed; onClose: () => void }) {
  const { client: hub } = useHub();
  const queries = useQueryClient();
  const { title, text, button } = words[deed];
  const doing = useMutation({
    mutationFn: () =>
      hub.perform<Parameters>(`$${deed}`, {
        resourceType: 'Parameters',
        parameter: [{ name: 'id', valueString: client.id }],
      }),
    onSuccess: () => {
      refreshClients(queries);
      if (deed === 'new-client-secret') return;
      onClose();
      notifyDone(`${client.name}: retired`);
    },
  });
  const secret = doing.data && Part.of(doing.data).text('secret');
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={520}
      closeOnClickOutside={!secret}
      closeOnEscape={!secret}
      withCloseButton={!secret}
    >
      {secret ? <SecretToGive id={client.id} secret={secret} /> : <p>{`${client.name}: ${text}`}</p>}
      {doing.error && <ProofProblem problem={doing.error} screen="apps" />}
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {secret ? 'Done' : 'Leave it'}
        </Button>
        {!secret && (
          <Button onClick={() => doing.mutate()} loading={doing.isPending}>
            {button}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
