import { useAllowed, useHub } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import { type Replay, replaysOf } from './replays';

/** The newest replays; asked for every second while one is under way. */
export function useReplays(): readonly Replay[] {
  const { client } = useHub();
  const mayAct = useAllowed('MessageHeader', 'u');
  const { data } = useQuery({
    queryKey: ['replays'],
    queryFn: async ({ signal }) => replaysOf(await client.ask('$replays', signal)),
    enabled: mayAct,
    refetchInterval: ({ state }) => (state.data?.some(({ ended }) => !ended) ? 1_000 : 30_000),
  });
  return data ?? [];
}
