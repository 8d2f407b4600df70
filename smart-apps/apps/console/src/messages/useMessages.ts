import { Batch, type FhirClient, bestName, nextLink, resources, sortName, useHub, useLive } from '@hub/fhir';
import {
  type InfiniteData,
  type QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { useEffect, useRef } from 'react';
import { type Filter, queryOf } from './filter';
import { type Message, type MessageState, askedStates, toMessage } from './message';

interface Page {
  readonly messages: readonly Message[];
  readonly next: string | undefined;
}

const pageSize = '50';
const listKey = (filter: Filter, identifier: string) => ['messages', filter, identifier] as const;

/** The list, newest first, page by page, kept current by the live stream. */
export function useMessages(filter: Filter, identifier: string) {
  const { client } = useHub();
  const queries = useQueryClient();
  const key = listKey(filter, identifier);
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      toPage(
        client,
        pageParam ? await client.page(pageParam, signal) : await first(client, filter, identifier, signal),
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const newest = useRef(() => Promise.resolve());
  useEffect(() => {
    newest.current = async () => {
      const key = listKey(filter, identifier);
      // A list that is only now being read may be read from before the change.
      if (!queries.getQueryData(key)) return queries.invalidateQueries({ queryKey: key });
      const page = await toPage(client, await first(client, filter, identifier));
      queries.setQueryData<InfiniteData<Page, string | undefined>>(key, (data) => data && withNewest(data, page));
    };
  });
  useOnMessages(() => void newest.current().catch(() => queries.invalidateQueries({ queryKey: ['messages'] })));
  return { ...query, messages: query.data?.pages.flatMap((page) => page.messages) };
}

/** How many messages stand where, for the chips and the rail. */
export function useCounts(filter: Filter, identifier: string): Partial<Record<MessageState, number>> {
  const { client } = useHub();
  const queries = useQueryClient();
  const { state: _, ...others } = filter;
  // Nine questions to the journal: not for every burst of messages.
  useOnMessages(() => void queries.invalidateQueries({ queryKey: ['counts'] }), 2_000);
  const { data } = useQuery({
    queryKey: ['counts', others, identifier],
    queryFn: ({ signal }) => counts(client, others, identifier, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  return data ?? {};
}

async function counts(client: FhirClient, filter: Filter, identifier: string, signal: AbortSignal) {
  const found = await Promise.all(
    askedStates.map(async (state) => {
      const query = queryOf({ ...filter, state }, identifier, Date.now());
      const { total } = await client.searchPrivately(
        'MessageHeader',
        [...query, ['_summary', 'count'], ['_count', '1']],
        signal,
      );
      return [state, total ?? 0] as const;
    }),
  );
  return Object.fromEntries(found) as Partial<Record<MessageState, number>>;
}

/** Calls back soon after messages came or changed, once for a burst. */
export function useOnMessages(callback: () => void, windowMs = 500): void {
  const newest = useRef(callback);
  const batch = useRef<Batch<string> | undefined>(undefined);
  useEffect(() => {
    newest.current = callback;
  });
  useEffect(() => {
    const current = new Batch<string>(windowMs, () => newest.current());
    batch.current = current;
    return () => current.cancel();
  }, [windowMs]);
  useLive((event) => event.kind !== 'change' && batch.current?.add(event.kind));
}

async function first(client: FhirClient, filter: Filter, identifier: string, signal?: AbortSignal): Promise<Bundle> {
  return client.searchPrivately(
    'MessageHeader',
    [...queryOf(filter, identifier, Date.now()), ['_count', pageSize]],
    signal,
  );
}

async function toPage(client: FhirClient, bundle: Bundle): Promise<Page> {
  const messages = resources(bundle)
    .filter((one) => one.resourceType === 'MessageHeader')
    .map(toMessage);
  return { messages: await withNames(client, messages), next: nextLink(bundle) };
}

/** The journal keeps references to patients, not their names, which change: the names are asked for together. */
export async function withNames(client: FhirClient, messages: readonly Message[]): Promise<Message[]> {
  const nameless = messages.flatMap(({ patient }) => (patient?.id && patient.name === undefined ? [patient.id] : []));
  if (nameless.length === 0) return [...messages];
  const query = [
    ['_id', [...new Set(nameless)].join(',')],
    ['_elements', 'name'],
    ['_count', pageSize],
  ] as const;
  // Without names the list is still worth showing.
  const found = await client.searchAll('Patient', query).catch(() => []);
  const names = new Map(
    found.flatMap((one) => (one.resourceType === 'Patient' ? [[one.id, sortName(bestName(one.name))]] : [])),
  );
  return messages.map((message) => {
    const name = names.get(message.patient?.id);
    return message.patient && name ? { ...message, patient: { ...message.patient, name } } : message;
  });
}

/**
 * Puts the newest page in front of what is loaded. Rows that came back replace their older selves; a row within the
 * newest page's span that did not come back no longer fits the filter and goes.
 */
export function withNewest(
  data: InfiniteData<Page, string | undefined>,
  page: Page,
): InfiniteData<Page, string | undefined> {
  const back = new Set(page.messages.map((message) => message.id));
  const oldest = page.next ? (page.messages.at(-1)?.received ?? 0) : -Infinity;
  const rest = data.pages.map((loaded) => ({
    ...loaded,
    messages: loaded.messages.filter((message) => !back.has(message.id) && message.received < oldest),
  }));
  const [head, ...tail] = rest;
  return {
    ...data,
    pages: head ? [{ messages: [...page.messages, ...head.messages], next: head.next }, ...tail] : rest,
  };
}

/** After an action: everything about messages is asked for again. */
export function refreshMessages(queries: QueryClient): void {
  for (const key of ['messages', 'counts', 'message', 'feeds']) void queries.invalidateQueries({ queryKey: [key] });
}
