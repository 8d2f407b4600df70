import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { IconRefresh, IconX } from '@tabler/icons-react';
import list from '../list/List.module.css';
import styles from './Audit.module.css';
import { PatientField } from './PatientField';
import { outcomeWords, outcomes } from './event';
import { type AuditFilter, type Period, periods } from './filter';

/** What narrows the list: how it ended, whom it was about, and when. */
export function AuditFilters({
  filter,
  nameOf,
  looking,
  onLook,
  onChange,
}: {
  filter: AuditFilter;
  nameOf: (reference: string) => string;
  looking: boolean;
  onLook: () => void;
  onChange: (next: Partial<AuditFilter>) => void;
}) {
  const { outcome, patient, request, since = 'week', from, to } = filter;
  return (
    <div className={list.filters}>
      <div className={list.choices} role="group" aria-label="Records by outcome">
        <button
          type="button"
          className={list.choice}
          aria-pressed={!outcome}
          onClick={() => onChange({ outcome: undefined })}
        >
          All
        </button>
        {outcomes.map((one) => (
          <button
            key={one}
            type="button"
            className={list.choice}
            aria-pressed={outcome === one}
            onClick={() => onChange({ outcome: outcome === one ? undefined : one })}
          >
            {outcomeWords[one]}
          </button>
        ))}
      </div>
      <div className={`${list.selects} ${list.selects}`}>
        {request && (
          <button type="button" className={list.one} onClick={() => onChange({ request: undefined })}>
            One case <IconX size={14} aria-label="show all cases" />
          </button>
        )}
        {patient ? (
          <>
            <button type="button" className={list.one} onClick={() => onChange({ patient: undefined })}>
              {nameOf(`Patient/${patient}`)} <IconX size={14} aria-label="show everyone’s" />
            </button>
            <a className={styles.link} href={`#/audit/disclosures/${patient}`}>
              Disclosures
            </a>
          </>
        ) : (
          <PatientField onChoose={(id) => onChange({ patient: id })} />
        )}
        <NativeSelect
          size="xs"
          aria-label="Period"
          data={Object.entries(periods).map(([value, label]) => ({ value, label }))}
          value={since}
          onChange={(event) => onChange({ since: event.currentTarget.value as Period })}
        />
        {since === 'days' && (
          <>
            <TextInput
              size="xs"
              type="date"
              aria-label="From day"
              value={from ?? ''}
              max={to}
              onChange={(event) => onChange({ from: event.currentTarget.value || undefined })}
            />
            <TextInput
              size="xs"
              type="date"
              aria-label="To day"
              value={to ?? ''}
              min={from}
              onChange={(event) => onChange({ to: event.currentTarget.value || undefined })}
            />
          </>
        )}
        <ActionIcon variant="default" size={30} aria-label="Look again" loading={looking} onClick={onLook}>
          <IconRefresh size={16} />
        </ActionIcon>
      </div>
    </div>
  );
}
