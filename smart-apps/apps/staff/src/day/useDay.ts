import { Batch, type FhirClient, type LiveEvent, dayBounds, idOf, useHub, useLive } from '@hub/fhir';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Appointment, Encounter, FhirResource, Patient } from 'fhir/r4';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Practice } from '@hub/fhir/visits';
import { type DayData, type Visit, merged, noData, toVisits } from '../visits/visit';

export const dayKey = (day: string) => ['day', day] as const;
const markedFor = 3_000;

/** One day's visits, kept current by the live stream. `fresh` holds those that changed in the last three seconds. */
export function useDay(day: string, practice: Practice | undefined) {
  const { client } = useHub();
  const queries = useQueryClient();
  const zone = practice?.zone;
  const query = useQuery({
    queryKey: dayKey(day),
    queryFn: ({ signal }) => loadDay(client, day, zone ?? '', signal),
    enabled: zone !== undefined,
    staleTime: 60_000,
  });
  const { fresh, mark } = useFresh();
  useLiveDay(day, zone, query.isSuccess && !query.isFetching, mark);
  const visits = useMemo(
    () => (query.data && practice ? toVisits(query.data, practice) : undefined),
    [query.data, practice],
  );
  return {
    visits,
    data: query.data,
    error: query.error,
    refetch: () => void queries.invalidateQueries({ queryKey: dayKey(day) }),
    fresh,
  };
}

async function loadDay(client: FhirClient, day: string, zone: string, signal: AbortSignal): Promise<DayData> {
  const { start, end } = dayBounds(day, zone);
  const found = await client.searchAll(
    'Appointment',
    [
      ['date', `ge${start}`],
      ['date', `lt${end}`],
      ['_include', 'Appointment:patient'],
      ['_revinclude', 'Encounter:appointment'],
      ['_count', '500'],
    ],
    signal,
  );
  return merged(noData, found);
}

/**
 * Follows the stream: ids that change within 200 ms are fetched together and put in their place. What changes while the
 * day itself is being read waits until that is here: the answer may be older than the change.
 */
