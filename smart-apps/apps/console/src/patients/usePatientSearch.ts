import { useDebouncedValue } from '@mantine/hooks';
import { dayOf, patientSearches, resources, useHub, useNow } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { useZone } from '../useZone';

const wait = 250;
const most = 12;

/** Patients by name, birth date or number. What is typed travels in a request body and stays out of every address. */
export function usePatientSearch(typed: string) {
  const { client } = useHub();
  const zone = useZone();
  const [asked] = useDebouncedValue(typed, wait);
  const searches = patientSearches(asked, dayOf(useNow(60_000), zone));
  const { data, isFetching } = useQuery({
    queryKey: ['find-patient', asked],
    enabled: searches.length > 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const pages = await Promise.allSettled(
        searches.map((one) => client.searchPrivately('Patient', [...one, ['_count', String(most)]], signal)),
      );
      // A role that does not see telephone numbers does not search by them.
      const answered = pages.flatMap((page) => (page.status === 'fulfilled' ? [page.value] : []));
      const found = answered.flatMap(resources).filter((one): one is Patient => one.resourceType === 'Patient');
      return [...new Map(found.map((patient) => [patient.id, patient])).values()].slice(0, most);
    },
  });
  return { patients: data ?? [], searching: isFetching, enough: searches.length > 0 };
}
