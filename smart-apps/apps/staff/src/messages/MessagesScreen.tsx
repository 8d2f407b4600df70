import { type Day, clock, dayOf, shortDay, useNow } from '@hub/fhir';
import { Empty, LoadingRows, Problem } from '@hub/ui';
import {
  IconAlertTriangle,
  IconCalendarTime,
  IconCheck,
  IconCircleCheck,
  IconClockHour4,
  IconCornerDownLeft,
  IconMail,
  IconMessage,
  IconMessages,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Frame } from '../Frame';
import styles from './Messages.module.css';
import { ReplyAsPatient } from './ReplyAsPatient';
import { type Fate, type Message, fateWords, wayWords } from './message';
import { useMessages } from './useMessages';

const filters = { all: 'All', 'not-sent': 'Not sent', answer: 'Answers' } as const;
type Filter = keyof typeof filters;

/** What patients were told about their visits, and what they answered. */
export function MessagesScreen() {
  return (
    <Frame
      chosen="messages"
      title="Messages"
      about="What patients were told about their visits, and what they answered."
    >
      {(practice) => <Messages zone={practice.zone} />}
    </Frame>
  );
}

export function Messages({ zone }: { zone: string }) {
  const { data, error, refetch } = useMessages();
  const [filter, setFilter] = useState<Filter>('all');
  const today = dayOf(useNow(60_000), zone);
  const found = data?.filter((one) => filter === 'all' || one.fate === filter);
  return (
    <div className={styles.page}>
      {data?.some((one) => one.sandbox) && (
        <p className={styles.sandbox} role="note">
          Nothing leaves this hub: these are the messages that would have gone out. Answer one as the patient to see
          what happens.
        </p>
      )}
      <div className={styles.filters} role="group" aria-label="Show">
        {(Object.keys(filters) as Filter[]).map((name) => (
          <button key={name} type="button" aria-pressed={filter === name} onClick={() => setFilter(name)}>
            {filters[name]}
          </button>
        ))}
      </div>
      {error && !data && (
        <Problem problem={error} doing="The messages could not be loaded" onRetry={() => void refetch()} />
      )}
      {!data && !error && <LoadingRows label="Loading the messages" rows={5} height={84} />}
      {found?.length === 0 && <Nothing filter={filter} />}
      {found && found.length > 0 && (
        <ol className={styles.list} aria-label="Messages, newest first">
          {found.map((one) => (
            <Line key={one.id} one={one} zone={zone} today={today} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const words: Record<Filter, { title: string; text: string }> = {
    all: {
      title: 'No message yet',
      text: 'Reminders of visits are sent as the plan says, and show here as soon as one is due.',
    },
    'not-sent': { title: 'Everything was sent', text: 'What cannot be sent shows here, with the reason.' },
    answer: { title: 'No answer yet', text: 'What patients write back shows here.' },
  };
  return (
    <Empty icon={<IconMessages size={30} stroke={1.5} />} title={words[filter].title}>
      <p>{words[filter].text}</p>
    </Empty>
  );
}

function Line({ one, zone, today }: { one: Message; zone: string; today: Day }) {
  const day = dayOf(one.at, zone);
  return (
    <li className={styles.message} data-fate={one.fate}>
      <header>
        <FateMark fate={one.fate} />
        <strong>
          {one.visitId && one.patientId ? (
            <a href={`#/day/today?patient=${one.patientId}`}>{one.patient ?? 'Patient'}</a>
          ) : (
            (one.patient ?? 'Unknown number')
          )}
        </strong>
        <span className={styles.quiet}>
          {one.way === 'email' ? <IconMail size={15} aria-hidden /> : one.way && <IconMessage size={15} aria-hidden />}
          {[one.way && wayWords[one.way], one.contact].filter(Boolean).join(' · ')}
        </span>
        <time dateTime={new Date(one.at).toISOString()}>
          {day !== today && `${shortDay(day, today)}, `}
          {clock(one.at, zone)}
        </time>
      </header>
      {one.text && <p className={styles.text}>{withLinks(one.text)}</p>}
      {one.reason && <p className={styles.reason}>{one.reason}</p>}
      {one.calendar && (
        <p className={styles.quiet}>
          <IconCalendarTime size={15} aria-hidden /> With a calendar entry
        </p>
      )}
      {one.sandbox && one.way === 'sms' && one.fate === 'sent' && <ReplyAsPatient id={one.id} />}
    </li>
  );
}

const fateIcons: Record<Fate, ReactNode> = {
  sent: <IconCheck size={15} aria-hidden />,
  arrived: <IconCircleCheck size={15} aria-hidden />,
  trying: <IconClockHour4 size={15} aria-hidden />,
  'not-sent': <IconAlertTriangle size={15} aria-hidden />,
  answer: <IconCornerDownLeft size={15} aria-hidden />,
};

export function FateMark({ fate }: { fate: Fate }) {
  return (
    <span className={styles.fate} data-fate={fate}>
      {fateIcons[fate]}
      {fateWords[fate]}
    </span>
  );
}

/** Addresses become links; everything else stays text. */
function withLinks(text: string): ReactNode[] {
  return text.split(/(https?:\/\/[^\s]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
