import { Button, Loader } from '@mantine/core';
import { clock, dayOf, longDay } from '@hub/fhir';
import { type Offer, type useOffers } from '@hub/fhir/booking';
import { AfterDelay, Empty, InlineProblem, LoadingRows, Problem } from '@hub/ui';
import { IconCalendarSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './Booking.module.css';

interface OfferListProps {
  readonly found: ReturnType<typeof useOffers>;
  readonly today: string;
  readonly zone: string;
  readonly chosen: Offer | undefined;
  readonly onChoose: (offer: Offer) => void;
  /** Enter on a time goes on to booking it. */
  readonly onGoOn: () => void;
  /** What else may help when nothing is free. */
  readonly instead: ReactNode;
}

/** The free times of each day. One stop of the Tab key; the arrow keys choose. */
export function OfferList({ found, today, zone, chosen, onChoose, onGoOn, instead }: OfferListProps) {
  const { days, until, waiting, waitingForMore, error } = found;
  if (waiting) return <Looking />;
  if (error && days.length === 0) {
    return (
      <div className={styles.found}>
        <Problem compact problem={error} doing="Free times could not be looked up" onRetry={found.again} />
      </div>
    );
  }
  const untilDay = until !== undefined && longDay(dayOf(until - 1, zone), today);
  const further = (
    <Button variant="default" loading={waitingForMore} onClick={found.more}>
      {untilDay ? 'Look two weeks further' : 'Show later times'}
    </Button>
  );
  const count = days.reduce((sum, one) => sum + one.offers.length, 0);
  return (
    <section aria-label="Free times" className={styles.found}>
      <p role="status" className={styles.count}>
        {count === 0 ? '' : untilDay ? `All free times until ${untilDay}` : 'The next free times'}
      </p>
      {days.map(({ day, offers }) => (
        <fieldset key={day} className={styles.day}>
          <legend>{longDay(day, today)}</legend>
          <div className={styles.offers}>
            {offers.map((offer) => (
              <label key={offer.key} className={styles.offer}>
                <input
                  type="radio"
                  name="offer"
                  value={offer.key}
                  checked={offer.key === chosen?.key}
                  onChange={() => onChoose(offer)}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter') return;
                    // The same press must not go on to press the button.
                    event.preventDefault();
                    onGoOn();
                  }}
                />
                <strong>{clock(offer.start, offer.zone)}</strong>
                <span>{offer.provider}</span>
                <small>{offer.place}</small>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {count === 0 && (
        <Empty
          icon={<IconCalendarSearch size={30} stroke={1.5} />}
          title={found.refused ? 'The booking rules refuse it' : `Nothing is free until ${untilDay || 'then'}`}
        >
          {found.refused ? (
            <p>{found.refused.text} Choose another visit type, or “Another time” to book it anyway, with a reason.</p>
          ) : (
            <p>Look further ahead, or for another provider, location or visit type.</p>
          )}
          <div className={styles.instead}>
            {further}
            {instead}
          </div>
        </Empty>
      )}
      {error && <InlineProblem problem={error} doing="Later times could not be looked up" />}
      {count > 0 && <div className={styles.more}>{further}</div>}
    </section>
  );
}

/** Grey rows at once; words when it takes more than a second. */
function Looking() {
  return (
    <>
      <AfterDelay ms={1_000}>
        <p role="status" className={styles.looking}>
          <Loader size={15} /> Still comparing calendars…
        </p>
      </AfterDelay>
      <LoadingRows rows={4} height={62} label="Looking for free times" />
    </>
  );
}
