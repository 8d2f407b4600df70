import { Button } from '@mantine/core';
import { addDays, dayBounds, dayOf, longDay, resources, useHub } from '@hub/fhir';
import { Empty } from '@hub/ui';
import { useQuery } from '@tanstack/react-query';
import { IconCalendarOff, IconFilterOff } from '@tabler/icons-react';
import type { Practice } from '@hub/fhir/visits';
import { type VisitStatus, statusWords } from '../visits/status';

/** A day without visits: says so, and where the next ones are. */
export function EmptyDay({
  day,
  today,
  practice,
  siteId,
  onDay,
}: {
  day: string;
  today: string;
  practice: Practice;
  siteId: string | undefined;
  onDay: (day: string) => void;
}) {
  const next = useNextDay(day, practice, siteId);
  const site = practice.sites.find((one) => one.id === siteId)?.name;
  const where = site ? ` at ${site}` : '';
  return (
    <Empty icon={<IconCalendarOff size={30} stroke={1.5} />} title={`No visits${where} on ${longDay(day, today)}`}>
      {next === undefined && <p>Looking for the next day with visits…</p>}
      {next === null && <p>Nothing is booked{where} after this day either. New visits appear here by themselves.</p>}
      {next && (
        <>
          <p>
            The next visits{where} are on {longDay(next, today)}.
          </p>
          <Button mt="xs" onClick={() => onDay(next)}>
            Go to {longDay(next, today)}
          </Button>
        </>
      )}
    </Empty>
  );
}

/** The filter leaves nothing, which is not the same as a day without visits. */
export function NoneShown({ status, onAll }: { status: VisitStatus; onAll: () => void }) {
  return (
    <Empty icon={<IconFilterOff size={30} stroke={1.5} />} title={`No visit is “${statusWords[status]}” now`}>
      <Button mt="xs" variant="default" onClick={onAll}>
        Show all visits
      </Button>
    </Empty>
  );
}

/** The day, `null` when there is none, `undefined` while that is not known. */
function useNextDay(day: string, practice: Practice, siteId: string | undefined): string | null | undefined {
  const { client } = useHub();
  const { data } = useQuery({
    queryKey: ['next-day', day, siteId],
    queryFn: async ({ signal }) => {
      const { start } = dayBounds(addDays(day, 1), practice.zone);
      const places = siteId && [
        siteId,
        ...practice.rooms.filter((room) => room.siteId === siteId).map((room) => room.id),
      ];
      const bundle = await client.search(
        'Appointment',
        [
          ['date', `ge${start}`],
          ['status', 'booked,pending,arrived,checked-in'],
          ...(places ? [['location', places.map((id) => `Location/${id}`).join(',')] as const] : []),
          ['_sort', 'date'],
          ['_count', '1'],
        ],
        signal,
      );
      const [first] = resources(bundle);
      const found = first?.resourceType === 'Appointment' ? first.start : undefined;
      return found ? dayOf(Date.parse(found), practice.zone) : null;
    },
  });
  return data;
}
