import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useAllowed, useFeeds } from '@hub/fhir';
import { Empty, LoadingRows, Problem, useKeys } from '@hub/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconMailOff, IconRefresh, IconSearch, IconX } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { useFrame } from '../Frame';
import list from '../list/List.module.css';
import { Title } from '../Title';
import { MessageTable } from './MessageTable';
import { StateShape } from './StateChip';
import { type Filter, periods } from './filter';
import { askedStates, stateWords } from './message';
import { useCounts, useMessages } from './useMessages';

const ReplayBars = lazy(() => import('../replay/ReplayBar'));
const ReplayDialog = lazy(() => import('../replay/ReplayDialog'));

/** Every message, found by what it is, where it stands, and whom it is about. */
export function MessagesScreen() {
  const filter = useSearch({ from: '/frame/messages' });
  const navigate = useNavigate();
  const { identifier, setIdentifier } = useFrame();
  const settled = useSettled(identifier.trim());
  const { messages, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useMessages(
    filter,
    settled,
  );
  const change = (next: Partial<Filter>) =>
    void navigate({ to: '/messages', search: { ...filter, ...next }, replace: true });
  const field = useRef<HTMLInputElement>(null);
  const phone = useMediaQuery('(max-width: 700px)', undefined, { getInitialValueInEffect: false });
  useKeys([{ key: '/', label: 'Find by number', group: 'Messages', run: () => field.current?.focus() }]);
  return (
    <div className={list.screen}>
      <Title text="Messages">
        <TextInput
          ref={field}
          className={list.find}
          aria-label="Find by record number, visit, appointment or control id"
          placeholder={phone ? 'Find by number' : 'Record number, visit, appointment or control id'}
          leftSection={<IconSearch size={16} stroke={1.8} />}
          rightSection={
            identifier ? <CloseButton size="sm" aria-label="Clear" onClick={() => setIdentifier('')} /> : undefined
          }
          value={identifier}
          onChange={(event) => setIdentifier(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
        />
      </Title>
      <Filters filter={filter} identifier={settled} onChange={change} />
      <Suspense>
        <ReplayBars />
      </Suspense>
      {error && !messages && (
        <Problem problem={error} doing="The messages could not be loaded" onRetry={() => void refetch()} />
      )}
      {!messages && !error && (
        <div className={list.loading}>
          <LoadingRows label="Loading messages" height={40} />
        </div>
      )}
      {messages?.length === 0 && (
        <NoMessages filtered={Boolean(settled || filter.state || filter.event || filter.source || filter.patient)} />
      )}
      {messages && messages.length > 0 && (
        <MessageTable
          key={JSON.stringify(filter) + settled}
          messages={messages}
          dimmed={isPlaceholderData}
          phone={phone}
          more={hasNextPage}
          loadingMore={isFetchingNextPage}
          onMore={() => void fetchNextPage()}
          onOpen={(id) => void navigate({ to: '/messages/$id', params: { id } })}
        />
      )}
    </div>
  );
}

function Filters({
  filter,
  identifier,
  onChange,
}: {
  filter: Filter;
  identifier: string;
  onChange: (next: Partial<Filter>) => void;
}) {
  const counts = useCounts(filter, identifier);
  const { feeds } = useFeeds();
  const mayAct = useAllowed('MessageHeader', 'u');
  const [replaying, setReplaying] = useState(false);
  const shown = askedStates.filter((state) => (counts[state] ?? 0) > 0 || filter.state === state);
  return (
    <div className={list.filters}>
      <div className={list.choices} role="group" aria-label="Messages by state">
        <button
          type="button"
          className={list.choice}
          aria-pressed={!filter.state}
          onClick={() => onChange({ state: undefined })}
        >
          All
        </button>
        {shown.map((state) => (
          <button
            key={state}
            type="button"
            className={list.choice}
            aria-pressed={filter.state === state}
            onClick={() => onChange({ state: filter.state === state ? undefined : state })}
          >
            <StateShape state={state} />
            {stateWords[state]} <b>{(counts[state] ?? 0).toLocaleString('en-US')}</b>
          </button>
        ))}
      </div>
      <div className={list.selects}>
        {filter.patient && (
          <button type="button" className={list.one} onClick={() => onChange({ patient: undefined })}>
            One patient <IconX size={14} aria-label="show everyone’s" />
          </button>
        )}
        <NativeSelect
          size="xs"
          aria-label="Type of message"
          data={[
            { value: '', label: 'All types' },
            'ADT',
            'SIU',
            'SRM',
            'DFT',
            'BAR',
            'REF',
            'MDM',
            'ORM',
            'ORU',
            'ADT^A03',
            'ADT^A04',
            'ADT^A08',
            'ADT^A40',
            'SIU^S12',
            'SIU^S13',
            'SIU^S15',
            'SIU^S26',
          ]}
          value={filter.event ?? ''}
          onChange={(event) => onChange({ event: event.currentTarget.value || undefined })}
        />
        {(feeds?.length ?? 0) > 1 && (
          <NativeSelect
            size="xs"
            aria-label="Feed"
            data={[
              { value: '', label: 'All feeds' },
              ...(feeds ?? []).map((feed) => ({ value: feed.id, label: feed.name })),
            ]}
            value={filter.source ?? ''}
            onChange={(event) => onChange({ source: event.currentTarget.value || undefined })}
          />
        )}
        <NativeSelect
          size="xs"
          aria-label="Period"
          data={Object.entries(periods).map(([value, label]) => ({ value, label }))}
          value={filter.since ?? 'day'}
          onChange={(event) => onChange({ since: event.currentTarget.value as Filter['since'] })}
        />
        {mayAct && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} stroke={1.8} />}
            disabled={!feeds?.length}
            onClick={() => setReplaying(true)}
          >
            Replay…
          </Button>
        )}
        {replaying && feeds && <ReplayDialog feeds={feeds} feed={filter.source} onClose={() => setReplaying(false)} />}
      </div>
    </div>
  );
}

function NoMessages({ filtered }: { filtered: boolean }) {
  return (
    <Empty
      icon={<IconMailOff size={30} stroke={1.5} />}
      title={filtered ? 'No message fits' : 'No messages in this time'}
    >
      <p>
        {filtered
          ? 'Choose another state or a longer period, or check the number: it is found when it begins with what you typed.'
          : 'When a feed sends something, it appears here by itself.'}
      </p>
    </Empty>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
