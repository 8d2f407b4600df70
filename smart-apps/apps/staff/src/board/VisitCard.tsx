import { clock, useNow } from '@hub/fhir';
import { type PointerEvent, memo } from 'react';
import { StatusShape } from '../visits/StatusMark';
import { statusWords } from '../visits/status';
import styles from './DayBoard.module.css';
import type { Placed } from './layout';

interface VisitCardProps {
  readonly placed: Placed;
  readonly first: number;
  readonly pixelsPerMinute: number;
  readonly zone: string;
  readonly subtitle: string;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly fresh: boolean;
  readonly busy: boolean;
  readonly lifted: boolean;
  readonly movable: boolean;
  readonly onGrab: (event: PointerEvent<HTMLElement>) => void;
  readonly onOpen: () => void;
}

const gap = 2;

/** One visit on the board. Its functions are not compared: they change with every drawing and mean the same. */
export const VisitCard = memo(
  function VisitCard(props: VisitCardProps) {
    const { placed, first, pixelsPerMinute, zone, subtitle } = props;
    const { visit, from, to, left, width, aside } = placed;
    const height = (to - from) * pixelsPerMinute - gap;
    const time = clock(visit.start, zone);
    const size = height < 36 ? 'line' : height < 56 ? 'small' : height < 74 ? 'full' : 'tall';
    const status = <span className={styles.status}>{statusWords[visit.status]}</span>;
    return (
      <button
        type="button"
        className={styles.card}
        data-visit={visit.id}
        data-status={visit.status}
        data-selected={props.selected || undefined}
        data-fresh={props.fresh || undefined}
        data-busy={props.busy || undefined}
        data-lifted={props.lifted || undefined}
        data-movable={props.movable || undefined}
        data-aside={aside || undefined}
        data-size={size}
        style={{
          top: (from - first) * pixelsPerMinute,
          height,
          ...(aside ? {} : { left: `calc(${left * 100}% + 3px)`, width: `calc(${width * 100}% - 6px)` }),
        }}
        tabIndex={props.tabbable ? 0 : -1}
        aria-pressed={props.selected}
        aria-label={`${time}, ${visit.name}, ${statusWords[visit.status]}, ${visit.type}, ${subtitle}`}
        title={aside ? `${time} ${visit.name}: ${statusWords[visit.status]}` : undefined}
        onPointerDown={props.onGrab}
        onClick={props.onOpen}
      >
        <StatusShape status={visit.status} size={14} />
        {!aside && (
          <span className={styles.text}>
            <span className={styles.name}>{visit.name}</span>
            <span className={styles.what}>
              {size !== 'line' && `${bare(time)} · `}
              {status} · {visit.type}
            </span>
            {(size === 'full' || size === 'tall') && <span className={styles.what}>{subtitle}</span>}
            {size === 'tall' && visit.reason && <span className={styles.what}>{visit.reason}</span>}
          </span>
        )}
        {!aside && visit.waitingSince !== undefined && <Waiting since={visit.waitingSince} />}
      </button>
    );
  },
  (before, after) =>
    before.placed.visit === after.placed.visit &&
    (['from', 'to', 'left', 'width', 'aside'] as const).every((key) => before.placed[key] === after.placed[key]) &&
    (['first', 'zone', 'subtitle', 'selected', 'tabbable', 'fresh', 'busy', 'lifted', 'movable'] as const).every(
      (key) => before[key] === after[key],
    ),
);

/** The hours at the side say which half of the day it is. */
function bare(time: string): string {
  return time.replace(/ [ap]m$/, '');
}

/** How long someone has been sitting there. Past a quarter of an hour it stands out. */
export function Waiting({ since }: { since: number }) {
  const minutes = Math.max(0, Math.floor((useNow(15_000) - since) / 60_000));
  return (
    <span className={styles.waiting} data-long={minutes >= 15 || undefined}>
      {waited(minutes)}
    </span>
  );
}

/** 12 min, 2 h, 2 h 5 min. */
export function waited(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
