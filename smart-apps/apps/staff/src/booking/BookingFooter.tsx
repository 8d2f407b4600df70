import { Button, TextInput, Textarea } from '@mantine/core';
import { clock, dayOf, shortDay } from '@hub/fhir';
import { type Offer } from '@hub/fhir/booking';
import { InlineProblem } from '@hub/ui';
import { IconAlertTriangle, IconCalendarCheck } from '@tabler/icons-react';
import { type FormEvent, type RefObject, useEffect, useRef } from 'react';
import styles from './Booking.module.css';
import type { Refusal, Wrong } from './refusal';

interface BookingFooterProps {
  readonly chosen: string | undefined;
  readonly today: string;
  readonly problem: unknown;
  readonly refusal: Refusal | undefined;
  /** Tells one refusal from the next. */
  readonly attempt: number;
  readonly insists: boolean;
  readonly comment: string;
  readonly reason: string;
  readonly wrong: Wrong;
  readonly saving: boolean;
  readonly moving: boolean;
  readonly submitRef: RefObject<HTMLButtonElement | null>;
  readonly onChoose: (offer: Offer) => void;
  readonly onComment: (text: string) => void;
  readonly onReason: (text: string) => void;
  readonly onSubmit: (event: FormEvent) => void;
}

/** The time that was chosen, what the hub said about it, and the button that books it. */
export function BookingFooter(props: BookingFooterProps) {
  const { chosen, problem, refusal, insists, wrong, moving, submitRef } = props;
  return (
    <form className={styles.footer} onSubmit={props.onSubmit} noValidate>
      {chosen && (
        <p className={styles.chosen}>
          <IconCalendarCheck size={18} stroke={1.7} aria-hidden />
          <strong>{chosen}</strong>
        </p>
      )}
      {refusal ? (
        <Refused key={props.attempt} refusal={refusal} today={props.today} onChoose={props.onChoose} />
      ) : (
        problem !== null && (
          <InlineProblem
            problem={problem}
            doing={moving ? 'The visit could not be moved' : 'The visit could not be booked'}
          />
        )
      )}
      {!moving && (
        <Textarea
          label="Comment (optional)"
          autosize
          minRows={1}
          maxRows={4}
          value={props.comment}
          error={wrong.comment}
          onChange={(event) => props.onComment(event.currentTarget.value)}
        />
      )}
      {insists && (
        <TextInput
          label="Why book it anyway?"
          description="Kept with the visit."
          value={props.reason}
          error={wrong.reason}
          onChange={(event) => props.onReason(event.currentTarget.value)}
        />
      )}
      {chosen && (
        <Button type="submit" ref={submitRef} loading={props.saving} color={insists ? '#8a5300' : 'petrol'}>
          {insists ? 'Book anyway' : moving ? 'Move to this time' : 'Book this time'}
        </Button>
      )}
    </form>
  );
}

/** Takes the focus to what can be done instead. */
function Refused({ refusal, today, onChoose }: { refusal: Refusal; today: string; onChoose: (offer: Offer) => void }) {
  const { taken, alternatives, said } = refusal;
  const first = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (first.current ?? box.current)?.focus(), []);
  return (
    <div className={styles.refused} ref={box} tabIndex={-1}>
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
      <div>
        <p role="alert">
          {taken ? <strong>This time has just been taken.</strong> : said} {alternatives.length > 0 && 'Free instead:'}
        </p>
        {alternatives.length > 0 && (
          <div className={styles.alternatives} role="group" aria-label="Free instead">
            {alternatives.map((offer, index) => (
              <Button
                key={offer.key}
                ref={index === 0 ? first : undefined}
                variant="default"
                size="compact-md"
                h={34}
                onClick={() => onChoose(offer)}
              >
                {shortDay(dayOf(offer.start, offer.zone), today)}, {clock(offer.start, offer.zone)}
                {offer.provider && ` · ${offer.provider}`}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
