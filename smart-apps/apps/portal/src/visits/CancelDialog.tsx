import { Button, Group, Modal, Textarea } from '@mantine/core';
import { clock, dayOf, longDay, useHub } from '@hub/fhir';
import { ruleRefusalIn } from '@hub/fhir/booking';
import { appointmentIn, cancelationReason } from '@hub/fhir/visits';
import { ReasonChoice, announce, useReturnFocus } from '@hub/ui';
import { useMutation } from '@tanstack/react-query';
import type { Bundle, Parameters } from 'fhir/r4';
import { type FormEvent, useState } from 'react';
import { InlineTrouble } from '../Trouble';
import { usePortal } from '../portal';
import styles from './Visits.module.css';
import { type ReasonCode, reasons } from './cancel';
import { useKeepVisit } from './useVisits';
import { type Visit, canDo } from './visit';

/** Calls a visit off, or takes a request back: says what it is about, asks why, and is sure. */
export default function CancelDialog({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const { patient, now, href, tell } = usePortal();
  const { client } = useHub();
  const keep = useKeepVisit(patient.id ?? '');
  const isRequest = visit.start === undefined;
  const [reason, setReason] = useState<ReasonCode | undefined>(isRequest ? 'pat' : undefined);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  useReturnFocus('main h1');
  const saving = useMutation({
    mutationFn: (code: ReasonCode) => client.perform<Bundle>(`Appointment/${visit.id}/$cancel`, input(code, note)),
    onSuccess: (answer) => {
      const appointment = appointmentIn(answer);
      const said = ruleRefusalIn(answer);
      keep(appointment);
      tell({ what: isRequest ? 'withdrawn' : 'cancelled', appointment, said });
      if (!said) announce(isRequest ? 'Your request is withdrawn.' : 'Your visit is cancelled.');
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (reason) saving.mutate(reason);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={isRequest ? 'Withdraw this request?' : 'Cancel this visit?'}
      closeOnClickOutside={false}
    >
      <form onSubmit={submit}>
        <p>
          <strong>{visit.type}</strong>
          {visit.start !== undefined &&
            `: ${longDay(dayOf(visit.start, visit.zone))}, ${clock(visit.start, visit.zone)}`}
        </p>
        {!isRequest && (
          <>
            {canDo(visit, now).move && (
              <p className={styles.instead}>
                Another time would do?{' '}
                <a className={styles.link} href={href({ screen: 'move', visit: visit.id })} onClick={onClose}>
                  Move it instead
                </a>
              </p>
            )}
            <ReasonChoice large reasons={reasons} chosen={reason} missing={asked && !reason} onChoose={setReason} />
            <Textarea
              mt="sm"
              label="Anything else? (optional)"
              autosize
              minRows={2}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        )}
        {saving.error && (
          <InlineTrouble
            problem={saving.error}
            doing={isRequest ? 'Your request could not be withdrawn' : 'Your visit could not be cancelled'}
          />
        )}
        <Group mt="lg" gap="sm" grow>
          <Button variant="default" onClick={onClose}>
            {isRequest ? 'Keep it' : 'Keep the visit'}
          </Button>
          <Button type="submit" color="#b0272f" loading={saving.isPending}>
            {isRequest ? 'Withdraw' : 'Cancel the visit'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function input(code: ReasonCode, note: string): Parameters {
  const display = reasons.find((one) => one.code === code)?.display;
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'reason', valueCodeableConcept: cancelationReason(code, display) },
      ...(note.trim() ? [{ name: 'comment', valueString: note.trim() }] : []),
    ],
  };
}
