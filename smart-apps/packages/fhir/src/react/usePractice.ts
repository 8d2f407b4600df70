import { useHub } from './hub';
import { useQuery } from '@tanstack/react-query';
import { loadPractice } from '../practice';

export function usePractice() {
  const { client } = useHub();
  return useQuery({
    queryKey: ['practice'],
    queryFn: ({ signal }) => loadPractice(client, signal),
    staleTime: 10 * 60_000,
  });
}
