import { clock, dayOf, shortDay, useHub, useLive, useNow } from '@hub/fhir';
import { notifyDone } from '@hub/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { useMemo } from 'react';
import type { Practice } from '@hub/fhir/visits';
import { cancelReason } from '../visits/cancel';
import { appointmentIn } from '../visits/changes';
import { type Entry, type Wish, entryOf, toEntries } from './waitlist';

const key = ['waitlist'] as const;

/** Who waits, kept current by the live stream, and what the desk does with them. */
export function useWaitlist(practice: Practice) {
  const { client } = useHub();
  const queries = useQueryClient();
  const now = useNow(15_000);
  const today = dayOf(now, practice.zone);
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      client.searchAll(
        'Appointment',
        [
          ['status', 'waitlist'],
          ['_include', 'Appointment:patient'],
          ['_count', '200'],
        ],
        signal,
      ),
    // While the drawer is closed nobody follows the stream.
    refetchOnMount: 'always',
  });
  useLive((event) => {
    const concerned =
      event.kind === 'resync' || (event.kind === 'change' && event.reference.startsWith('Appointment/'));
    if (concerned) void queries.invalidateQueries({ queryKey: key });
  });
  const entries = useMemo(() => query.data && toEntries(query.data, practice, today), [query.data, practice, today]);
  const again = () => {
    for (const one of ['waitlist', 'day', 'next-day', 'patient']) void queries.invalidateQueries({ queryKey: [one] });
  };

  const accepting = useMutation({
    mutationFn: ({ id }: Entry) => client.perform<Bundle>(`Appointment/${id}/$accept-offer`, nothing),
    onSuccess: (answer, { name, offer }) => {
      const start = Date.parse(appointmentIn(answer).start ?? '');
      const zone = offer?.zone ?? practice.zone;
      notifyDone(`${name} is booked for ${shortDay(dayOf(start, zone), today)}, ${clock(start, zone)}`);
    },
    onSettled: again,
  });
  const declining = useMutation({
    mutationFn: ({ id }: Entry) => client.perform<Bundle>(`Appointment/${id}/$decline-offer`, nothing),
    onSuccess: (_, { name }) => notifyDone(`${name} waits on, and the next one is asked`),
    onSettled: again,
  });
  const removing = useMutation({
    mutationFn: ({ entry, reason }: { entry: Entry; reason: string }) =>
      client.perform<Bundle>(`Appointment/${entry.id}/$cancel`, {
        resourceType: 'Parameters',
        parameter: [{ name: 'reason', valueCodeableConcept: cancelReason(reason) }],
      }),
    onSuccess: (_, { entry }) => notifyDone(`${entry.name} is off the waitlist`),
    onSettled: again,
  });
  const adding = useMutation({
    mutationFn: (wish: Wish) => client.create(entryOf(wish, practice)),
    onSettled: again,
  });
  return {
    entries,
    now,
    today,
    zone: practice.zone,
    error: query.error,
    again: () => void query.refetch(),
    accepting,
    declining,
    removing,
    adding,
  };
}

const nothing = { resourceType: 'Parameters' as const };
