import { type Feed, useFeeds, useHub, useLive, useNow } from '@hub/fhir';
import { CopyText, Dot, Empty, LoadingRows, Problem, ago, feedWords, healthOf } from '@hub/ui';
import { useQuery } from '@tanstack/react-query';
import { IconPlugOff } from '@tabler/icons-react';
import { useReducer } from 'react';
import { Title } from '../Title';
import styles from './Feeds.module.css';
import { Rate } from './Rate';

const minutesShown = 30;

/** Every connection: its state, how much comes, and what waits. */
export function FeedsScreen() {
  const { feeds, failed } = useFeeds();
  return (
    <div className={styles.page}>
      <Title text="Feeds" />
      {failed && !feeds && <Problem problem={undefined} doing="The state of the feeds could not be loaded" />}
      {!feeds && !failed && <LoadingRows label="Loading the feeds" rows={2} height={160} />}
      {feeds?.length === 0 && (
        <Empty icon={<IconPlugOff size={30} stroke={1.5} />} title="No feed is configured">
          <p>A feed is one folder under config/feeds. It appears here when the hub has read it.</p>
        </Empty>
      )}
      <div className={styles.cards}>
        {feeds?.map((feed) => (
          <FeedCard key={feed.id} feed={feed} />
        ))}
      </div>
    </div>
  );
}

function FeedCard({ feed }: { feed: Feed }) {
  const now = useNow(10_000);
  const lastHour = useLastHour(feed.id);
  const perMinute = useSeenHere(feed.id, now);
  const facts: readonly (readonly [string, string])[] = [
    ['Today', feed.receivedToday.toLocaleString('en-US')],
    ['Last hour', lastHour === undefined ? '…' : lastHour.toLocaleString('en-US')],
    ['Connections', String(feed.connections)],
    ['Waiting', feed.waiting.toLocaleString('en-US')],
    ['Held', feed.held.toLocaleString('en-US')],
    ['Last message', feed.lastReceived ? ago(feed.lastReceived, now) : 'none yet'],
  ];
  return (
    <article className={styles.card}>
      <header>
        <Dot health={healthOf(feed)} />
        <div>
          <h2>{feed.name}</h2>
          <p>{feedWords(feed, now)}</p>
        </div>
      </header>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} data-alert={name === 'Held' && feed.held > 0 ? true : undefined}>
            <dt>{name}</dt>
            <dd>{name === 'Held' && feed.held > 0 ? <a href="#/held">{value}</a> : value}</dd>
          </div>
        ))}
      </dl>
      <Rate perMinute={perMinute} />
      <p className={styles.address}>
        Listens at <CopyText text={feed.address} what="address" />
      </p>
    </article>
  );
}

/** How many messages came in the last hour, counted by the journal. */
function useLastHour(feed: string): number | undefined {
  const { client } = useHub();
  const { data } = useQuery({
    queryKey: ['counts', 'hour', feed],
    queryFn: async ({ signal }) => {
      const since = new Date(Date.now() - 3_600_000).toISOString();
      const found = await client.search(
        'MessageHeader',
        [
          ['source', feed],
          ['date', `ge${since}`],
          ['_summary', 'count'],
        ],
        signal,
      );
      return found.total ?? 0;
    },
    refetchInterval: 30_000,
  });
  return data;
}

/** What came while this page was open, minute by minute, oldest first. */
function useSeenHere(feed: string, now: number): { minute: number; count: number }[] {
  const [seen, add] = useReducer(
    (counts: ReadonlyMap<number, number>, minute: number) => new Map(counts).set(minute, (counts.get(minute) ?? 0) + 1),
    new Map<number, number>(),
  );
  useLive((event) => event.kind === 'message' && event.feed === feed && add(Math.floor(Date.now() / 60_000)));
  const current = Math.floor(now / 60_000);
  const minutes = Array.from({ length: minutesShown }, (_, index) => current - minutesShown + 1 + index);
  return minutes.map((minute) => ({ minute, count: seen.get(minute) ?? 0 }));
}
