import { clock, instantOf, wallMinutes } from '@hub/fhir';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useCallback,
  useEffect,
  useMemo,
  useRef,
} from 'react';
import { VisitCard } from './VisitCard';
import styles from './DayBoard.module.css';
import { type BoardColumn, type Placed, hoursOf, layout, neighbour } from './layout';
import { type Drag, useDrag } from './useDrag';
import type { Visit } from '../visits/visit';

/** What the board says to a card held over a place: a problem when it may not be dropped there. */
export type DropCheck = (
  visit: Visit,
  column: string,
  start: number,
) => { readonly refused?: string; readonly warning?: string };

/** The day as columns. This is the board's whole contract: what draws it behind can be exchanged. */
export interface DayBoardProps {
  readonly day: string;
  readonly zone: string;
  readonly now: number | undefined;
  readonly columns: readonly BoardColumn[];
  readonly visitsOf: (columnId: string) => readonly Visit[];
  readonly subtitle: (visit: Visit) => string;
  readonly selected: string | undefined;
  readonly fresh: ReadonlySet<string>;
  readonly busy: ReadonlySet<string>;
  readonly canMove: (visit: Visit) => boolean;
  readonly check: DropCheck;
  readonly onSelect: (visit: Visit) => void;
  readonly onOpen: (visit: Visit) => void;
  readonly onMove: (visit: Visit, toColumn: string, start: number, warning: string | undefined) => void;
  /** Twice pressed where no visit is. */
  readonly onEmpty?: ((column: string, start: number) => void) | undefined;
}

const pixelsPerMinute = 2;

