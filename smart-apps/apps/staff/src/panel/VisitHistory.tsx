import { clock, dayOf, shortDay, useNow } from '@hub/fhir';
import type { Practice } from '@hub/fhir/visits';
import { StatusChip } from '../visits/StatusMark';
import { type Visit, merged, noData, toVisits } from '../visits/visit';
import styles from './PatientPanel.module.css';
import type { PatientFile } from './usePatient';

interface VisitHistoryProps {
  readonly file: PatientFile;
  readonly practice: Practice;
  readonly except: string | undefined;
  readonly onGo: (day: string, visitId: string) => void;
}

const shownPast = 6;

/** When this person comes next and when they came before. */
export function VisitHistory({ file, practice, except, onGo }: VisitHistoryProps) {
  const data = merged(noData, [file.patient, ...file.appointments, ...file.encounters]);
  const visits = toVisits(data, practice).filter((visit) => visit.id !== except);
  const today = dayOf(useNow(60_000), practice.zone);
  const coming = visits.filter((visit) => dayOf(visit.start, practice.zone) >= today);
  const past = visits.filter((visit) => dayOf(visit.start, practice.zone) < today).reverse();
  const line = (visit: Visit) => {
    const day = dayOf(visit.start, practice.zone);
    return (
      <li key={visit.id}>
        <button type="button" className={styles.line} onClick={() => onGo(day, visit.id)}>
          <span>
            <strong>{shortDay(day, today)}</strong> {clock(visit.start, practice.zone)}
          </span>
          <span className={styles.quiet}>{visit.type}</span>
          <StatusChip status={visit.status} />
        </button>
      </li>
    );
  };
  return (
    <>
      <section>
        <h3>Coming visits</h3>
        {coming.length === 0 ? <p className={styles.none}>No other visit is booked.</p> : <ul>{coming.map(line)}</ul>}
      </section>
      <section>
        <h3>Past visits</h3>
        {past.length === 0 ? (
          <p className={styles.none}>None on record.</p>
        ) : (
          <ul>{past.slice(0, shownPast).map(line)}</ul>
        )}
        {past.length > shownPast && <p className={styles.none}>and {past.length - shownPast} earlier</p>}
      </section>
    </>
  );
}
