import { clockWithSeconds, dayOf, shortDay, useNow } from '@hub/fhir';
import { useKeys } from '@hub/ui';
import { IconArrowUp } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import list from '../list/List.module.css';
import { RowList } from '../list/RowList';
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
  useKeys([
    { key: 'Escape', label: 'Leave the list', group: 'Messages', run: () => setChosen(undefined), hidden: true },
  ]);
  return (
    <div
      className={`${list.tableWrap} ${styles.columns}`}
      onPointerEnter={(event) => setOver(event.pointerType === 'mouse')}
      onPointerLeave={() => setOver(false)}
    >
      {waiting > 0 && (
        <button type="button" className={styles.new} onClick={release}>
          <IconArrowUp size={15} aria-hidden /> {waiting} new
        </button>
      )}
      <RowList
        rows={rows}
        label="Messages"
        one="message"
        heads={['State', 'Received', 'Message', 'Patient', 'Sender', 'Control id']}
        scroller={scroller}
        phone={phone}
        dimmed={dimmed}
        more={more}
        loadingMore={loadingMore}
        marked={chosen}
        onMark={setChosen}
        onMore={onMore}
      >
        {(message) => <Row message={message} chosen={message.id === chosen} zone={zone} onOpen={onOpen} />}
      </RowList>
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
  const note = ['held', 'refused', 'failed'].includes(message.state) ? headline(message) : undefined;
  return (
    <button type="button" className={list.row} data-chosen={chosen || undefined} onClick={() => onOpen(message.id)}>
      <span className={list.standing}>
        <StateChip state={message.state} />
      </span>
      <span className={list.time}>
        {day !== today && <small>{shortDay(day, today)} </small>}
        {clockWithSeconds(message.received, zone)}
      </span>
      <span className={`${styles.type} ${list.what}`}>
        <strong>{eventWords(message)}</strong>
        <code>{message.type}</code>
      </span>
      <span className={`${styles.patient} ${list.whom} ${list.cut}`}>
        {patientWords(message) ?? (note ? '' : '—')}
        {note && <em>{note}</em>}
      </span>
      <span className={`${styles.sender} ${list.cut}`}>
        {message.direction === 'out' ? `to ${message.feed}` : message.sender}
      </span>
      <code className={`${styles.control} ${list.cut}`}>{message.controlId}</code>
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
