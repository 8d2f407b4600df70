import { AfterDelay, Freshness, LoadingRows, Problem, Shell } from '@hub/ui';
import { type Practice, usePractice } from '@hub/fhir/visits';
import type { ReactNode } from 'react';
import styles from './Frame.module.css';
import { useRail } from './rail';

interface FrameProps {
  readonly chosen: 'requests' | 'rules' | 'messages';
  readonly title: string;
  readonly about: string;
  readonly children: (practice: Practice) => ReactNode;
}

/** The frame of the screens beside the day: their name on top, and the practice once it is here. */
export function Frame({ chosen, title, about, children }: FrameProps) {
  const practice = usePractice();
  const items = useRail(chosen);
  const bar = (
    <>
      <h1 className={styles.title}>{title}</h1>
      <span className={styles.space} />
      <Freshness />
    </>
  );
  return (
    <Shell app="Front desk" items={items} bar={bar}>
      <div className={styles.page}>
        <p className={styles.about}>{about}</p>
        {practice.error && (
          <Problem
            problem={practice.error}
            doing="The practice could not be loaded"
            onRetry={() => void practice.refetch()}
          />
        )}
        {practice.isPending && (
          <AfterDelay>
            <LoadingRows label="Loading the practice" />
          </AfterDelay>
        )}
        {practice.data && children(practice.data)}
      </div>
    </Shell>
  );
}
