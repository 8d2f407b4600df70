import { Button } from '@mantine/core';
import { clock, dayOf, longDay } from '@hub/fhir';
import { useOnline } from '@hub/ui';
import { IconCalendarDown, IconClock, IconMapPin, IconNote, IconStethoscope } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { InlineTrouble } from '../Trouble';
import { usePortal } from '../portal';
import { StandingMark } from './StandingMark';
import styles from './Visits.module.css';
import { saveCalendarFile } from './calendarFile';
import { spoken } from './names';
import { useConfirm } from './useConfirm';
import { type Visit, canDo } from './visit';

/** The next visit: when, with whom, where, and what its patient can do about it. */
export function NextVisit({ visit, now, onCancel }: { visit: Visit; now: number; onCancel: () => void }) {
  const { href, patient } = usePortal();
  const confirm = useConfirm(patient.id ?? '');
  const online = useOnline();
  const can = canDo(visit, now);
  const { start = 0, end, zone, site } = visit;
  const address = site?.address.join(', ');
  return (
    <section className={styles.next} aria-labelledby="next" data-visit={visit.id} data-start={start}>
      <div className={styles.nextHead}>
        <h2 id="next">Your next visit</h2>
        <StandingMark standing={visit.standing} />
      </div>
      <p className={styles.when}>
        <strong>{longDay(dayOf(start, zone), dayOf(now, zone))}</strong>
        <span>
          {clock(start, zone)}
          {end && ` to ${clock(end, zone)}`}
        </span>
      </p>
      <ul className={styles.facts}>
        <Fact icon={<IconStethoscope size={20} stroke={1.6} aria-hidden />}>
          {visit.type}
          {visit.providers.length > 0 && ` with ${spoken(visit.providers)}`}
        </Fact>
        {site && (
          <Fact icon={<IconMapPin size={20} stroke={1.6} aria-hidden />}>
            {site.name}
            {address && (
              <>
                <br />
                {address}
                <br />
                <a
                  className={styles.link}
                  href={`https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(address)}`}
                  target="_blank"
                  rel="noreferrer"
                >
                  Directions
                </a>
              </>
            )}
          </Fact>
        )}
        {visit.notes.map((note) => (
          <Fact key={note} icon={<IconNote size={20} stroke={1.6} aria-hidden />}>
            <span className={styles.note}>{note}</span>
          </Fact>
        ))}
        {visit.standing === 'arranging' && (
          <Fact icon={<IconClock size={20} stroke={1.6} aria-hidden />}>
            This time is not certain yet. We will tell you when it is.
          </Fact>
        )}
      </ul>
      {confirm.error && <InlineTrouble problem={confirm.error} doing="Your visit could not be confirmed" />}
      <div className={styles.actions}>
        {can.confirm && (
          <Button
            size="md"
            className={styles.wide}
            disabled={!online}
            loading={confirm.isPending}
            onClick={() => confirm.mutate(visit)}
          >
            I will be there
          </Button>
        )}
        {can.move && (
          <Button variant="default" component="a" href={href({ screen: 'move', visit: visit.id })}>
            Move
          </Button>
        )}
        {can.cancel && (
          <Button variant="default" disabled={!online} onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button
          variant="subtle"
          leftSection={<IconCalendarDown size={18} stroke={1.7} aria-hidden />}
          onClick={() => saveCalendarFile(visit)}
        >
          Add to calendar
        </Button>
      </div>
    </section>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li>
      {icon}
      <div>{children}</div>
    </li>
  );
}
