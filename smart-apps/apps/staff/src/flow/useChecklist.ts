import { useHub, useLive } from '@hub/fhir';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Parameters } from 'fhir/r4';
import { useRef } from 'react';
import type { FlowAction } from '../actions/useVisitActions';
import type { Visit } from '../visits/visit';
import { type ItemOutcome, itemsOf, tickInput } from './checklist';

const decides = /^(Task|Patient|Coverage|Consent|QuestionnaireResponse|ChargeItem|Appointment|Encounter)\//;

/** A visit's checklist, kept current; its ticks; and the move that it stands before. */
export function useChecklist(list: FlowAction, visit: Visit, onPassed: (answer: Bundle) => void) {
  const { client } = useHub();
  const queries = useQueryClient();
  const key = ['checklist', visit.id, list];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => client.ask(`Appointment/${visit.id}/$checklist?list=${list}`, signal),
    staleTime: 0,
  });
  useLive((event) => {
    const concerns = event.kind === 'resync' || (event.kind === 'change' && decides.test(event.reference));
    if (concerns) void queries.invalidateQueries({ queryKey: key });
  });
  /** One after the other: the move waits for the ticks that were made before it. */
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = queue.current.then(work);
    queue.current = next.catch(() => undefined);
    return next;
  }
  const tick = useMutation({
    mutationFn: ({ item, outcome, reason = '' }: { item: string; outcome: ItemOutcome; reason?: string }) =>
      inTurn(() => client.perform<Parameters>(`Appointment/${visit.id}/$tick`, tickInput(item, outcome, reason))),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  });
  const finish = useMutation({
    mutationFn: () =>
      inTurn(() => client.perform<Bundle>(`Appointment/${visit.id}/$${list}`, { resourceType: 'Parameters' })),
    onSuccess: onPassed,
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
  return { items: query.data && itemsOf(query.data), query, tick, finish };
}
