import { resources, useHub, useLive } from '@hub/fhir';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Practice } from '@hub/fhir/visits';
import { openStatuses, taskKind, toRequests } from './requests';

const most = 200;

/** What waits for an answer of the front desk, kept current by the live stream. */
export function useRequests(practice: Practice, today: string) {
  const { client } = useHub();
  useFollow();
  return useQuery({
    queryKey: ['requests', 'all', today],
    queryFn: async ({ signal }) => {
      const found = await client.search(
        'Task',
        [
          ['code', taskKind],
          ['status', openStatuses],
          ['_include', 'Task:focus'],
          ['_include', 'Task:patient'],
          ['_sort', 'authored-on'],
          ['_count', String(most)],
        ],
        signal,
      );
      return toRequests(resources(found), practice, today);
    },
  });
}

/** How many wait. */
export function useRequestCount(enabled: boolean): number {
  const { client } = useHub();
  useFollow();
  const query = useQuery({
    queryKey: ['requests', 'count'],
    queryFn: async ({ signal }) =>
      (
        await client.search(
          'Task',
          [
            ['code', taskKind],
            ['status', openStatuses],
            ['_summary', 'count'],
          ],
          signal,
        )
      ).total ?? 0,
    enabled,
    // A number in the rail is not worth a message when it cannot be had.
    retry: false,
  });
  return query.data ?? 0;
}

function useFollow(): void {
  const queries = useQueryClient();
  useLive((event) => {
    if (event.kind === 'resync' || (event.kind === 'change' && /^(Task|Appointment)\//.test(event.reference)))
      void queries.invalidateQueries({ queryKey: ['requests'] });
  });
}
