import { useHub } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import type { MessageState } from '../messages/message';
import { toExplanation } from './explanation';

/** Why the message did what it did. The hub translates it some hundred times over, so it is asked only when somebody wonders. */
export function useExplanation(id: string, state: MessageState | undefined, wanted: boolean) {
  const { client } = useHub();
  return useQuery({
    // A held message that goes after all is another thing to explain.
    queryKey: ['message', id, 'explanation', state],
    enabled: wanted,
    queryFn: async ({ signal }) => toExplanation(await client.ask(`MessageHeader/${id}/$explain`, signal)),
    staleTime: 60_000,
  });
}
