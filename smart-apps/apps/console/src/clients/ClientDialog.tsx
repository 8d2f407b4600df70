import { Button, Group, Modal, SegmentedControl, Select, Switch, TextInput, Textarea } from '@mantine/core';
import { FhirFailure, Part, useHub } from '@hub/fhir';
import { notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { useEffect, useId, useRef, useState } from 'react';
import { ProofProblem } from '../proof/ProofProblem';
import styles from './Clients.module.css';
import { SecretToGive } from './SecretToGive';
import {
  type Authentication,
  type Client,
  type Draft,
  draftOf,
  emptyDraft,
  idFor,
  problemsByField,
  refreshClients,
  scopeProblem,
  toParameters,
} from './clients';

/** Registers a client, or changes one: what the hub finds wrong is told at its field. */
export function ClientDialog({ client: changed, onClose }: { client?: Client; onClose: () => void }) {
  const { client: hub } = useHub();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>(changed ? draftOf(changed) : emptyDraft);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const saving = useMutation({
    mutationFn: () => hub.perform<Parameters>(changed ? '$change-client' : '$register-client', toParameters(draft)),
    onSuccess: (answer) => {
      refreshClients(queries);
      if (Part.of(answer).text('secret') !== undefined) return;
      onClose();
      notifyDone(`${draft.name}: ${changed ? 'changed' : 'registered'}`);
    },
  });
  const secret = saving.data && Part.of(saving.data).text('secret');
  const wrong = saving.error instanceof FhirFailure ? problemsByField(saving.error) : {};
  useEffect(() => {
    if (saving.error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [saving.error]);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const title = changed ? `Change ${changed.name}` : 'Register an app';
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={620}
      closeOnClickOutside={false}
      closeOnEscape={!secret}
      withCloseButton={!secret}
    >
      {secret ? (
        <>
          <SecretToGive id={draft.id} secret={secret} />
          <Group mt="lg" justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </>
      ) : (
        <form ref={form} onSubmit={submit} className={styles.form} noValidate>
          <Names draft={draft} set={set} wrong={wrong} isNew={!changed} />
          <Proof draft={draft} set={set} wrong={wrong} />
          {draft.people && <Addresses draft={draft} set={set} wrong={wrong} />}
          <Rights draft={draft} set={set} wrong={wrong} />
          {saving.error && Object.keys(wrong).length === 0 && <ProofProblem problem={saving.error} screen="apps" />}
          <Group mt="xs" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={saving.isPending}>
              {changed ? 'Change it' : 'Register it'}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  );
}

interface FieldsProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** What the hub said, by its parameter. */
  wrong: Readonly<Record<string, string>>;
}

function Names({ draft, set, wrong, isNew }: FieldsProps & { isNew: boolean }) {
  const named = (name: string) => set(isNew && draft.id === idFor(draft.name) ? { name, id: idFor(name) } : { name });
  return (
    <>
      <TextInput
        label="Name"
        description="As people see it when they are asked"
        required
        value={draft.name}
        onChange={(event) => named(event.currentTarget.value)}
        error={wrong.name}
        data-autofocus
      />
      <TextInput
        label="Client id"
        description={isNew ? 'What the app calls itself. It stays, and is given to no other.' : undefined}
        required
        disabled={!isNew}
        autoCapitalize="none"
        spellCheck={false}
        value={draft.id}
        onChange={(event) => set({ id: event.currentTarget.value })}
        error={wrong.id}
      />
      <TextInput
        label="Description"
        description="One sentence, for those who open it"
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
    </>
  );
}

const ofPeople: { value: Authentication; label: string }[] = [
  { value: 'none', label: 'By nothing: in a browser or on a phone' },
  { value: 'client_secret_basic', label: 'By a secret: with a server of its own' },
  { value: 'private_key_jwt', label: 'By signing with its keys' },
];

function Proof({ draft, set, wrong }: FieldsProps) {
  const label = useId();
  const choices = draft.people ? ofPeople : ofPeople.slice(1);
  const turn = (people: boolean) =>
    set({ people, ...(people || draft.authentication !== 'none' ? {} : { authentication: 'private_key_jwt' }) });
  return (
    <>
      <div role="group" aria-labelledby={label}>
        <p id={label} className={styles.label}>
          Who uses it
        </p>
        <SegmentedControl
          fullWidth
          aria-labelledby={label}
          value={draft.people ? 'people' : 'system'}
          onChange={(value) => turn(value === 'people')}
          data={[
            { value: 'people', label: 'People who sign in' },
            { value: 'system', label: 'A system by itself' },
          ]}
        />
      </div>
      <Select
        label="How it proves that it is this one"
        required
        allowDeselect={false}
        data={choices}
        value={draft.authentication}
        onChange={(value) => value && set({ authentication: value })}
        error={wrong.authentication}
      />
      {draft.authentication === 'private_key_jwt' && (
        <>
          <TextInput
            label="Address of its keys"
            description="Where it publishes its JSON Web Key Set, by https on the public Internet"
            type="url"
            value={draft.jwksUrl}
            onChange={(event) => set({ jwksUrl: event.currentTarget.value })}
            error={wrong['jwks-url']}
          />
          <Textarea
            label="Or the keys themselves"
            description='Public keys as JSON: {"keys": […]}'
            autosize
            minRows={2}
            maxRows={8}
            spellCheck={false}
            value={draft.jwks}
            onChange={(event) => set({ jwks: event.currentTarget.value })}
            error={wrong.jwks}
          />
        </>
      )}
    </>
  );
}

function Addresses({ draft, set, wrong }: FieldsProps) {
  return (
    <>
      <Textarea
        label="Redirect addresses"
        description="Where it may be sent after sign-in, letter by letter, one a line"
        required
        autosize
        minRows={2}
        spellCheck={false}
        value={draft.redirects}
        onChange={(event) => set({ redirects: event.currentTarget.value })}
        error={wrong.redirects}
      />
      <TextInput
        label="Launch address"
        description="Where it starts when it is opened for a patient; nothing, if it cannot be"
        type="url"
        value={draft.launch}
        onChange={(event) => set({ launch: event.currentTarget.value })}
        error={wrong.launch}
      />
      <Textarea
        label="Further origins"
        description="Of pages that call the hub for it, besides those of the redirect addresses, one a line"
        autosize
        minRows={1}
        spellCheck={false}
        value={draft.origins}
        onChange={(event) => set({ origins: event.currentTarget.value })}
        error={wrong.origins}
      />
    </>
  );
}

function Rights({ draft, set, wrong }: FieldsProps) {
  return (
    <>
      <Textarea
        label="Scopes"
        description={
          draft.people
            ? 'The most it may ask for, one a line: openid, launch/patient, patient/Patient.rs. A person never gives more than their role holds.'
            : 'What it may do, one a line: system/Appointment.rs. No role limits a system: name what it needs and no more.'
        }
        required
        autosize
        minRows={3}
        spellCheck={false}
        value={draft.scopes}
        onChange={(event) => set({ scopes: event.currentTarget.value })}
        error={scopeProblem(draft.scopes) ?? wrong.scopes}
      />
      {draft.people ? (
        <Switch
          label="Ask each person what the app may do"
          checked={draft.consent}
          onChange={(event) => set({ consent: event.currentTarget.checked })}
        />
      ) : (
        <Switch
          label="Only brings referrals"
          description="It sees what it sent itself, and nothing else"
          checked={draft.submissionsOnly}
          onChange={(event) => set({ submissionsOnly: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
