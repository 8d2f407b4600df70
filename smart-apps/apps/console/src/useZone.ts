import { browserZone, resources, useHub } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';

const timezone = 'http://hl7.org/fhir/StructureDefinition/timezone';

/** The practice's time zone, which its sites carry; the browser's until that is known. */
export function useZone(): string {
  const { client } = useHub();
  const { data } = useQuery({
    queryKey: ['zone'],
    queryFn: async ({ signal }) => {
      const found = resources(await client.search('Location', [['_count', '100']], signal));
      const zones = found.flatMap((one) => (one.resourceType === 'Location' ? (one.extension ?? []) : []));
      return zones.find((one) => one.url === timezone)?.valueCode ?? browserZone();
    },
    staleTime: Infinity,
  });
  return data ?? browserZone();
}
