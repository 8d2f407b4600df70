import { Button, NativeSelect } from '@mantine/core';
import { clock, dayOf, shortDay, useAllowed } from '@hub/fhir';
import { InlineProblem } from '@hub/ui';
import { IconBellRinging, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { cancelReasons } from '../visits/cancel';
import styles from './Waitlist.module.css';
import type { useWaitlist } from './useWaitlist';
import { type Entry, priorityWords, timeLeft } from './waitlist';

interface EntryRowProps {
  readonly entry: Entry;
  readonly waitlist: ReturnType<typeof useWaitlist>;
  readonly onPatient: () => void;
}

/** One who waits: what for, since when, and the answer to an offer after a call. */
export function EntryRow({ entry, waitlist, onPatient }: EntryRowProps) {
  const { accepting, declining, removing, now, today, zone } = waitlist;
  const mayChange = useAllowed('Appointment', 'u');
  const [leaving, setLeaving] = useState(false);
  const [reason, setReason] = useState('pat');
  const { offer } = entry;
  const of = (id: string | undefined) => id === entry.id;
  const failed = [
    of(accepting.variables?.id) && accepting.error,
    of(declining.variables?.id) && declining.error,
    of(removing.variables?.entry.id) && removing.error,
  ].find(Boolean);
  return (
    <li className={styles.entry} data-offer={offer ? true : undefined}>
      <div className={styles.who}>
        <button type="button" className={styles.name} onClick={onPatient}>
          {entry.name}
        </button>
        {entry.priority < 5 && (
          <span className={styles.mark} data-urgent={entry.priority === 1 || undefined}>
            {priorityWords(entry.priority)}
          </span>
        )}
        {entry.earlier && <span className={styles.mark}>Earlier visit</span>}
      </div>
      <p className={styles.what}>
        <strong>{entry.service}</strong> · {entry.wishes}
      </p>
      <p className={styles.since}>
        Waits since {shortDay(dayOf(entry.since, zone), today)}
        {entry.until && `, until ${shortDay(dayOf(entry.until - 1, zone), today)}`}
      </p>
      {offer && (
        <div className={styles.offer}>
          <p>
            <IconBellRinging size={16} stroke={1.8} aria-hidden />
            <span>
              On offer:{' '}
              <strong>
                {shortDay(dayOf(offer.start, offer.zone), today)}, {clock(offer.start, offer.zone)}
              </strong>
              {offer.provider && ` · ${offer.provider}`}
            </span>
            <span className={styles.left}>{timeLeft(offer.answerBy, now)}</span>
          </p>
          {entry.phone && (
            <p>
              <IconPhone size={16} stroke={1.8} aria-hidden />
              <a href={`tel:${entry.phone.replace(/[^\d+]/g, '')}`}>{entry.phone}</a>
              {entry.phoneOnly && <strong>Phone only: call them</strong>}
            </p>
          )}
          {mayChange && (
            <div className={styles.answers}>
              <Button
                size="compact-md"
                h={36}
                loading={accepting.isPending && of(accepting.variables.id)}
                onClick={() => accepting.mutate(entry)}
              >
                Accept for them
              </Button>
              <Button
                size="compact-md"
                h={36}
                variant="default"
                loading={declining.isPending && of(declining.variables.id)}
                onClick={() => declining.mutate(entry)}
              >
                Decline
              </Button>
            </div>
          )}
        </div>
      )}
      {failed && <InlineProblem problem={failed} doing="That could not be saved" />}
      {mayChange &&
        (leaving ? (
          <form
            className={styles.leaving}
            onSubmit={(event) => {
              event.preventDefault();
              removing.mutate({ entry, reason });
            }}
          >
            <NativeSelect
              label="Why?"
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data={cancelReasons.map(({ code, label }) => ({ value: code, label }))}
            />
            <Button type="submit" color="#b0272f" loading={removing.isPending}>
              Remove
            </Button>
            <Button variant="default" onClick={() => setLeaving(false)}>
              Keep
            </Button>
          </form>
        ) : (
          <Button
            className={styles.remove}
            size="compact-sm"
            h={30}
            variant="subtle"
            color="gray"
            aria-label={`Remove ${entry.name} from the waitlist`}
            onClick={() => setLeaving(true)}
          >
            Remove…
          </Button>
        ))}
    </li>
  );
}