function useLiveDay(
  day: string,
  zone: string | undefined,
  settled: boolean,
  mark: (ids: readonly string[]) => void,
): void {
  const { client } = useHub();
  const queries = useQueryClient();
  const waiting = useRef(new Set<string>());
  const batch = useRef<Batch<string> | undefined>(undefined);
  useEffect(() => {
    if (!zone || !settled) return;
    const current = new Batch<string>(200, (references) => {
      references.forEach((reference) => waiting.current.delete(reference));
      void refresh(client, queries, day, zone, references, mark).catch(() =>
        queries.invalidateQueries({ queryKey: dayKey(day) }),
      );
    });
    batch.current = current;
    waiting.current.forEach((reference) => current.add(reference));
    return () => {
      current.cancel();
      batch.current = undefined;
    };
  }, [client, queries, day, zone, settled, mark]);
  useLive((event: LiveEvent) => {
    if (event.kind === 'resync') void queries.invalidateQueries({ queryKey: ['day'] });
    if (event.kind !== 'change') return;
    if (/^(Appointment|Encounter|Patient)\//.test(event.reference)) {
      waiting.current.add(event.reference);
      batch.current?.add(event.reference);
    }
    if (/^(Coverage|RelatedPerson)\//.test(event.reference)) void queries.invalidateQueries({ queryKey: ['patient'] });
  });
}

async function refresh(
  client: FhirClient,
  queries: QueryClient,
  day: string,
  zone: string,
  references: ReadonlySet<string>,
  mark: (ids: readonly string[]) => void,
): Promise<void> {
  const known = queries.getQueryData<DayData>(dayKey(day)) ?? noData;
  const ids = (type: string) =>
    [...references].filter((one) => one.startsWith(`${type}/`)).map((one) => one.slice(type.length + 1));
  const appointmentIds = ids('Appointment');
  const patientIds = ids('Patient').filter((id) => known.patients[id]);
  const found = (
    await Promise.all([
      byIds(client, 'Appointment', appointmentIds, [
        ['_include', 'Appointment:patient'],
        ['_revinclude', 'Encounter:appointment'],
      ]),
      byIds(client, 'Encounter', ids('Encounter'), []),
      byIds(client, 'Patient', patientIds, []),
    ])
  ).flat();
  const before = queries.getQueryData<DayData>(dayKey(day)) ?? noData;
  const after = onThisDay(merged(before, found), new Set(appointmentIds), found, dayBounds(day, zone));
  queries.setQueryData(dayKey(day), after);
  mark(changedVisits(before, after));
  // A panel that shows somebody else has nothing to ask for.
  const concerned = new Set([...ids('Patient'), ...found.flatMap(patientOf)]);
  void queries.invalidateQueries({
    queryKey: ['patient'],
    predicate: ({ queryKey }) => concerned.has(String(queryKey[1])),
  });
}

function patientOf(resource: FhirResource): string[] {
  if (resource.resourceType === 'Encounter') return [idOf(resource.subject, 'Patient')].flatMap((id) => id ?? []);
  if (resource.resourceType !== 'Appointment') return [];
  return resource.participant.flatMap(({ actor }) => idOf(actor, 'Patient') ?? []);
}

async function byIds(
  client: FhirClient,
  type: string,
  ids: readonly string[],
  more: readonly (readonly [string, string])[],
): Promise<FhirResource[]> {
  if (ids.length === 0) return [];
  return client.searchAll(type, [['_id', ids.join(',')], ...more, ['_count', '500']]);
}

/** Leaves out what is on another day, or was deleted. */
function onThisDay(
  data: DayData,
  asked: ReadonlySet<string>,
  found: readonly FhirResource[],
  bounds: { start: string; end: string },
): DayData {
  const there = new Set(found.flatMap((one) => (one.resourceType === 'Appointment' && one.id ? [one.id] : [])));
  const [from, to] = [Date.parse(bounds.start), Date.parse(bounds.end)];
  const stays = ([id, { start }]: [string, Appointment]) => {
    const at = Date.parse(start ?? '');
    return at >= from && at < to && (!asked.has(id) || there.has(id));
  };
  return { ...data, appointments: Object.fromEntries(Object.entries(data.appointments).filter(stays)) };
}

/** The visits of which any part has another version now. */
export function changedVisits(before: DayData, after: DayData): string[] {
  const version = (resource: Appointment | Encounter | Patient | undefined) =>
    `${resource?.id}/${resource?.meta?.versionId}`;
  return Object.values(after.appointments).flatMap((appointment) => {
    const id = appointment.id ?? '';
    const same =
      version(before.appointments[id]) === version(appointment) &&
      version(before.encounters[id]) === version(after.encounters[id]);
    return same ? [] : [id];
  });
}

function useFresh() {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const all = timers.current;
    return () => all.forEach(clearTimeout);
  }, []);
  const mark = useMemo(
    () => (ids: readonly string[]) => {
      if (ids.length === 0) return;
      setFresh((now) => new Set([...now, ...ids]));
      const timer = setTimeout(() => {
        timers.current.delete(timer);
        setFresh((now) => new Set([...now].filter((id) => !ids.includes(id))));
      }, markedFor);
      timers.current.add(timer);
    },
    [],
  );
  return { fresh, mark };
}

/** Puts what was just saved where the screen shows it, without waiting for the stream. */
export function keep(
  queries: QueryClient,
  day: string,
  zone: string,
  appointment: Appointment,
  ...more: FhirResource[]
): void {
  queries.setQueryData<DayData>(
    dayKey(day),
    (data) => data && onThisDay(merged(data, [appointment, ...more]), new Set(), [], dayBounds(day, zone)),
  );
}

export type { Visit };
