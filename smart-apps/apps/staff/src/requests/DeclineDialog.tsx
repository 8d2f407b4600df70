import { Button, Group, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useHub } from '@hub/fhir';
import { InlineProblem, notifyDone, useReturnFocus } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { useState } from 'react';
import { cancelReason, cancelReasons } from '../visits/cancel';
import type { VisitRequest } from './requests';

/** Says no to a visit that is asked for, with a reason that is kept. */
export default function DeclineDialog({ request, onClose }: { request: VisitRequest; onClose: () => void }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  useReturnFocus(`[data-request="${CSS.escape(request.appointment.id ?? '')}"] button`);
  const decline = useMutation({
    mutationFn: (code: string) =>
      client.perform<Bundle>(`Appointment/${request.appointment.id}/$cancel`, {
        resourceType: 'Parameters',
        parameter: [
          { name: 'reason', valueCodeableConcept: cancelReason(code) },
          ...(note.trim() ? [{ name: 'comment', valueString: note.trim() }] : []),
        ],
      }),
    onSuccess: () => {
      notifyDone(`${request.name}: declined`);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['requests'] }),
  });
  return (
    <Modal opened onClose={onClose} title={`Decline the request of ${request.name}`} size={460}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (reason) decline.mutate(reason);
        }}
      >
        <NativeSelect
          label="Why?"
          data-autofocus
          data={[{ value: '', label: 'Choose…' }, ...cancelReasons.map(({ code, label }) => ({ value: code, label }))]}
          value={reason}
          error={asked && !reason ? 'Choose a reason first.' : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Textarea
          mt="sm"
          label="Note (optional)"
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {decline.error && <InlineProblem problem={decline.error} doing="It could not be declined" />}
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep the request
          </Button>
          <Button type="submit" color="#b0272f" loading={decline.isPending}>
            Decline
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
