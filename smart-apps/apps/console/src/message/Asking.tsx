import { Loader } from '@mantine/core';
import { Problem } from '@hub/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import styles from './Message.module.css';
import type { Explanation } from './explanation';

/** An explanation that is being asked for, could not be had, or is here. */
export function Asking({
  explanation,
  children,
}: {
  explanation: UseQueryResult<Explanation>;
  children: (answer: Explanation) => ReactNode;
}) {
  return (
    <div className={styles.why} role="status">
      {explanation.isPending && (
        <p className={styles.asking}>
          <Loader size={14} aria-hidden /> Translating the message again to find out…
        </p>
      )}
      {explanation.error && (
        <Problem
          compact
          problem={explanation.error}
          doing="The message could not be explained"
          onRetry={() => void explanation.refetch()}
        />
      )}
      {explanation.data && children(explanation.data)}
      {explanation.data?.record === 'now' && (
        <p className={styles.beside}>It has had no effect: this is told by the record as it is now.</p>
      )}
    </div>
  );
}
