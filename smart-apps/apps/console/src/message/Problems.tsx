import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { MessageProblem } from '../messages/message';
import styles from './Message.module.css';

/** What was wrong, in plain words, each with the field it is about. */
export function Problems({
  problems,
  onPlace,
}: {
  problems: readonly MessageProblem[];
  onPlace: (place: string) => void;
}) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems">
      {problems.map((problem) => (
        <li key={`${problem.code} ${problem.place}`} data-severity={problem.severity}>
          {problem.severity === 'error' ? (
            <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
          ) : (
            <IconInfoCircle size={18} stroke={1.7} aria-hidden />
          )}
          <div>
            <p>{problem.text}</p>
            <p className={styles.code}>
              {problem.place && (
                <button type="button" className={styles.place} onClick={() => onPlace(problem.place ?? '')}>
                  {problem.place}
                </button>
              )}
              <code>{problem.code}</code>
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
