import { useAllowed } from '@hub/fhir';
import { AfterDelay, LoadingRows, Problem, Shell } from '@hub/ui';
import { Suspense, lazy, useState } from 'react';
import type { BookingStart } from '../booking/useBooking';
import { usePractice } from '@hub/fhir/visits';
import { useRail } from '../rail';
import type { WaitlistStart } from '../waitlist/AddEntry';
import { DayBar } from './DayBar';
import { DayView } from './DayView';
import { usePlace } from './place';

const WaitlistDrawer = lazy(() => import('../waitlist/WaitlistDrawer'));
const DayPalette = lazy(() => import('./DayPalette'));

/** The front desk's screen: the frame around one day. */
export function DayScreen() {
  const practice = usePractice();
  const place = usePlace(practice.data?.zone);
  const [finding, setFinding] = useState(false);
  const find = () => setFinding(true);
  const [booking, setBooking] = useState<BookingStart | undefined>(undefined);
  const [waiting, setWaiting] = useState<{ readonly begin?: WaitlistStart } | undefined>(undefined);
  const mayBook = useAllowed('Appointment', 'c');
  const items = useRail('day', () => place.go({ day: 'today', patient: undefined, visit: undefined }), find);
  const bar = (
    <DayBar
      day={place.day}
      today={place.today}
      sites={practice.data?.sites ?? []}
      siteId={place.search.site}
      phone={place.phone}
      onDay={(day) => place.go({ day, visit: undefined })}
      onSite={(site) => place.go({ site })}
      onSearch={find}
    />
  );
  return (
    <Shell app="Front desk" items={items} bar={bar}>
      {practice.error && (
        <Problem
          problem={practice.error}
          doing="The practice could not be loaded"
          onRetry={() => void practice.refetch()}
        />
      )}
      {practice.isPending && (
        <AfterDelay>
          <LoadingRows label="Loading the practice" />
        </AfterDelay>
      )}
      {practice.data && (
        <DayView
          practice={practice.data}
          place={place}
          onFind={find}
          booking={booking}
          onBooking={setBooking}
          onWaitlist={(begin) => setWaiting(begin ? { begin } : {})}
        />
      )}
      {waiting && practice.data && (
        <Suspense>
          <WaitlistDrawer
            practice={practice.data}
            begin={waiting.begin}
            onPatient={(patient) => place.go({ patient, visit: undefined })}
            onClose={() => setWaiting(undefined)}
          />
        </Suspense>
      )}
      {finding && practice.data && (
        <Suspense>
          <DayPalette
            place={place}
            practice={practice.data}
            onBook={mayBook ? () => setBooking({}) : undefined}
            onWaitlist={() => setWaiting({})}
            onClose={() => setFinding(false)}
          />
        </Suspense>
      )}
    </Shell>
  );
}
