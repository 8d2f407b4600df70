import {
  IconAlertCircle,
  IconCalendarX,
  IconCircleCheck,
  IconCircleCheckFilled,
  IconClockQuestion,
} from '@tabler/icons-react';
import styles from './Visits.module.css';
import { type Standing, standingWords } from './visit';

const tones: Record<Standing, 'ask' | 'good' | 'wait' | 'over'> = {
  'to-confirm': 'ask',
  confirmed: 'good',
  asked: 'wait',
  arranging: 'wait',
  waiting: 'wait',
  here: 'good',
  done: 'over',
  missed: 'over',
  cancelled: 'over',
};

/** Where a visit stands: in words, with a shape and a colour besides. */
export function StandingMark({ standing }: { standing: Standing }) {
  const tone = tones[standing];
  const Icon =
    standing === 'done'
      ? IconCircleCheck
      : { ask: IconAlertCircle, good: IconCircleCheckFilled, wait: IconClockQuestion, over: IconCalendarX }[tone];
  return (
    <span className={styles.mark} data-tone={tone}>
      <Icon size={17} stroke={1.8} aria-hidden />
      {standingWords[standing]}
    </span>
  );
}
