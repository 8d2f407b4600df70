import { Button, Loader, Select } from '@mantine/core';
import { Part, useHub, useNow, useUserAndApps } from '@hub/fhir';
import { Empty, LoadingRows, Problem, ago, notifyDone } from '@hub/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconChecks } from '@tabler/icons-react';
import type { Parameters } from 'fhir/r4';
import { useState } from 'react';
import { ProofProblem } from '../proof/ProofProblem';
import { useReplays } from '../replay/useReplays';
import ReplayBars from '../replay/ReplayBar';
import styles from './Codes.module.css';
import { FeedPage } from './FeedPage';
import { type UnknownCode, type UnknownCodes, choicesFor, keyOf, mapping, toUnknownCodes } from './codes';

/** The sender's own codes that nobody has explained yet: each is explained once, and what came with it is applied again. */
export function CodesScreen() {
  const { feed } = useParams({ from: '/frame/feeds/$feed/codes' });
  const { client } = useHub();
  const replay = useReplays().find((one) => one.feed === feed);
  const unknown = useQuery({
    // What a replay leaves unknown is known when it has ended.
    queryKey: ['unknown-codes', feed, replay?.id, replay?.ended],
    queryFn: async ({ signal }) =>
      toUnknownCodes(await client.ask(`$unmapped-codes?feed=${encodeURIComponent(feed)}`, signal)),
    placeholderData: (before) => before,
    // It keeps the hub busy for seconds: only when something may have changed.
    staleTime: Infinity,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  });
  return (
    <FeedPage
      title="Unknown codes"
      about={
        <>
          Codes of <strong>{feed}</strong> that are not in the HL7 table of their field, and that nobody has explained.
          Until somebody does, they are kept as they came or left out. Say once what each means, and what came with it
          is applied again.
        </>
      }
    >
      <ReplayBars />
      {unknown.isPending && <LoadingRows label="Reading the messages with unknown codes" rows={3} height={72} />}
      {unknown.error && (
        <Problem problem={unknown.error} doing="The codes could not be loaded" onRetry={() => void unknown.refetch()} />
      )}
      {unknown.data && (
        <Codes
          key={feed}
          feed={feed}
          unknown={unknown.data}
          underWay={replay !== undefined && !replay.ended}
          stale={unknown.isPlaceholderData}
        />
      )}
    </FeedPage>
  );
}

interface CodesProps {
  readonly feed: string;
  readonly unknown: UnknownCodes;
  readonly underWay: boolean;
  /** Another list is being read. */
  readonly stale: boolean;
}

function Codes({ feed, unknown, underWay, stale }: CodesProps) {
  const { client } = useHub();
  const mayExplain = useUserAndApps().data?.user.feeds ?? false;
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const meanings = new Map(
    unknown.codes.flatMap((code): [string, string][] => {
      const meaning = chosen.get(keyOf(code)) ?? code.known;
      return meaning === undefined ? [] : [[keyOf(code), meaning]];
    }),
  );
  const explained = unknown.codes.filter((code) => meanings.has(keyOf(code)));
  const explaining = useMutation({
    mutationFn: () => client.perform<Parameters>('$map-codes', mapping(feed, explained, meanings)),
    onSuccess: (answer) => {
      const parts = Part.of(answer);
      setChosen(new Map());
      void queries.invalidateQueries({ queryKey: ['replays'] });
      void queries.invalidateQueries({ queryKey: ['unknown-codes', feed] });
      notifyDone(
        parts.flag('restart')
          ? `${feed}: written down. It holds when the hub is started next.`
          : `${feed}: written down. ${messagesOf(parts.number('messages') ?? 0)} will be applied again in some seconds.`,
      );
    },
  });
  if (unknown.codes.length === 0) {
    return (
      <Empty icon={<IconChecks size={30} stroke={1.5} />} title="Every code is known">
        <p>A code that neither the standard nor this feed knows appears here when it comes.</p>
      </Empty>
    );
  }
  return (
    <>
      {!unknown.all && (
        <p className={styles.note}>
          From the newest {messagesOf(unknown.messages)} with unknown codes; there are older ones.
        </p>
      )}
      <ul className={styles.codes}>
        {unknown.codes.map((code) => (
          <Code
            key={keyOf(code)}
            code={code}
            unknown={unknown}
            chosen={meanings.get(keyOf(code)) ?? null}
            fixed={!mayExplain || underWay || stale}
            onChoose={(standard) => setChosen(withChoice(chosen, keyOf(code), standard))}
          />
        ))}
      </ul>
      <div className={styles.end}>
        {explaining.error && (
          <ProofProblem
            problem={explaining.error}
            screen={`feeds/${feed}/codes`}
            what="This changes what messages mean."
          />
        )}
        {underWay ? (
          <p role="status">
            <Loader size={14} aria-hidden /> What came with explained codes is being applied again.
          </p>
        ) : (
          <p>
            {!mayExplain
              ? 'Your role may look at these, not explain them.'
              : explained.length === 0
                ? 'What you say is written to codes.csv beside the feed’s file, and holds from then on.'
                : `Up to ${messagesOf(explained.reduce((sum, { messages }) => sum + messages, 0))} will be applied again.`}
          </p>
        )}
        <Button
          disabled={!mayExplain || explained.length === 0 || underWay || stale}
          loading={explaining.isPending}
          onClick={() => explaining.mutate()}
        >
          Explain {explained.length === 0 ? 'codes' : explained.length === 1 ? '1 code' : `${explained.length} codes`}
        </Button>
      </div>
    </>
  );
}

interface CodeProps {
  readonly code: UnknownCode;
  readonly unknown: UnknownCodes;
  readonly chosen: string | null;
  readonly fixed: boolean;
  readonly onChoose: (standard: string | null) => void;
}

function Code({ code, unknown, chosen, fixed, onChoose }: CodeProps) {
  const now = useNow(60_000);
  return (
    <li className={styles.code}>
      <div>
        <p className={styles.local}>
          <code>{code.local}</code> {code.display && <span>{code.display}</span>}
        </p>
        <p className={styles.note}>
          <code>{code.field}</code> {code.name} · {messagesOf(code.messages)}, the last{' '}
          <Link to="/messages/$id" params={{ id: code.header }} className={styles.link}>
            {ago(code.last, now)}
          </Link>
        </p>
      </div>
      <Select
        label={`Means in table ${code.tables.join(', ')}`}
        aria-label={`What ${code.local} of ${code.field} means in table ${code.tables.join(', ')}`}
        placeholder="Not explained"
        searchable
        clearable
        disabled={fixed}
        nothingFoundMessage="No such code in the table"
        data={choicesFor(code, unknown)}
        value={chosen}
        onChange={onChoose}
      />
    </li>
  );
}

function messagesOf(count: number): string {
  return count === 1 ? '1 message' : `${count.toLocaleString('en-US')} messages`;
}

function withChoice(chosen: ReadonlyMap<string, string>, key: string, standard: string | null) {
  const next = new Map(chosen);
  if (standard === null) next.delete(key);
  else next.set(key, standard);
  return next;
}
