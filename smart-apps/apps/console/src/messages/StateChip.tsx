import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBan,
  IconCheck,
  IconClock,
  IconCopy,
  IconEqual,
  IconEyeOff,
  IconHistory,
  IconPlayerSkipForward,
  IconSend,
  IconSendOff,
  type TablerIcon,
} from '@tabler/icons-react';
import styles from './StateChip.module.css';
import { type MessageState, stateSentences, stateWords } from './message';

const shapes: Record<MessageState, TablerIcon> = {
  received: IconClock,
  applied: IconCheck,
  unchanged: IconEqual,
  stale: IconHistory,
  duplicate: IconCopy,
  held: IconAlertTriangle,
  refused: IconBan,
  ignored: IconEyeOff,
  skipped: IconPlayerSkipForward,
  replaced: IconArrowsExchange,
  waiting: IconClock,
  delivered: IconSend,
  failed: IconSendOff,
};

/** A message's state by shape, word and colour. */
export function StateChip({ state }: { state: MessageState }) {
  return (
    <span className={styles.chip} data-state={state} title={stateSentences[state]}>
      <StateShape state={state} />
      {stateWords[state]}
    </span>
  );
}

export function StateShape({ state }: { state: MessageState }) {
  const Shape = shapes[state];
  return <Shape size={14} stroke={2} aria-hidden className={styles.shape} data-state={state} />;
}
