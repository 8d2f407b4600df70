import { type Feed, type Sending, useFeeds, useLive, useNow } from '@hub/fhir';
import { CopyText, Dot, Empty, LoadingRows, Problem, ago, feedWords, healthOf } from '@hub/ui';
import { Link } from '@tanstack/react-router';
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
  const perMinute = useSeenHere(feed.id, now);
  const facts: readonly (readonly [string, string])[] = [
    ['Today', feed.receivedToday.toLocaleString('en-US')],
    ['Last hour', feed.receivedLastHour.toLocaleString('en-US')],
    ['Last 5 minutes', feed.receivedLastFiveMinutes.toLocaleString('en-US')],
    ...(feed.connections === undefined ? [] : [['Connections', String(feed.connections)] as const]),
    ['Waiting', feed.waiting.toLocaleString('en-US')],
    ...(feed.oldestWaiting === undefined ? [] : [['Oldest of these', ago(feed.oldestWaiting, now)] as const]),
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
      {feed.address !== '' && (
        <p className={styles.address}>
          {addressWords(feed.address)} <CopyText text={feed.address} what="address" />
        </p>
      )}
      {feed.sending && <SendingFacts sending={feed.sending} now={now} />}
      <p className={styles.links}>
        <Link to="/feeds/$feed/left-out" params={{ feed: feed.id }} className={styles.link}>
          What is left out
        </Link>
        <Link to="/feeds/$feed/rehearse" params={{ feed: feed.id }} className={styles.link}>
          Rehearse a change
        </Link>
        <Link to="/feeds/$feed/codes" params={{ feed: feed.id }} className={styles.link}>
          Unknown codes
        </Link>
      </p>
    </article>
  );
}

/** What is done at an address of its kind. */
function addressWords(address: string): string {
  if (address.startsWith('file:')) return 'Reads files in';
  if (address.startsWith('sftp:')) return 'Fetches files from';
  return address.startsWith('/') ? 'Takes what is posted to' : 'Listens at';
}

/** What leaves for this system. */
function SendingFacts({ sending, now }: { sending: Sending; now: number }) {
  const { to, lastDelivered, waiting, oldestWaiting, failed } = sending;
  return (
    <>
      <dl>
        <div>
          <dt>To be sent</dt>
          <dd>{waiting.toLocaleString('en-US')}</dd>
        </div>
        {oldestWaiting && (
          <div>
            <dt>Oldest of these</dt>
            <dd>{ago(oldestWaiting, now)}</dd>
          </div>
        )}
        <div data-alert={failed > 0 ? true : undefined}>
          <dt>Refused there</dt>
          <dd>{failed > 0 ? <a href="#/held">{failed.toLocaleString('en-US')}</a> : '0'}</dd>
        </div>
        <div>
          <dt>Last delivered</dt>
          <dd>{lastDelivered ? ago(lastDelivered, now) : 'none yet'}</dd>
        </div>
      </dl>
      <p className={styles.address}>
        Sends to <CopyText text={to} what="address" />
      </p>
    </>
  );
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
