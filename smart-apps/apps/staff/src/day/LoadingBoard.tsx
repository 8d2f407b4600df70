import { Skeleton } from '@mantine/core';
import { AfterDelay } from '@hub/ui';
import styles from './Day.module.css';

/** Heights of the cards in each column: a day as it may come to look. */
const columns = {
  first: [56, 116, 36, 76],
  second: [116, 36, 57, 56],
  third: [36, 76, 56, 116],
  fourth: [76, 56, 116, 36],
} as const;

/** Where the columns will be. */
export function LoadingBoard() {
  return (
    <AfterDelay>
      <div className={styles.loadingBoard} role="status" aria-label="Loading the day">
        {Object.entries(columns).map(([column, cards]) => (
          <div key={column}>
            <Skeleton height={14} width="55%" radius="sm" />
            <Skeleton height={10} width="35%" radius="sm" mb="md" />
            {cards.map((height) => (
              <Skeleton key={height} height={height} radius="md" />
            ))}
          </div>
        ))}
      </div>
    </AfterDelay>
  );
}
