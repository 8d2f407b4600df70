import { Button, Group, Modal, Textarea } from '@mantine/core';
import { ReasonChoice, useReturnFocus } from '@hub/ui';
import type { CodeableConcept } from 'fhir/r4';
import { useState } from 'react';
import { type CancelCode, cancelReason, cancelReasons } from '../visits/cancel';
import type { Visit } from '../visits/visit';

/** Why a visit is cancelled. The reason decides later what is counted as the patient's and what as the practice's doing. */
export default function CancelDialog({ visit, saving, onCancel, onClose }: CancelDialogProps) {
  const [reason, setReason] = useState<CancelCode | undefined>(undefined);
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
        <ReasonChoice reasons={cancelReasons} chosen={reason} missing={asked && !reason} onChoose={setReason} />
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
