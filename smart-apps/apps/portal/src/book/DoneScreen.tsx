import { Button } from '@mantine/core';
import { clock, dayOf, longDay, phones } from '@hub/fhir';
import { IconCalendarCheck, IconPhoneCalling } from '@tabler/icons-react';
import { useEffect } from 'react';
import { CallUs } from '../RefusedCard';
import { type Done, usePortal } from '../portal';
import { saveCalendarFile } from '../visits/calendarFile';
import { spoken } from '../visits/names';
import { type Standing, toVisit } from '../visits/visit';
import styles from './Book.module.css';

/** That it is done, and what happens next. */
export function DoneScreen() {
  const { done, practice, patient, now, go, href, tell } = usePortal();
  // The page was loaded anew: the visits tell what became of it.
  useEffect(() => {
    if (!done) go({ screen: 'visits' }, true);
  });
  // It is told once.
  useEffect(() => () => tell(undefined), [tell]);
  const visit = done && toVisit(done.appointment, practice);
  if (!visit) return null;
  const open = done.what === 'asked' || done.said !== undefined;
  const Icon = open ? IconPhoneCalling : IconCalendarCheck;
  const number = phones(patient.telecom)[0]?.number;
  const when =
    visit.start !== undefined &&
    `${longDay(dayOf(visit.start, visit.zone), dayOf(now, visit.zone))}, ${clock(visit.start, visit.zone)}`;
  return (
    <div className={styles.done}>
      <span className={styles.doneIcon} data-open={open || undefined}>
        <Icon size={34} stroke={1.5} aria-hidden />
      </span>
      <h1>{headline(done)}</h1>
      <p className={styles.doneWhat}>
        {visit.type}
        {visit.providers.length > 0 && ` with ${spoken(visit.providers)}`}
        {when && (
          <>
            <br />
            <strong>{when}</strong>
          </>
        )}
        {visit.site && (
          <>
            <br />
            {visit.site.name}
          </>
        )}
      </p>
      <div className={styles.next}>
        <h2>What happens next</h2>
        <p>{next(done, visit.standing, number)}</p>
      </div>
      <div className={styles.instead}>
        <Button component="a" href={href({ screen: 'visits' })}>
          Your visits
        </Button>
        {open ? (
          <CallUs siteId={visit.site?.id} quiet />
        ) : (
          <Button variant="default" onClick={() => saveCalendarFile(visit)}>
            Add to calendar
          </Button>
        )}
      </div>
    </div>
  );
}

function headline({ what, said, appointment }: Done): string {
  if (said) return 'We have passed on your wish';
  if (what === 'asked') return 'We have your request';
  if (appointment.status === 'pending') return 'We have asked for this time';
  return what === 'moved' ? 'Your visit is moved' : 'Your visit is booked';
}

function next({ what, said, appointment }: Done, standing: Standing, number: string | undefined): string {
  if (said) return `${said.text} Until then your visit stays at the time above.`;
  if (what === 'asked')
    return `We look for a time and call you${number ? ` at ${number}` : ''}. Nothing is booked until then.`;
  if (appointment.status === 'pending')
    return 'The time is not certain yet. You see under “Your visits” when it is, and we call you if it cannot be.';
  if (standing === 'confirmed')
    return 'We expect you. If something comes up, move or cancel the visit under “Your visits”.';
  return 'Confirm it under “Your visits” when you are sure that you will be there. If something comes up, move or cancel it there.';
}
