import { IconAlertTriangle, IconBan, IconCheck, type TablerIcon } from '@tabler/icons-react';
import styles from './Audit.module.css';
import { type Outcome, outcomeWords } from './event';

const shapes: Record<Outcome, TablerIcon> = { done: IconCheck, refused: IconBan, failed: IconAlertTriangle };

/** How it ended, by shape, word and colour. */
export function OutcomeChip({ outcome }: { outcome: Outcome }) {
  const Shape = shapes[outcome];
  return (
    <span className={styles.chip} data-outcome={outcome}>
      <Shape size={14} stroke={2} aria-hidden />
      {outcomeWords[outcome]}
    </span>
  );
}
