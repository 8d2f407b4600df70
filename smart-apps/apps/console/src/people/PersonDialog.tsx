import { Button, Group, Modal } from '@mantine/core';
import { Part, useHub } from '@hub/fhir';
import { notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { LinkToGive } from './LinkToGive';
import { ProofProblem } from '../proof/ProofProblem';
import { type Colleague, input, refreshPeople } from './people';

export type PersonDeed = 'reset-sign-in' | 'deactivate' | 'activate';

const words: Record<PersonDeed, { title: string; text: string; button: string }> = {
  'reset-sign-in': {
    title: 'Let them begin anew?',
    text: 'They are signed out everywhere. Their authenticator, recovery codes and passkeys are removed, and they set a new password by a link.',
    button: 'Make a link',
  },
  deactivate: {
    title: 'Let them in no more?',
    text: 'They are signed out everywhere at once. What they did stays under their name.',
    button: 'Deactivate',
  },
  activate: { title: 'Let them in again?', text: 'They sign in as before.', button: 'Activate' },
};

/** Asks before something is done to somebody's sign-in, and says what came of it. */
export function PersonDialog({ person, deed, onClose }: { person: Colleague; deed: PersonDeed; onClose: () => void }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const { title, text, button } = words[deed];
  const doing = useMutation({
    mutationFn: () => client.perform<Parameters>(`$${deed}`, input({ username: person.username })),
    onSuccess: () => {
      refreshPeople(queries);
      if (deed === 'reset-sign-in') return;
      onClose();
      notifyDone(`${person.name}: ${deed === 'activate' ? 'active' : 'deactivated'}`);
    },
  });
  const link = doing.data && Part.of(doing.data).text('link');
  return (
    <Modal opened onClose={onClose} title={title} size={460}>
      {link ? <LinkToGive link={link} name={person.name} /> : <p>{`${person.name}: ${text}`}</p>}
      {doing.error && <ProofProblem problem={doing.error} screen="people" />}
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {link ? 'Done' : 'Leave it'}
        </Button>
        {!link && (
          <Button onClick={() => doing.mutate()} loading={doing.isPending}>
            {button}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
