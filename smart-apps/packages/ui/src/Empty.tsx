import type { ReactNode } from 'react';
import styles from './states.module.css';

/** Nothing to show, why, and what can be done next. */
export function Empty({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <div className={styles.emptyIcon}>{icon}</div>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
