import { Button } from '@mantine/core';
import { ageOn, clock, dayOf, usDate } from '@hub/fhir';
import { IconArrowUp, IconDoorEnter, IconUserCheck, IconUserShare } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { VisitActions } from '../actions/useVisitActions';
import { Waiting } from '../board/VisitCard';
import { placeWords } from '../day/columns';
import type { Practice } from '@hub/fhir/visits';
import { StatusChip } from '../visits/StatusMark';
import { type VisitAction, isPossible } from '../visits/changes';
import type { Visit } from '../visits/visit';
import styles from './VisitList.module.css';
import { useHeldOrder } from './useHeldOrder';

interface VisitListProps {
  readonly visits: readonly Visit[];
  readonly practice: Practice;
  readonly siteId: string | undefined;
  readonly day: string;
  readonly selected: string | undefined;
  readonly fresh: ReadonlySet<string>;
  readonly actions: VisitActions;
  readonly onAct: (action: VisitAction, visit: Visit) => void;
  readonly phone: boolean;
  readonly onSelect: (visit: Visit) => void;
  readonly onOpen: (visit: Visit) => void;
}

const settle = 2_000;

/** The day from top to bottom. */
export function VisitList(props: VisitListProps) {
  const { visits, practice, siteId, day, selected, fresh, actions, onAct, phone, onSelect, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { busy, handlers } = useInUse();
  const { rows, waiting, release } = useHeldOrder(visits, busy, day);
  // Its functions change with every drawing; nothing here remembers them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 62 : 54),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  });
  useFirstRow(virtual, day, practice.zone, rows);
  const selectedIndex = rows.findIndex((row) => row.id === selected);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtual]);
  return (
    <div className={styles.wrap} {...handlers}>
      {waiting > 0 && (
        <button type="button" className={styles.new} onClick={release}>
          <IconArrowUp size={15} aria-hidden /> {waiting === 1 ? '1 change' : `${waiting} changes`} in this list
        </button>
      )}
      <div className={styles.scroller} ref={scroller}>
        <div className={styles.rows} style={{ height: virtual.getTotalSize() }} role="list" aria-label="Visits">
          {virtual.getVirtualItems().map((item) => {
            const visit = rows[item.index];
            return visit ? (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={styles.slot}
                role="listitem"
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Row
                  visit={visit}
                  practice={practice}
                  siteId={siteId}
                  selected={visit.id === selected}
                  fresh={fresh.has(visit.id)}
                  busy={actions.busy.has(visit.id)}
                  why={(action) => actions.why(action, visit)}
                  onAct={(action) => onAct(action, visit)}
                  onSelect={() => onSelect(visit)}
                  onOpen={() => onOpen(visit)}
                />
              </div>
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

/** Today's list begins a little before the present. */
function useFirstRow(
  virtual: { scrollToIndex: (index: number, options: { align: 'start' }) => void },
  day: string,
  zone: string,
  rows: readonly Visit[],
): void {
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (shown.current === day || rows.length === 0) return;
    shown.current = day;
    const now = Date.now();
    const next = dayOf(now, zone) === day ? rows.findIndex((row) => row.end > now) : 0;
    if (next > 1) virtual.scrollToIndex(next - 1, { align: 'start' });
  }, [virtual, day, zone, rows]);
}

const nextWords = { 'check-in': 'Check in', 'check-out': 'Check out' } as const;

interface RowProps {
  readonly visit: Visit;
  readonly practice: Practice;
  readonly siteId: string | undefined;
  readonly selected: boolean;
  readonly fresh: boolean;
  readonly busy: boolean;
  readonly why: (action: VisitAction) => string | undefined;
  readonly onAct: (action: VisitAction) => void;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}

function Row({ visit, practice, siteId, selected, fresh, busy, why, onAct, onSelect, onOpen }: RowProps) {
  const next = (['check-in', 'check-out'] as const).find((action) => isPossible(action, visit.status));
  const provider = visit.providerIds.map((id) => practice.providerOf(id)?.name ?? id).join(', ');
  return (
    <div
      className={styles.row}
      data-selected={selected || undefined}
      data-fresh={fresh || undefined}
      data-status={visit.status}
      data-visit={visit.id}
    >
      <button
        type="button"
        className={styles.open}
        onClick={onOpen}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && onSelect()}
        aria-pressed={selected}
      >
        <span className={styles.time}>{clock(visit.start, practice.zone)}</span>
        <span className={styles.who}>
          <span className={styles.name}>{visit.name}</span>
          <span className={styles.born}>{bornWords(visit, practice)}</span>
        </span>
        <span className={styles.status}>
          <StatusChip status={visit.status} />
          {visit.waitingSince !== undefined && <Waiting since={visit.waitingSince} />}
        </span>
        <span className={styles.what}>
          {visit.type}
          {visit.reason && <small>{visit.reason}</small>}
        </span>
        <span className={styles.where}>
          {provider}
          <small>
            {visit.inRoomId && <IconDoorEnter size={13} aria-hidden />}
            <span>{placeWords(visit, practice, siteId)}</span>
          </small>
        </span>
      </button>
      <span className={styles.action}>
        {next && (
          <Button
            size="compact-sm"
            h={30}
            variant="default"
            leftSection={next === 'check-in' ? <IconUserCheck size={15} /> : <IconUserShare size={15} />}
            onClick={() => onAct(next)}
            loading={busy}
            disabled={why(next) !== undefined}
            title={why(next)}
            aria-label={`${nextWords[next]} ${visit.name}`}
          >
            {nextWords[next]}
          </Button>
        )}
      </span>
    </div>
  );
}

function bornWords(visit: Visit, practice: Practice): string {
  const birthDate = visit.patient?.birthDate;
  const age = ageOn(birthDate, dayOf(visit.start, practice.zone));
  return [usDate(birthDate), age === undefined ? undefined : `${age} y`, visit.mrn && `MRN ${visit.mrn}`]
    .filter(Boolean)
    .join(' · ');
}

/** In use: the pointer is over the list, a finger has just touched it, or the keyboard is in it; and two seconds more. */
function useInUse() {
  const [busy, setBusy] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const enter = () => {
    clearTimeout(timer.current);
    setBusy(true);
  };
  const leave = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setBusy(false), settle);
  };
  const touch = (event: React.PointerEvent) => event.pointerType === 'touch' && (enter(), leave());
  return {
    busy,
    handlers: {
      onPointerEnter: (event: React.PointerEvent) => event.pointerType !== 'touch' && enter(),
      onPointerLeave: leave,
      onPointerDown: touch,
      onFocus: enter,
      onBlur: leave,
    },
  };
}
