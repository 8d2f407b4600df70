import { Button } from '@mantine/core';
import { clockWithSeconds, dayOf, shortDay, useAllowed, useNow } from '@hub/fhir';
import { CopyText } from '@hub/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconEdit,
  IconPlayerSkipForward,
  IconRefresh,
  IconRepeat,
  IconUserEdit,
} from '@tabler/icons-react';
import { useState } from 'react';
import { StateChip } from '../messages/StateChip';
import { type Message, type MessageState, patientWords, stateSentences } from '../messages/message';
import { useZone } from '../useZone';
import { type Deed, DeedDialog } from './DeedDialog';
import styles from './Message.module.css';
import { UndoDialog } from './UndoDialog';
import { isMerge } from './undo';

/** What may be done with a message in which state. */
const deeds: Partial<Record<MessageState, readonly Deed[]>> = {
  held: ['fix', 'retry', 'skip'],
  refused: ['fix'],
  applied: ['replay'],
  unchanged: ['replay'],
  stale: ['replay'],
  ignored: ['replay'],
  skipped: ['replay'],
  waiting: ['skip'],
  failed: ['retry', 'skip'],
  delivered: ['replay'],
};

const buttons: Record<Deed, { label: string; icon: typeof IconEdit }> = {
  fix: { label: 'Fix', icon: IconEdit },
  retry: { label: 'Retry', icon: IconRefresh },
  skip: { label: 'Skip', icon: IconPlayerSkipForward },
  replay: { label: 'Replay', icon: IconRepeat },
  undo: { label: 'Take back', icon: IconArrowBackUp },
};

/** How a message stands, what is known of it as a whole, and what may be done with it. */
export function MessageHead({
  message,
  decider,
  onBack,
}: {
  message: Message;
  decider: string | undefined;
  onBack: () => void;
}) {
  const navigate = useNavigate();
  const mayAct = useAllowed('MessageHeader', 'u');
  const zone = useZone();
  const [asking, setAsking] = useState<Exclude<Deed, 'fix'> | undefined>(undefined);
  const today = dayOf(useNow(60_000), zone);
  const possible = [...(deeds[message.state] ?? []), ...(mayBeTakenBack(message) ? (['undo'] as const) : [])];
  const act = (deed: Deed) => {
    if (deed === 'fix') void navigate({ to: '/messages/$id/fix', params: { id: message.id } });
    else setAsking(deed);
  };
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['Patient', <PatientFact key="patient" message={message} />],
    [
      message.direction === 'in' ? 'Received' : 'Made',
      `${shortDay(dayOf(message.received, zone), today)}, ${clockWithSeconds(message.received, zone)}`,
    ],
    message.direction === 'in' ? ['From', `${message.sender} (${message.feed})`] : ['To', message.feed],
    ['Type', <code key="type">{[message.type, message.version].filter(Boolean).join(' · ')}</code>],
    ['Control id', <CopyText key="id" text={message.controlId} what="control id" />],
    [
      'Answered',
      [
        message.acknowledgement && (answers[message.acknowledgement] ?? message.acknowledgement),
        message.settled && `after ${took(message.settled - message.received)}`,
      ]
        .filter(Boolean)
        .join(' '),
    ],
    ...(message.duplicates > 0 ? [['Came again', `${message.duplicates} times`] as const] : []),
    ...(message.reuses ? [['Control id also in', <MessageLink key="reuses" id={message.reuses} />] as const] : []),
    ...(message.attempts > 1 ? [['Tried', `${message.attempts} times`] as const] : []),
    ...(message.replaces ? [['Replaces', <MessageLink key="replaces" id={message.replaces} />] as const] : []),
    ...(message.replacedBy ? [['Replaced by', <MessageLink key="by" id={message.replacedBy} />] as const] : []),
  ];
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          h={30}
          leftSection={<IconArrowLeft size={16} />}
          onClick={onBack}
        >
          Back
        </Button>
        <StateChip state={message.state} />
        <span className={styles.sentence}>{stateSentences[message.state]}</span>
        {possible.length > 0 && (
          <span className={styles.deeds}>
            {possible.map((deed, index) => {
              const { label, icon: Icon } = buttons[deed];
              return (
                <Button
                  key={deed}
                  size="compact-md"
                  h={34}
                  px={13}
                  variant={index === 0 && deed === 'fix' ? 'filled' : 'default'}
                  leftSection={<Icon size={16} stroke={1.8} />}
                  disabled={!mayAct}
                  title={mayAct ? undefined : 'Your role may look at messages, not act on them.'}
                  onClick={() => act(deed)}
                >
                  {label}
                </Button>
              );
            })}
          </span>
        )}
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {message.decision && (
        <p className={styles.decision}>
          <IconUserEdit size={18} stroke={1.7} aria-hidden />
          <span>
            <strong>
              {message.replacedBy ? 'Corrected' : message.state === 'skipped' ? 'Skipped' : 'Skipped at first'}
            </strong>
            {decider && ` by ${decider}`}: “{message.decision}”
          </span>
        </p>
      )}
      {asking === 'undo' && <UndoDialog message={message} onClose={() => setAsking(undefined)} />}
      {asking && asking !== 'undo' && (
        <DeedDialog deed={asking} message={message} onClose={() => setAsking(undefined)} />
      )}
    </header>
  );
}

/** Whether it is a merge that has had its effect. */
function mayBeTakenBack({ type, direction, state }: Message): boolean {
  return direction === 'in' && isMerge(type) && ['applied', 'unchanged', 'stale'].includes(state);
}

/** The acknowledgement codes of HL7, said. */
const answers: Record<string, string> = {
  AA: 'Accepted (AA)',
  CA: 'Accepted (CA)',
  AE: 'Error (AE)',
  CE: 'Error (CE)',
  AR: 'Rejected (AR)',
  CR: 'Rejected (CR)',
};

/** 38 ms, 2.4 s, 3 h: a held message may settle days later. */
function took(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}

function PatientFact({ message }: { message: Message }) {
  const id = message.patient?.id;
  return (
    <>
      {patientWords(message) ?? (message.state === 'received' ? 'Not known yet' : 'None found')}
      {id && (
        <Link to="/messages" search={{ patient: id, since: 'all' }} className={styles.more}>
          All messages
        </Link>
      )}
    </>
  );
}

function MessageLink({ id }: { id: string }) {
  return (
    <Link to="/messages/$id" params={{ id }} className={styles.link}>
      Message {id}
    </Link>
  );
}
