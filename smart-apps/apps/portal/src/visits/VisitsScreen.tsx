import { Button } from '@mantine/core';
import { Empty, LoadingRows, useOnline } from '@hub/ui';
import { IconCalendarHeart, IconCircleCheck } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { Trouble } from '../Trouble';
import { RefusedCard } from '../RefusedCard';
import { usePortal } from '../portal';
import { NextVisit } from './NextVisit';
import { VisitLine } from './VisitLine';
import styles from './Visits.module.css';
import { nameOf } from './names';
import { useVisits } from './useVisits';
import { type Visit, sorted } from './visit';

const CancelDialog = lazy(() => import('./CancelDialog'));
const pastAtFirst = 5;

/** What comes, what is asked for and what was, with all that a patient may do about it. */
export function VisitsScreen() {
  const { patient, practice, now, href } = usePortal();
  const { data, error, refetch } = useVisits(patient.id ?? '', practice);
  const [cancelling, setCancelling] = useState<Visit | undefined>(undefined);
  const [allPast, setAllPast] = useState(false);
  if (!data) {
    return error ? (
      <Trouble problem={error} doing="Your visits could not be loaded" onRetry={() => void refetch()} />
    ) : (
      <LoadingRows rows={4} height={88} label="Loading your visits" />
    );
  }
  const { next, later, asked, past } = sorted(data, now);
  const lines = (visits: readonly Visit[]) => (
    <ul className={styles.lines}>
      {visits.map((visit) => (
        <VisitLine key={visit.id} visit={visit} now={now} onCancel={() => setCancelling(visit)} />
      ))}
    </ul>
  );
  return (
    <>
      <h1 className={styles.title}>Your visits</h1>
      <JustDone />
      {next ? (
        <NextVisit visit={next} now={now} onCancel={() => setCancelling(next)} />
      ) : (
        <Empty icon={<IconCalendarHeart size={30} stroke={1.5} />} title="No visit is planned">
          <p>
            {asked.length > 0
              ? 'We will call you about what you asked for.'
              : `There is nothing ahead for ${nameOf(patient)}. You can book a visit here, at any hour.`}
          </p>
          <Button mt="xs" size="md" component="a" href={href({ screen: 'book' })}>
            Book a visit
          </Button>
        </Empty>
      )}
      {asked.length > 0 && (
        <section aria-labelledby="asked" className={styles.section}>
          <h2 id="asked">Asked for</h2>
          {lines(asked)}
        </section>
      )}
      {later.length > 0 && (
        <section aria-labelledby="later" className={styles.section}>
          <h2 id="later">Later</h2>
          {lines(later)}
        </section>
      )}
      {next && (
        <Button
          className={styles.another}
          size="md"
          variant="default"
          component="a"
          href={href({ screen: 'book' })}
          fullWidth
        >
          Book another visit
        </Button>
      )}
      {past.length > 0 && (
        <section aria-labelledby="past" className={styles.section}>
          <h2 id="past">Past and cancelled</h2>
          {lines(allPast ? past : past.slice(0, pastAtFirst))}
          {!allPast && past.length > pastAtFirst && (
            <Button mt="sm" variant="default" onClick={() => setAllPast(true)}>
              Show all {past.length}
            </Button>
          )}
        </section>
      )}
      {cancelling && (
        <Suspense>
          <CancelDialog visit={cancelling} onClose={() => setCancelling(undefined)} />
        </Suspense>
      )}
    </>
  );
}

/** What came of the last cancellation. */
function JustDone() {
  const { done, href, tell } = usePortal();
  const online = useOnline();
  // It is told once.
  useEffect(() => () => tell(undefined), [tell]);
  if (done?.what !== 'cancelled' && done?.what !== 'withdrawn') return null;
  if (done.said) return <RefusedCard refusal={done.said} title="Your visit stands until we have called you" />;
  return (
    <div className={styles.done}>
      <IconCircleCheck size={22} stroke={1.7} aria-hidden />
      <p>{done.what === 'cancelled' ? 'Your visit is cancelled.' : 'Your request is withdrawn.'}</p>
      {online && (
        <a className={styles.doneLink} href={href({ screen: 'book' })}>
          Book another time
        </a>
      )}
    </div>
  );
}
