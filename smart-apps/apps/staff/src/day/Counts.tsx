import { StatusShape } from '../visits/StatusMark';
import { type VisitStatus, statusWords, visitStatuses } from '../visits/status';
import type { Visit } from '../visits/visit';
import styles from './Day.module.css';

/** How many visits stand where, and the filter by pressing one. */
export function Counts({
  visits,
  shown,
  onShow,
}: {
  visits: readonly Visit[];
  shown: VisitStatus | undefined;
  onShow: (status: VisitStatus | undefined) => void;
}) {
  const counts = visitStatuses
    .map((status) => ({ status, count: visits.filter((visit) => visit.status === status).length }))
    .filter(({ status, count }) => count > 0 || status === shown);
  return (
    <div className={styles.counts} role="group" aria-label="Visits by status">
      <button
        type="button"
        className={styles.count}
        aria-pressed={shown === undefined}
        onClick={() => onShow(undefined)}
      >
        All <b>{visits.length}</b>
      </button>
      {counts.map(({ status, count }) => (
        <button
          key={status}
          type="button"
          className={styles.count}
          aria-pressed={shown === status}
          onClick={() => onShow(shown === status ? undefined : status)}
        >
          <StatusShape status={status} size={14} />
          {statusWords[status]} <b>{count}</b>
        </button>
      ))}
    </div>
  );
}
