import { Button } from '@mantine/core';
import { clock, dayOf, shortDay } from '@hub/fhir';
import { useOnline } from '@hub/ui';
import { InlineTrouble } from '../Trouble';
import { usePortal } from '../portal';
import { StandingMark } from './StandingMark';
import styles from './Visits.module.css';
import { spoken } from './names';
import { useConfirm } from './useConfirm';
import { type Visit, canDo } from './visit';

/** One visit among several: what it is, and what can be done about it, folded away. */
export function VisitLine({ visit, now, onCancel }: { visit: Visit; now: number; onCancel: () => void }) {
  const { href, patient } = usePortal();
  const confirm = useConfirm(patient.id ?? '');
  const online = useOnline();
  const can = canDo(visit, now);
  const { start, zone } = visit;
  const when = start && `${shortDay(dayOf(start, zone), dayOf(now, zone))}, ${clock(start, zone)}`;
  const what = [visit.type, visit.providers.length > 0 && `with ${spoken(visit.providers)}`].filter(Boolean).join(' ');
  const doing = when ? `${what}, ${when}` : what;
  return (
    <li className={styles.line} data-visit={visit.id} data-start={start}>
      <div className={styles.lineHead}>
        <p>
          {when && <strong>{when}</strong>}
          <span>{what}</span>
          {visit.site && <span className={styles.quiet}>{visit.site.name}</span>}
          {visit.notes.length > 0 && start === undefined && (
            <span className={styles.quiet}>{visit.notes.join(' ')}</span>
          )}
        </p>
        <StandingMark standing={visit.standing} />
      </div>
      {confirm.error && <InlineTrouble problem={confirm.error} doing="Your visit could not be confirmed" />}
      {(can.confirm || can.move || can.cancel) && (
        <div className={styles.actions}>
          {can.confirm && (
            <Button
              disabled={!online}
              loading={confirm.isPending}
              aria-label={`I will be there: ${doing}`}
              onClick={() => confirm.mutate(visit)}
            >
              I will be there
            </Button>
          )}
          {can.move && (
            <Button
              variant="default"
              component="a"
              aria-label={`Move: ${doing}`}
              href={href({ screen: 'move', visit: visit.id })}
            >
              Move
            </Button>
          )}
          {can.cancel && (
            <Button variant="default" disabled={!online} aria-label={`Cancel: ${doing}`} onClick={onCancel}>
              {start === undefined ? 'Withdraw' : 'Cancel'}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
