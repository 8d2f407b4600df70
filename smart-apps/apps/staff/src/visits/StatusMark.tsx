import {
  IconArmchair2,
  IconBan,
  IconCheck,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconClockQuestion,
  IconDoorEnter,
  IconListDetails,
  IconUserMinus,
  IconStethoscope,
  type TablerIcon,
  IconUserCheck,
  IconUserX,
} from '@tabler/icons-react';
import styles from './StatusMark.module.css';
import { type VisitStatus, statusWords } from './status';

const shapes: Record<VisitStatus, TablerIcon> = {
  proposed: IconClockQuestion,
  waitlist: IconListDetails,
  pending: IconCircleDashed,
  booked: IconCircle,
  confirmed: IconCircleCheck,
  arrived: IconArmchair2,
  'checked-in': IconUserCheck,
  'in-room': IconDoorEnter,
  'with-provider': IconStethoscope,
  done: IconCheck,
  'no-show': IconUserX,
  left: IconUserMinus,
  cancelled: IconBan,
  'entered-in-error': IconBan,
};

/** A status by shape, word and colour: any two of them may be lost on someone. */
export function StatusChip({ status }: { status: VisitStatus }) {
  return (
    <span className={styles.chip} data-status={status}>
      <StatusShape status={status} size={14} />
      {statusWords[status]}
    </span>
  );
}

export function StatusShape({ status, size }: { status: VisitStatus; size: number }) {
  const Shape = shapes[status];
  return <Shape size={size} stroke={2} aria-hidden className={styles.shape} data-status={status} />;
}
