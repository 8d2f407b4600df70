import { clockWithSeconds, dayOf, shortDay, useNow } from '@hub/fhir';
import { useKeys } from '@hub/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowUp } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useZone } from '../useZone';
import { StateChip } from './StateChip';
import styles from './Messages.module.css';
import { type Message, eventWords, headline, patientWords } from './message';

interface MessageTableProps {
  readonly messages: readonly Message[];
  readonly dimmed: boolean;
  readonly phone: boolean;
  readonly more: boolean;
  readonly loadingMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (id: string) => void;
}

/** The journal as rows. New ones wait behind a bar while somebody reads further down or has the pointer on a row. */
export function MessageTable({ messages, dimmed, phone, more, loadingMore, onMore, onOpen }: MessageTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const zone = useZone();
  const [over, setOver] = useState(false);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const { rows, waiting, release } = useHeldTop(messages, over || chosen !== undefined, scroller);
  // Its functions change with every drawing; nothing here remembers them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length + (more ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 66 : 45),
    getItemKey: (index) => rows[index]?.id ?? 'more',
    overscan: 14,
  });
  const items = virtual.getVirtualItems();
  const atEnd = items.at(-1)?.index === rows.length;
  useEffect(() => {
    if (atEnd && more && !loadingMore) onMore();
  }, [atEnd, more, loadingMore, onMore]);
  const step = (by: number) => () => {
    const at = rows.findIndex((row) => row.id === chosen);
    const next = Math.min(rows.length - 1, Math.max(0, at + by));
    const row = rows[next];
    if (!row) return;
    setChosen(row.id);
    virtual.scrollToIndex(next, { align: 'auto' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-message="${row.id}"]`)?.focus());
  };
  useKeys([
    { key: 'j', label: 'Next message', group: 'Messages', run: step(1) },
    { key: 'k', label: 'Message before', group: 'Messages', run: step(-1) },
    { key: 'Escape', label: 'Leave the list', group: 'Messages', run: () => setChosen(undefined), hidden: true },
  ]);
  return (
    <div
      className={styles.tableWrap}
      onPointerEnter={(event) => setOver(event.pointerType === 'mouse')}
      onPointerLeave={() => setOver(false)}
    >
      {waiting > 0 && (
        <button type="button" className={styles.new} onClick={release}>
          <IconArrowUp size={15} aria-hidden /> {waiting} new
        </button>
      )}
      <div className={styles.head} aria-hidden>
        <span>State</span>
        <span>Received</span>
        <span>Message</span>
        <span>Patient</span>
        <span>Sender</span>
        <span>Control id</span>
      </div>
      <div className={styles.scroller} ref={scroller} data-dimmed={dimmed || undefined}>
        <div className={styles.rows} role="list" aria-label="Messages" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const message = rows[item.index];
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="listitem"
                className={styles.slot}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {message ? (
                  <Row message={message} chosen={message.id === chosen} zone={zone} onOpen={onOpen} />
                ) : (
                  <div className={styles.loadingMore}>Loading older messages…</div>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Row({
  message,
  chosen,
  zone,
  onOpen,
}: {
  message: Message;
  chosen: boolean;
  zone: string;
  onOpen: (id: string) => void;
}) {
  const today = dayOf(useNow(60_000), zone);
  const day = dayOf(message.received, zone);
  const note = message.state === 'held' || message.state === 'refused' ? headline(message) : undefined;
  return (
    <button
      type="button"
      className={styles.row}
      data-message={message.id}
      data-chosen={chosen || undefined}
      onClick={() => onOpen(message.id)}
    >
      <span className={styles.cellState}>
        <StateChip state={message.state} />
      </span>
      <span className={styles.time}>
        {day !== today && <small>{shortDay(day, today)} </small>}
        {clockWithSeconds(message.received, zone)}
      </span>
      <span className={styles.type}>
        <strong>{eventWords(message)}</strong>
        <code>{message.type}</code>
      </span>
      <span className={styles.patient}>
        {patientWords(message) ?? (note ? '' : '—')}
        {note && <em>{note}</em>}
      </span>
      <span className={styles.sender}>{message.direction === 'out' ? `to ${message.feed}` : message.sender}</span>
      <code className={styles.control}>{message.controlId}</code>
    </button>
  );
}

/** Rows keep their places while somebody is on them or has scrolled down; what is new waits for a press. */
function useHeldTop(messages: readonly Message[], busy: boolean, scroller: React.RefObject<HTMLElement | null>) {
  const [top, setTop] = useState<string | undefined>(messages[0]?.id);
  const [scrolled, setScrolled] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    const look = () => setScrolled((element?.scrollTop ?? 0) > 8);
    element?.addEventListener('scroll', look, { passive: true });
    return () => element?.removeEventListener('scroll', look);
  }, [scroller]);
  const newest = messages[0]?.id;
  const at = messages.findIndex((message) => message.id === top);
  const holding = (busy || scrolled) && at > 0;
  if (!holding && top !== newest) setTop(newest);
  const release = () => {
    setTop(newest);
    scroller.current?.scrollTo({ top: 0 });
  };
  return { rows: holding ? messages.slice(at) : messages, waiting: holding ? at : 0, release };
}
