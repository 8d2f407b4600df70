import { Button, CloseButton, Drawer } from '@mantine/core';
import { clock, dayOf, longDay } from '@hub/fhir';
import { useReturnFocus } from '@hub/ui';
import type { Practice } from '@hub/fhir/visits';
import type { Visit } from '../visits/visit';
import type { WaitlistStart } from '../waitlist/AddEntry';
import styles from './Booking.module.css';
import { BookingFields } from './BookingFields';
import { BookingFooter } from './BookingFooter';
import { OfferList } from './OfferList';
import { type BookingStart, type Shown, useBooking } from './useBooking';

interface BookingDrawerProps {
  readonly begin: BookingStart;
  readonly shown: Shown;
  readonly practice: Practice;
  readonly onClose: () => void;
  /** Nothing is free: they are to wait. */
  readonly onWaitlist?: ((begin: WaitlistStart) => void) | undefined;
}

/** Books a visit, or moves one to another time: finds what is free, or takes a time of the person's own. */
export default function BookingDrawer({ begin, shown, practice, onClose, onWaitlist }: BookingDrawerProps) {
  const { visit } = begin;
  const { frame, submit, ...booking } = useBooking(begin, shown, practice, onClose);
  const { wanted, change, today } = booking;
  useReturnFocus(
    visit
      ? `[data-visit="${CSS.escape(visit.id)}"]`
      : begin.request
        ? `[data-request="${CSS.escape(begin.request.id ?? '')}"] button`
        : '[data-new-appointment]',
  );
  const title = visit
    ? `Reschedule the visit of ${visit.name}`
    : begin.request
      ? 'A time for the request'
      : 'New appointment';
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(580px, 100%)"
      padding={0}
      withCloseButton={false}
      // What was typed is not lost to a press beside it.
      closeOnClickOutside={false}
      attributes={{ content: { 'aria-label': title } }}
      styles={{ body: { height: '100%' } }}
      transitionProps={{ duration: 120 }}
    >
      <div className={styles.frame} ref={frame}>
        <div className={styles.head}>
          <div>
            <h2>{title}</h2>
            {visit && <Now visit={visit} practice={practice} />}
          </div>
          <CloseButton size="lg" aria-label="Close" onClick={onClose} />
        </div>
        <div className={styles.body}>
          <BookingFields
            wanted={wanted}
            practice={practice}
            today={today}
            wrong={booking.wrong}
            asksPatient={!visit}
            asksService={!visit || wanted.service === ''}
            onChange={change}
            onSubmit={booking.find}
          />
          {booking.looking && (
            <OfferList
              found={booking.found}
              today={today}
              zone={booking.zone}
              chosen={booking.chosen}
              onChoose={booking.choose}
              onGoOn={() => submit.current?.focus()}
              instead={
                <>
                  {wanted.provider && (
                    <Button variant="default" onClick={() => change({ provider: '' })}>
                      Any provider
                    </Button>
                  )}
                  {wanted.site && (
                    <Button variant="default" onClick={() => change({ site: '' })}>
                      Any location
                    </Button>
                  )}
                  {!visit && onWaitlist && (
                    <Button variant="default" onClick={() => onWaitlist(wanted)}>
                      Add to the waitlist
                    </Button>
                  )}
                </>
              }
            />
          )}
        </div>
        {(booking.chosenWords ?? booking.saving.error) && (
          <BookingFooter
            chosen={booking.chosenWords}
            today={today}
            problem={booking.saving.error}
            refusal={booking.refusal}
            attempt={booking.saving.submittedAt}
            insists={booking.insists}
            comment={booking.comment}
            reason={booking.reason}
            wrong={booking.wrong}
            saving={booking.saving.isPending}
            moving={visit !== undefined}
            submitRef={submit}
            onChoose={booking.chooseInstead}
            onComment={booking.setComment}
            onReason={booking.setReason}
            onSubmit={booking.book}
          />
        )}
      </div>
    </Drawer>
  );
}

function Now({ visit, practice }: { visit: Visit; practice: Practice }) {
  const zone = practice.sites.find((site) => site.id === visit.siteId)?.zone ?? practice.zone;
  const provider = visit.providerIds.map((id) => practice.providerOf(id)?.name ?? id).join(', ');
  const time = `${longDay(dayOf(visit.start, zone))}, ${clock(visit.start, zone)} – ${clock(visit.end, zone)}`;
  return <p className={styles.now}>{[`Now ${time}`, visit.type, provider].filter(Boolean).join(' · ')}</p>;
}
