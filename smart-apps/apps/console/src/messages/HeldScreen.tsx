import { Button } from '@mantine/core';
import { useAllowed, useHub, useNow } from '@hub/fhir';
import { Empty, InlineProblem, LoadingRows, Problem, ago, notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconMoodCheck, IconRefresh } from '@tabler/icons-react';
import { Title } from '../Title';
import styles from './Held.module.css';
import type { MessageHeader } from 'fhir/r4';
import { type Message, eventWords, patientWords, toMessage } from './message';
import { refreshMessages, useMessages } from './useMessages';

const held = { state: 'held', since: 'all' } as const;
const refusedThere = { state: 'failed', since: 'all' } as const;

/** What waits for a person, oldest first, by reason: the console's most important page. */
export function HeldScreen() {
  const came = useMessages(held, '');
  const left = useMessages(refusedThere, '');
  const error = came.error ?? left.error;
  const messages = came.messages && left.messages && [...came.messages, ...left.messages];
  const refetch = () => Promise.all([came.refetch(), left.refetch()]);
  const hasNextPage = came.hasNextPage || left.hasNextPage;
  const fetchNextPage = () =>
    Promise.all([came, left].filter((list) => list.hasNextPage).map((list) => list.fetchNextPage()));
  const groups = [...Map.groupBy(messages ?? [], reason).values()].sort((a, b) => b.length - a.length);
  return (
    <div className={styles.page}>
      <Title text="Held messages" />
      {error && !messages && (
        <Problem problem={error} doing="The held messages could not be loaded" onRetry={() => void refetch()} />
      )}
      {!messages && !error && <LoadingRows label="Loading held messages" rows={4} height={72} />}
      {messages?.length === 0 && (
        <Empty icon={<IconMoodCheck size={30} stroke={1.5} />} title="All clear">
          <p>
            No message waits for a person. What cannot be applied, or is refused where it was sent, appears here with
            its reason.
          </p>
        </Empty>
      )}
      {groups.map((group) => (
        <Group key={reason(group[0])} messages={group} />
      ))}
      {hasNextPage && (
        <Button variant="default" mt="md" onClick={() => void fetchNextPage()}>
          Load older ones
        </Button>
      )}
    </div>
  );
}

function reason(message: Message | undefined): string {
  const problem = message?.problems.find((one) => one.severity === 'error') ?? message?.problems[0];
  return problem ? problem.code : 'other';
}

function Group({ messages }: { messages: readonly Message[] }) {
  const navigate = useNavigate();
  const now = useNow(30_000);
  const problem = messages[0]?.problems.find((one) => one.severity === 'error');
  const oldestFirst = messages.toSorted((a, b) => a.received - b.received);
  return (
    <section className={styles.group}>
      <header className={styles.groupHead}>
        <h2>
          {codeWords(problem?.code)} <span>{messages.length}</span>
        </h2>
        {messages.length > 1 && <RetryAll messages={oldestFirst} />}
      </header>
      <ul>
        {oldestFirst.map((message) => (
          <li key={message.id}>
            <button
              type="button"
              className={styles.card}
              onClick={() => void navigate({ to: '/messages/$id', params: { id: message.id } })}
            >
              <span className={styles.what}>
                <strong>{eventWords(message)}</strong>
                <code>{message.type}</code>
                <code>{message.controlId}</code>
              </span>
              <span className={styles.age}>{ago(new Date(message.received).toISOString(), now)}</span>
              <span className={styles.why}>
                {message.problems
                  .filter((one) => one.severity === 'error')
                  .map((one) => (
                    <span key={`${one.place} ${one.code}`}>
                      {one.place && <code>{one.place}</code>} {one.text}
                    </span>
                  ))}
              </span>
              <span className={styles.who}>{patientWords(message) ?? 'No patient found'}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** When what was missing has come, the whole group goes through again, in the order in which it came. */
function RetryAll({ messages }: { messages: readonly Message[] }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const mayAct = useAllowed('MessageHeader', 'u');
  const trying = useMutation({
    mutationFn: async () => {
      const results: Message[] = [];
      for (const { id } of messages) {
        const nothing = { resourceType: 'Parameters' as const };
        results.push(toMessage(await client.perform<MessageHeader>(`MessageHeader/${id}/$retry`, nothing)));
      }
      return results;
    },
    onSuccess: (results) => notifyDone(`${results.length} messages are tried again`),
    onSettled: () => refreshMessages(queries),
  });
  return (
    <>
      <Button
        size="compact-sm"
        h={30}
        variant="default"
        leftSection={<IconRefresh size={15} stroke={1.8} />}
        loading={trying.isPending}
        disabled={!mayAct}
        title={mayAct ? undefined : 'Your role may look at messages, not act on them.'}
        onClick={() => trying.mutate()}
      >
        Retry all {messages.length}
      </Button>
      {trying.error && <InlineProblem problem={trying.error} doing="Not all could be tried again" />}
    </>
  );
}

/** NO_USABLE_IDENTIFIER as a heading. */
export function codeWords(code: string | undefined): string {
  const words = (code ?? 'Other reasons').replace(/[_-]/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
