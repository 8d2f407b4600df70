import { useHub, useLive } from '@hub/fhir';
import type { Practice } from '@hub/fhir/visits';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Appointment } from 'fhir/r4';
import { type Visit, toVisit } from './visit';

const keyOf = (patientId: string) => ['visits', patientId];

/** All visits of a patient, kept fresh. */
export function useVisits(patientId: string, practice: Practice) {
  const { client } = useHub();
  const queries = useQueryClient();
  useLive((event) => {
    if (event.kind === 'resync' || (event.kind === 'change' && event.reference.startsWith('Appointment/')))
      void queries.invalidateQueries({ queryKey: keyOf(patientId) });
  });
  return useQuery({
    queryKey: keyOf(patientId),
    queryFn: async ({ signal }) => {
      const found = await client.searchAll(
        'Appointment',
        [
          ['patient', patientId],
          ['_count', '200'],
        ],
        signal,
      );
      return found.filter((one): one is Appointment => one.resourceType === 'Appointment');
    },
    select: (all): Visit[] => all.flatMap((one) => toVisit(one, practice) ?? []),
  });
}

/** Puts what the hub has just answered where the visits are shown, without waiting for the stream. */
export function useKeepVisit(patientId: string): (appointment: Appointment) => void {
  const queries = useQueryClient();
  return (appointment) => {
    queries.setQueryData<Appointment[]>(
      keyOf(patientId),
      (all) => all && [...all.filter((one) => one.id !== appointment.id), appointment],
    );
    void queries.invalidateQueries({ queryKey: keyOf(patientId) });
  };
}
