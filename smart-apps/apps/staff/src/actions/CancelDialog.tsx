import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useReturnFocus } from '@hub/ui';
import type { CodeableConcept } from 'fhir/r4';
import { useState } from 'react';
import { cancelReason, cancelReasons } from '../visits/cancel';
import type { Visit } from '../visits/visit';
import styles from './Dialogs.module.css';

/** Why a visit is cancelled. The reason decides later what is counted as the patient's and what as the practice's doing. */
export default function CancelDialog({ visit, saving, onCancel, onClose }: CancelDialogProps) {
  const [reason, setReason] = useState<string>('');
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  useReturnFocus(`[data-visit="${CSS.escape(visit.id)}"]`);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (reason) onCancel(cancelReason(reason), note);
  };
  return (
    <Modal opened onClose={onClose} title={`Cancel the visit of ${visit.name}`} size={460}>
      <form onSubmit={submit}>
        <fieldset className={styles.reasons} aria-describedby={asked && !reason ? 'reason-missing' : undefined}>
          <legend>Why?</legend>
          {cancelReasons.map((one, index) => (
            <label key={one.code} className={styles.reason}>
              <input
                type="radio"
                name="reason"
                value={one.code}
                checked={reason === one.code}
                onChange={() => setReason(one.code)}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              />
              {one.label}
            </label>
          ))}
        </fieldset>
        {asked && !reason && (
          <p id="reason-missing" role="alert" className={styles.missing}>
            Choose a reason first.
          </p>
        )}
        <Textarea
          mt="sm"
          label="Note (optional)"
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep the visit
          </Button>
          <Button type="submit" color="#b0272f" loading={saving}>
            Cancel the visit
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface CancelDialogProps {
  readonly visit: Visit;
  readonly saving: boolean;
  readonly onCancel: (reason: CodeableConcept, note: string) => void;
  readonly onClose: () => void;
}
