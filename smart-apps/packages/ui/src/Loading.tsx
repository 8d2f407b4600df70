import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import styles from './states.module.css';

/** Shows its content only when the wait is long enough to be noticed: what comes sooner should not flicker. */
export function AfterDelay({ ms = 150, children }: { ms?: number; children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return late ? children : null;
}

/** Grey lines where rows will be. */
export function LoadingRows({ rows = 8, height = 44, label }: { rows?: number; height?: number; label: string }) {
  return (
    <AfterDelay>
      <div className={styles.rows} role="status" aria-label={label}>
        {Array.from({ length: rows }, (_, row) => (
          <Skeleton key={row} height={height} radius="md" />
        ))}
      </div>
    </AfterDelay>
  );
}
