import { clock, dayOf, longDay, useHub } from '@hub/fhir';
import { appointmentIn } from '@hub/fhir/visits';
import { announce } from '@hub/ui';
import { useMutation } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { useKeepVisit } from './useVisits';
import type { Visit } from './visit';

/** Tells the practice that its patient will come. */
export function useConfirm(patientId: string) {
  const { client } = useHub();
  const keep = useKeepVisit(patientId);
  return useMutation({
    mutationFn: ({ id }: Visit) => client.perform<Bundle>(`Appointment/${id}/$confirm`, { resourceType: 'Parameters' }),
    onSuccess: (answer, { start = 0, zone }) => {
      keep(appointmentIn(answer));
      announce(`Confirmed: ${longDay(dayOf(start, zone))}, ${clock(start, zone)}`);
    },
  });
}
