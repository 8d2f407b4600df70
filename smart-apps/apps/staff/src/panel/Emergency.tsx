import { Button, Group, Modal, Textarea } from '@mantine/core';
import { Part, clock, useHub, useNow } from '@hub/fhir';
import { InlineProblem, notifyDone } from '@hub/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconUrgent } from '@tabler/icons-react';
import type { Parameters } from 'fhir/r4';
import { type FormEvent, useState } from 'react';
import styles from './PatientPanel.module.css';

const shortest = 10;

interface Relationship {
  readonly related: boolean;
  readonly mayBreakGlass: boolean;
  readonly openUntil: string | undefined;
}

function toRelationship(answer: Parameters): Relationship {
  const parts = Part.of(answer);
  return {
    related: parts.flag('related') ?? false,
    mayBreakGlass: parts.flag('may-break-glass') ?? false,
    openUntil: parts.text('open-until'),
  };
}

/** For clinicians who have nothing to do with the patient: their findings are closed, and how to open them in an emergency. */
export function Emergency({ patientId, zone }: { patientId: string; zone: string }) {
  const { client } = useHub();
  const [asking, setAsking] = useState(false);
  const now = useNow(10_000);
  const { data } = useQuery({
    queryKey: ['relationship', patientId],
    queryFn: async ({ signal }) => toRelationship(await client.ask(`Patient/${patientId}/$relationship`, signal)),
  });
  if (!data?.mayBreakGlass) return null;
  if (data.openUntil && Date.parse(data.openUntil) > now) {
    return (
      <p className={styles.emergency} data-open role="status">
        <IconUrgent size={18} stroke={1.7} aria-hidden />
        <span>
          Opened by you in an emergency, until {clock(Date.parse(data.openUntil), zone)}. It will be reviewed.
        </span>
      </p>
    );
  }
  if (data.related) return null;
  return (
    <div className={styles.emergency}>
      <IconUrgent size={18} stroke={1.7} aria-hidden />
      <span>You have no visit with this patient: findings and documents are closed to you.</span>
      <Button size="compact-sm" h={30} variant="default" onClick={() => setAsking(true)}>
        Open in an emergency
      </Button>
      {asking && <ReasonDialog patientId={patientId} onClose={() => setAsking(false)} />}
    </div>
  );
}

function ReasonDialog({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const short = reason.trim().length < shortest;
  const opening = useMutation({
    mutationFn: () =>
      client.perform<Parameters>(`Patient/${patientId}/$break-glass`, {
        resourceType: 'Parameters',
        parameter: [{ name: 'reason', valueString: reason.trim() }],
      }),
    onSuccess: async () => {
      onClose();
      notifyDone('The record is open to you for an hour');
      await queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!short) opening.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Open this record in an emergency?" size={460}>
      <form onSubmit={submit}>
        <p>It is open to you for an hour. Your reason is kept, and somebody will review it.</p>
        <Textarea
          mt="sm"
          label="Reason"
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={asked && short ? 'Say in a few words what the emergency is.' : undefined}
          data-autofocus
        />
        {opening.error && <InlineProblem problem={opening.error} doing="The record was not opened" />}
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it closed
          </Button>
          <Button type="submit" loading={opening.isPending}>
            Open the record
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
