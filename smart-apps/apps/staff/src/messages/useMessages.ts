import { resources, useHub, useLive } from '@hub/fhir';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { toMessages } from './message';

const shown = '100';

/** The newest messages and answers; a change shows by itself. */
export function useMessages() {
  const { client } = useHub();
  const queries = useQueryClient();
  const soon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useLive((event) => {
    const about = event.kind === 'resync' || (event.kind === 'change' && event.reference.startsWith('Communication/'));
    if (!about) return;
    // One reminder changes its Communication several times within a moment.
    soon.current ??= setTimeout(() => {
      soon.current = undefined;
      void queries.invalidateQueries({ queryKey: ['messages'] });
    }, 400);
  });
  useEffect(() => () => clearTimeout(soon.current), []);
  return useQuery({
    queryKey: ['messages'],
    queryFn: async ({ signal }) =>
      toMessages(
        resources(
          await client.search(
            'Communication',
            [
              ['category', 'reminder'],
              ['_sort', '-_lastUpdated'],
              ['_count', shown],
              ['_include', 'Communication:subject'],
            ],
            signal,
          ),
        ),
      ),
  });
}
