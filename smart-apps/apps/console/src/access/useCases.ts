import { useHub } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import { toCases } from './access';

/** The records that were opened in an emergency, looked at again every minute. */
export function useCases(enabled = true) {
  const { client } = useHub();
  return useQuery({
    queryKey: ['emergencies'],
    enabled,
    queryFn: async ({ signal }) => toCases(await client.ask('$break-glass-cases', signal)),
    refetchInterval: 60_000,
  });
}
