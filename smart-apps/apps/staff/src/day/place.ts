import { useMediaQuery } from '@mantine/hooks';
import { browserZone, dayOf, useNow } from '@hub/fhir';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type DaySearch, readDay } from './address';

/** Where the screen is and how to go elsewhere: the address, read and written in one place. */
export interface Place {
  readonly day: string;
  readonly today: string;
  readonly search: DaySearch;
  readonly phone: boolean;
  readonly go: (change: Partial<DaySearch> & { day?: string }) => void;
}

export function usePlace(zone: string | undefined): Place {
  const params = useParams({ from: '/day/$day' });
  const search = useSearch({ from: '/day/$day' });
  const navigate = useNavigate();
  const phone = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false });
  const today = dayOf(useNow(30_000), zone ?? browserZone());
  const day = readDay(params.day, today);
  const go = ({ day: next, ...change }: Partial<DaySearch> & { day?: string }) =>
    void navigate({
      to: '/day/$day',
      params: { day: next === today ? 'today' : (next ?? params.day) },
      search: { ...search, ...change },
      // Opening a panel or a filter is not a place to come back to; another day is.
      replace: next === undefined,
    });
  return { day, today, search, phone, go };
}