export function DayBoard(props: DayBoardProps) {
  const { day, zone, columns, visitsOf, now, selected, check, onMove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const minutesOf = useCallback((instant: number) => wallMinutes(instant, day, zone), [day, zone]);
  const all = useMemo(() => columns.flatMap((column) => visitsOf(column.id)), [columns, visitsOf]);
  const { from, to } = useMemo(() => hoursOf(all, minutesOf), [all, minutesOf]);
  const placed = useMemo(
    () => columns.map((column) => layout(visitsOf(column.id), minutesOf)),
    [columns, visitsOf, minutesOf],
  );
  const { drag, grab, wasDrag } = useDrag({
    scroller,
    pixelsPerMinute,
    firstMinute: from,
    lastMinute: to,
    durationOf: (visit) => (visit.end - visit.start) / 60_000,
    onDrop: (done) => {
      const start = instantOf(day, done.minutes, zone);
      const { refused, warning } = check(done.visit, done.column, start);
      const moves = start !== done.visit.start || done.column !== done.fromColumn;
      if (moves && !refused) onMove(done.visit, done.column, start, warning);
    },
  });
  useFirstView(
    scroller,
    day,
    now === undefined ? undefined : minutesOf(now),
    from,
    all.length > 0 ? minutesOf(all[0]?.start ?? 0) : undefined,
  );
  const arrows = (event: KeyboardEvent) => {
    if (!event.key.startsWith('Arrow') || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbour(placed, selected, event.key);
    if (!next) return;
    event.preventDefault();
    props.onSelect(next);
    scroller.current?.querySelector<HTMLElement>(`[data-visit="${CSS.escape(next.id)}"]`)?.focus();
  };
  const pressedTwice = ({ target, clientY }: MouseEvent) => {
    const column = target instanceof HTMLElement && !target.closest('[data-visit]') && target.closest('[data-column]');
    if (!(column instanceof HTMLElement)) return;
    const minutes = (clientY - column.getBoundingClientRect().top) / pixelsPerMinute;
    props.onEmpty?.(column.dataset.column ?? '', instantOf(day, from + Math.floor(minutes / 15) * 15, zone));
  };
  const first = placed.flat().toSorted((a, b) => a.from - b.from)[0]?.visit.id;
  const isShown = placed.some((column) => column.some(({ visit }) => visit.id === selected));
  const height = (to - from) * pixelsPerMinute;
  const nowAt = now === undefined ? undefined : (minutesOf(now) - from) * pixelsPerMinute;
  return (
    <div className={styles.scroller} ref={scroller} data-dragging={drag ? true : undefined}>
      {/* Arrow keys lead from card to card; the cards themselves are the controls. An empty place has the key B instead. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles.grid}
        style={{ '--columns': columns.length } as CSSProperties}
        onKeyDown={arrows}
        onDoubleClick={pressedTwice}
      >
        <div className={styles.corner} />
        {columns.map((column) => (
          <div key={column.id} className={styles.head} id={`column-${column.id}`}>
            <strong>{column.name}</strong>
            <span>{[column.detail, countWords(visitsOf(column.id).length)].filter(Boolean).join(' · ')}</span>
          </div>
        ))}
        <Hours from={from} to={to} height={height} now={nowAt} nowText={now === undefined ? '' : clock(now, zone)} />
        {columns.map((column, index) => (
          <div
            key={column.id}
            className={styles.column}
            data-column={column.id}
            role="group"
            aria-labelledby={`column-${column.id}`}
            style={{ height }}
          >
            {nowAt !== undefined && nowAt >= 0 && nowAt <= height && (
              <div className={styles.past} style={{ height: nowAt }} />
            )}
            {(placed[index] ?? []).map((one) => (
              <VisitCard
                key={one.visit.id}
                placed={one}
                first={from}
                pixelsPerMinute={pixelsPerMinute}
                zone={zone}
                subtitle={props.subtitle(one.visit)}
                selected={one.visit.id === selected}
                tabbable={isShown ? one.visit.id === selected : one.visit.id === first}
                fresh={props.fresh.has(one.visit.id)}
                busy={props.busy.has(one.visit.id)}
                lifted={drag?.visit.id === one.visit.id}
                movable={props.canMove(one.visit)}
                onGrab={(event) => props.canMove(one.visit) && grab(event, one.visit, column.id)}
                onOpen={() => !wasDrag() && props.onOpen(one.visit)}
              />
            ))}
            {drag?.column === column.id && <Ghost drag={drag} first={from} day={day} zone={zone} check={check} />}
          </div>
        ))}
        {nowAt !== undefined && nowAt >= 0 && nowAt <= height && (
          <div className={styles.now} style={{ top: `calc(var(--head) + ${nowAt}px)` }} />
        )}
      </div>
    </div>
  );
}

/** Opens a day at the present, or at its first visit. */
function useFirstView(
  scroller: React.RefObject<HTMLDivElement | null>,
  day: string,
  now: number | undefined,
  from: number,
  first: number | undefined,
): void {
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown.current === day || first === undefined) return;
    shown.current = day;
    const at = now ?? first;
    scroller.current?.scrollTo({ top: Math.max(0, (at - from) * pixelsPerMinute - (now === undefined ? 16 : 220)) });
  }, [scroller, day, now, from, first]);
}

const Hours = memo(function Hours({
  from,
  to,
  height,
  now,
  nowText,
}: {
  from: number;
  to: number;
  height: number;
  now: number | undefined;
  nowText: string;
}) {
  const hours = Array.from({ length: (to - from) / 60 }, (_, index) => from / 60 + index);
  return (
    <div className={styles.hours} style={{ height }} aria-hidden>
      {hours.map((hour) => (
        <span key={hour} style={{ top: (hour * 60 - from) * pixelsPerMinute }}>
          {hour % 12 || 12}
          <small>{hour < 12 ? 'am' : 'pm'}</small>
        </span>
      ))}
      {now !== undefined && now >= 0 && now <= height && (
        <div className={styles.nowTime} style={{ top: now }}>
          <span>{nowText}</span>
        </div>
      )}
    </div>
  );
});

/** Where the card would come to lie, with the time, and the reason when it may not. */
function Ghost({
  drag,
  first,
  day,
  zone,
  check,
}: {
  drag: Drag;
  first: number;
  day: string;
  zone: string;
  check: DropCheck;
}) {
  const start = instantOf(day, drag.minutes, zone);
  const { refused, warning } = check(drag.visit, drag.column, start);
  const top = (drag.minutes - first) * pixelsPerMinute;
  const height = ((drag.visit.end - drag.visit.start) / 60_000) * pixelsPerMinute;
  return (
    <div
      className={styles.ghost}
      style={{ top, height }}
      data-refused={refused ? true : undefined}
      data-warning={warning ? true : undefined}
    >
      <strong>{clock(start, zone)}</strong>
      <span>{refused ?? warning ?? drag.visit.name}</span>
    </div>
  );
}

function countWords(count: number): string {
  return count === 1 ? '1 visit' : `${count} visits`;
}

export type { BoardColumn, Placed };
