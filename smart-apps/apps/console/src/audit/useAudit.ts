import { type FhirClient, bestName, nextLink, resources, sortName, useHub } from '@hub/fhir';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Bundle, Patient } from 'fhir/r4';
import { type AuditRecord, toRecord } from './event';
import { type AuditFilter, queryOf } from './filter';

interface Page {
  readonly records: readonly AuditRecord[];
  readonly next: string | undefined;
}

const pageSize = '50';

/** The trail, newest first, page by page. */
export function useAudit(filter: AuditFilter, user: string, zone: string) {
  const { client } = useHub();
  const { record: _, ...asked } = filter;
  const query = useInfiniteQuery({
    queryKey: ['audit', asked, user],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) =>
      toPage(
        pageParam
          ? await client.page(pageParam, signal)
          : await client.searchPrivately(
              'AuditEvent',
              [...queryOf(asked, user, Date.now(), zone), ['_count', pageSize]],
              signal,
            ),
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  return { ...query, records: query.data?.pages.flatMap((page) => page.records) };
}

/** One record, for an address that names it. */
export function useRecord(id: string | undefined, among: readonly AuditRecord[] | undefined) {
  const { client } = useHub();
  const listed = among?.find((record) => record.id === id);
  const { data, error } = useQuery({
    queryKey: ['audit-record', id],
    queryFn: async ({ signal }) => toRecord(await client.read('AuditEvent', id ?? '', signal)),
    enabled: id !== undefined && listed === undefined,
    staleTime: Infinity,
  });
  return { record: listed ?? data, error };
}

/** What the patients are called, by reference; who cannot be read keeps the reference. */
export function usePatientNames(references: readonly string[]): (reference: string) => string {
  const { client } = useHub();
  const wanted = [...new Set(references)].filter((one) => one.startsWith('Patient/')).toSorted();
  const { data } = useQuery({
    queryKey: ['audit-names', wanted],
    queryFn: ({ signal }) => names(client, wanted, signal),
    enabled: wanted.length > 0,
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  });
  return (reference) => data?.get(reference) ?? reference;
}

async function names(client: FhirClient, references: readonly string[], signal: AbortSignal) {
  const ids = references.map((reference) => reference.replace('Patient/', ''));
  const known = new Map<string, string>();
  for (let at = 0; at < ids.length; at += 50) {
    const query = [
      ['_id', ids.slice(at, at + 50).join(',')],
      ['_elements', 'name'],
      ['_count', '50'],
    ] as const;
    // Without names the list is still worth showing.
    const found = await client.searchPrivately('Patient', query, signal).catch(() => undefined);
    for (const one of found ? resources(found) : []) {
      const name = one.resourceType === 'Patient' ? sortName(bestName((one as Patient).name)) : undefined;
      if (name) known.set(`Patient/${one.id}`, name);
    }
  }
  return known;
}

/** What went to others than the practice's own people (45 CFR 164.528), all of it, oldest first. */
export function useDisclosures(patient: string, years: number) {
  const { client } = useHub();
  return useQuery({
    queryKey: ['disclosures', patient, years],
    queryFn: async ({ signal }) => {
      const since = new Date();
      since.setFullYear(since.getFullYear() - years);
      const query = [
        ['patient', `Patient/${patient}`],
        ['disclosure', 'true'],
        ['date', `ge${since.toISOString()}`],
        ['_count', '500'],
      ] as const;
      let page = await client.searchPrivately('AuditEvent', query, signal);
      const found = toPage(page).records.slice();
      for (let next = nextLink(page); next; next = nextLink(page)) {
        page = await client.page(next, signal);
        found.push(...toPage(page).records);
      }
      return found.toReversed();
    },
  });
}

function toPage(bundle: Bundle): Page {
  return {
    records: resources(bundle)
      .filter((one) => one.resourceType === 'AuditEvent')
      .map(toRecord),
    next: nextLink(bundle),
  };
}
