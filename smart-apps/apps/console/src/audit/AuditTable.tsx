import { clockWithSeconds, dayOf, shortDay, useNow } from '@hub/fhir';
import { useRef, useState } from 'react';
import list from '../list/List.module.css';
import { RowList } from '../list/RowList';
import styles from './Audit.module.css';
import { OutcomeChip } from './OutcomeChip';
import { type AuditRecord, what, who } from './event';

interface AuditTableProps {
  readonly records: readonly AuditRecord[];
  readonly nameOf: (reference: string) => string;
  readonly zone: string;
  readonly dimmed: boolean;
  readonly phone: boolean;
  readonly more: boolean;
  readonly loadingMore: boolean;
  readonly chosen: string | undefined;
  readonly onMore: () => void;
  readonly onOpen: (id: string) => void;
}

/** The trail as rows; what is further down is fetched when one gets there. */
export function AuditTable(props: AuditTableProps) {
  const { records, phone, dimmed, more, loadingMore, onMore, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<string | undefined>(undefined);
  return (
    <div className={`${list.tableWrap} ${styles.columns}`}>
      <RowList
        rows={records}
        label="Audit trail"
        one="record"
        heads={['Outcome', 'When', 'What', 'Patient', 'Who', 'From']}
        scroller={scroller}
        phone={phone}
        dimmed={dimmed}
        more={more}
        loadingMore={loadingMore}
        marked={at}
        onMark={setAt}
        onMore={onMore}
      >
        {(record) => <Row {...props} record={record} marked={record.id === at} onOpen={onOpen} />}
      </RowList>
    </div>
  );
}

function Row({
  record,
  marked,
  chosen,
  nameOf,
  zone,
  onOpen,
}: AuditTableProps & { record: AuditRecord; marked: boolean }) {
  const today = dayOf(useNow(60_000), zone);
  const day = dayOf(record.at, zone);
  return (
    <button
      type="button"
      className={list.row}
      data-chosen={marked || record.id === chosen || undefined}
      onClick={() => onOpen(record.id)}
    >
      <span className={list.standing}>
        <OutcomeChip outcome={record.outcome} />
      </span>
      <span className={list.time}>
        {day !== today && <small>{shortDay(day, today)} </small>}
        {clockWithSeconds(record.at, zone)}
      </span>
      <strong className={`${styles.what} ${list.what} ${list.cut}`}>
        {what(record)}
        {record.purpose === 'BTG' && <em>Break-glass</em>}
      </strong>
      <span className={`${list.whom} ${list.cut}`}>{patients(record, nameOf)}</span>
      <span className={`${styles.who} ${list.cut}`}>
        {who(record)}
        {record.user && record.client && record.client !== 'feed' && <small>{record.client}</small>}
      </span>
      <code className={`${styles.address} ${list.cut}`}>{record.address ?? '—'}</code>
    </button>
  );
}

function patients({ patients, patientsBefore }: AuditRecord, nameOf: (reference: string) => string): string {
  const all = [...patients, ...patientsBefore];
  if (all.length === 0) return '—';
  return all.length > 2 ? `${nameOf(all[0] ?? '')} and ${all.length - 1} others` : all.map(nameOf).join(' and ');
}
