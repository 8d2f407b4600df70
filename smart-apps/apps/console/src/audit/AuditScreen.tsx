import { CloseButton, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useAllowed } from '@hub/fhir';
import { Empty, LoadingRows, Problem, useKeys } from '@hub/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconLock, IconSearch, IconShieldOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import list from '../list/List.module.css';
import { Title } from '../Title';
import { useZone } from '../useZone';
import { AuditFilters } from './AuditFilters';
import { AuditTable } from './AuditTable';
import { RecordDrawer } from './RecordDrawer';
import { type AuditFilter, isRequestNumber } from './filter';
import { useAudit, usePatientNames, useRecord } from './useAudit';

/** The audit trail: who did what, and who saw whom. For those whose token may read it. */
export function AuditScreen() {
  return useAllowed('AuditEvent', 's') ? <Trail /> : <NotForYou />;
}

function Trail() {
  const filter = useSearch({ from: '/frame/audit' });
  const navigate = useNavigate();
  const zone = useZone();
  const [typed, setTyped] = useState('');
  const user = useSettled(typed.trim());
  const { records, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } =
    useAudit(filter, isRequestNumber(user) ? '' : user, zone);
  const opened = useRecord(filter.record, records);
  const nameOf = usePatientNames([
    ...(records ?? []).flatMap((record) => [...record.patients, ...record.patientsBefore].slice(0, 3)),
    ...(opened.record ? [...opened.record.patients, ...opened.record.patientsBefore].slice(0, 20) : []),
    ...(filter.patient ? [`Patient/${filter.patient}`] : []),
  ]);
  const change = (next: Partial<AuditFilter>) =>
    void navigate({ to: '/audit', search: { ...filter, ...next }, replace: !('record' in next) });
  const field = useRef<HTMLInputElement>(null);
  const phone = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false });
  const type = (text: string) => {
    setTyped(text);
    // The number of a case is nobody's data: it goes where it can be sent on.
    if (isRequestNumber(text.trim())) {
      setTyped('');
      change({ request: text.trim(), record: undefined });
    }
  };
  useKeys([
    { key: '/', label: 'Find by person or case', group: 'Audit trail', run: () => field.current?.focus() },
    { key: 'r', label: 'Look again', group: 'Audit trail', run: () => void refetch() },
  ]);
  return (
    <div className={list.screen}>
      <Title text="Audit">
        <TextInput
          ref={field}
          className={list.find}
          aria-label="Find by sign-in name, feed or case number"
          placeholder={phone ? 'Sign-in or case' : 'Sign-in name, feed or case number'}
          leftSection={<IconSearch size={16} stroke={1.8} />}
          rightSection={typed ? <CloseButton size="sm" aria-label="Clear" onClick={() => setTyped('')} /> : undefined}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
        />
      </Title>
      <AuditFilters
        filter={filter}
        nameOf={nameOf}
        looking={isFetching && !isFetchingNextPage}
        onLook={() => void refetch()}
        onChange={change}
      />
      {error && !records && (
        <Problem problem={error} doing="The audit trail could not be loaded" onRetry={() => void refetch()} />
      )}
      {!records && !error && (
        <div className={list.loading}>
          <LoadingRows label="Loading the audit trail" height={40} />
        </div>
      )}
      {records?.length === 0 && (
        <Empty icon={<IconShieldOff size={30} stroke={1.5} />} title="Nothing fits">
          <p>Choose another outcome or a longer time, or check the name: it must be the whole sign-in name.</p>
        </Empty>
      )}
      {records && records.length > 0 && (
        <AuditTable
          key={JSON.stringify({ ...filter, record: undefined }) + user}
          records={records}
          nameOf={nameOf}
          zone={zone}
          dimmed={isPlaceholderData}
          phone={phone}
          more={hasNextPage}
          loadingMore={isFetchingNextPage}
          chosen={filter.record}
          onMore={() => void fetchNextPage()}
          onOpen={(record) => change({ record })}
        />
      )}
      <RecordDrawer
        record={opened.record}
        error={opened.error}
        opened={filter.record !== undefined}
        nameOf={nameOf}
        zone={zone}
        onClose={() => change({ record: undefined })}
        onPerson={(name) => {
          setTyped(name);
          change({ record: undefined, request: undefined });
        }}
      />
    </div>
  );
}

export function NotForYou() {
  return (
    <>
      <Title text="Audit" />
      <Empty icon={<IconLock size={30} stroke={1.5} />} title="Not for this sign-in">
        <p>The audit trail is read by the privacy officer. Ask them what you need to know.</p>
      </Empty>
    </>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 350);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
