import { dayOf, patientSearches, resources, useHub, useNow } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { useEffect, useState } from 'react';

const pause = 180;
const most = 12;

/** People that fit what is being typed, a moment after the last key. */
export function usePatientSearch(typed: string, zone: string) {
  const { client } = useHub();
  const settled = useSettled(typed.trim(), pause);
  const now = useNow(60_000);
  const searches = patientSearches(settled, dayOf(now, zone));
  const query = useQuery({
    // The key stays in memory; the search itself travels in a request body.
    queryKey: ['find', settled],
    queryFn: async ({ signal }) => {
      const bundles = await Promise.all(
        searches.map((one) => client.searchPrivately('Patient', [...one, ['_count', String(most + 1)]], signal)),
      );
      const found = bundles
        .flatMap(resources)
        .filter((one): one is Patient => one.resourceType === 'Patient' && one.active !== false);
      return [...new Map(found.map((patient) => [patient.id, patient])).values()];
    },
    enabled: searches.length > 0,
    gcTime: 0,
  });
  const waiting = settled !== typed.trim() || query.isFetching;
  return {
    patients: searches.length > 0 ? query.data?.slice(0, most) : undefined,
    more: (query.data?.length ?? 0) > most,
    searchable: searches.length > 0,
    waiting,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
