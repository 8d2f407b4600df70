import { Button } from '@mantine/core';
import { clockWithSeconds, dayOf, longDay, useAllowed } from '@hub/fhir';
import { CopyText, LoadingRows, Problem, useKeys } from '@hub/ui';
import { Link, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { IconArrowLeft, IconEdit, IconPlayerSkipForward, IconRefresh, IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { Title } from '../Title';
import { StateChip } from '../messages/StateChip';
import { type Message, type MessageState, eventWords, patientWords, stateSentences } from '../messages/message';
import { useZone } from '../useZone';
import { type Deed, DeedDialog } from './DeedDialog';
import { Changes } from './Changes';
import styles from './Message.module.css';
import { Problems } from './Problems';
import { Segments } from './Segments';
import { fieldOf } from './lines';
import { useMessage } from './useMessage';

/** What may be done with a message in which state. */
const deeds: Partial<Record<MessageState, readonly Deed[]>> = {
  held: ['fix', 'retry', 'skip'],
  refused: ['fix'],
  applied: ['replay'],
  unchanged: ['replay'],
  stale: ['replay'],
  ignored: ['replay'],
  skipped: ['replay'],
};

/** One message: what it says, field by field, beside what it changed. */
export function MessageScreen() {
  const { id } = useParams({ from: '/frame/messages/$id' });
  const { history } = useRouter();
  const { header, segments, changes } = useMessage(id);
  const [place, setPlace] = useState<string | undefined>(undefined);
  const message = header.data;
  useKeys([{ key: 'Escape', label: 'Back to the list', group: 'One message', run: () => history.back() }]);
  return (
    <div className={styles.page}>
      <Title text={message ? eventWords(message) : 'Message'} />
      {header.error && (
        <Problem problem={header.error} doing="The message could not be loaded" onRetry={() => void header.refetch()} />
      )}
      {message && <Head message={message} onBack={() => history.back()} />}
      {message && <Problems problems={message.problems} onPlace={(at) => setPlace(fieldOf(at))} />}
      <div className={styles.columns}>
        <section aria-labelledby="says">
          <h2 id="says">What it says</h2>
          {segments.error && (
            <Problem
              compact
              problem={segments.error}
              doing="The text could not be loaded"
              onRetry={() => void segments.refetch()}
            />
          )}
          {segments.isPending && <LoadingRows label="Loading the text" rows={6} height={60} />}
          {segments.data && (
            <Segments {...segments.data} problems={message?.problems ?? []} place={place} onPlace={setPlace} />
          )}
        </section>
        <section aria-labelledby="changed">
          <h2 id="changed">What it changed</h2>
          {changes.error && (
            <Problem
              compact
              problem={changes.error}
              doing="The changes could not be loaded"
              onRetry={() => void changes.refetch()}
            />
          )}
          {changes.isPending && <LoadingRows label="Loading the changes" rows={3} height={80} />}
          {changes.data && <Changes changes={changes.data} why={message && stateSentences[message.state]} />}
        </section>
      </div>
    </div>
  );
}

const buttons: Record<Deed, { label: string; icon: typeof IconEdit }> = {
  fix: { label: 'Fix', icon: IconEdit },
  retry: { label: 'Retry', icon: IconRefresh },
  skip: { label: 'Skip', icon: IconPlayerSkipForward },
  replay: { label: 'Replay', icon: IconRepeat },
};

function Head({ message, onBack }: { message: Message; onBack: () => void }) {
  const navigate = useNavigate();
  const mayAct = useAllowed('MessageHeader', 'u');
  const zone = useZone();
  const [asking, setAsking] = useState<Deed | undefined>(undefined);
  const possible = deeds[message.state] ?? [];
  const act = (deed: Deed) => {
    if (deed === 'fix') void navigate({ to: '/messages/$id/fix', params: { id: message.id } });
    else setAsking(deed);
  };
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['Patient', patientWords(message) ?? 'None found'],
    ['Received', `${longDay(dayOf(message.received, zone))}, ${clockWithSeconds(message.received, zone)}`],
    [message.direction === 'in' ? 'From' : 'To', `${message.sender} (${message.feed})`],
    ['Type', <code key="type">{[message.type, message.version].filter(Boolean).join(' · ')}</code>],
    ['Control id', <CopyText key="id" text={message.controlId} what="control id" />],
    [
      'Answered',
      [
        message.acknowledgement,
        message.settled && `settled after ${Math.max(0, message.settled - message.received)} ms`,
      ]
        .filter(Boolean)
        .join(', '),
    ],
    ...(message.duplicates > 0 ? [['Came again', `${message.duplicates} times`] as const] : []),
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
      {asking && <DeedDialog deed={asking} message={message} onClose={() => setAsking(undefined)} />}
    </header>
  );
}

function MessageLink({ id }: { id: string }) {
  return (
    <Link to="/messages/$id" params={{ id }} className={styles.link}>
      Message {id}
    </Link>
  );
}
