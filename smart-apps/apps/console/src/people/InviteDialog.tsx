import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { Part, useHub } from '@hub/fhir';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { useState } from 'react';
import { LinkToGive } from './LinkToGive';
import { ProofProblem } from '../proof/ProofProblem';
import { type Role, input, refreshPeople } from './people';

/** Adds somebody: the answer is a link for their first password. */
export function InviteDialog({ roles, onClose }: { roles: readonly Role[]; onClose: () => void }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<string | null>(null);
  const inviting = useMutation({
    mutationFn: () => client.perform<Parameters>('$invite', input({ username, name: name.trim(), role: role ?? '' })),
    onSuccess: () => refreshPeople(queries),
  });
  const link = inviting.data && Part.of(inviting.data).text('link');
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    inviting.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Invite somebody" size={460}>
      {link ? (
        <>
          <LinkToGive link={link} name={name} />
          <Group mt="lg" justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </>
      ) : (
        <form onSubmit={submit}>
          <TextInput
            label="Name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            mt="sm"
            label="User name"
            description="Small letters and figures, as they will type it"
            required
            autoCapitalize="none"
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <Select mt="sm" label="Role" required data={roles} value={role} onChange={setRole} />
          {inviting.error && <ProofProblem problem={inviting.error} screen="people" />}
          <Group mt="lg" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={inviting.isPending}>
              Make a link
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}
