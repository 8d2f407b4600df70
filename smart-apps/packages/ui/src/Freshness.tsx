import { Popover } from '@mantine/core';
import {
  browserZone,
  clock,
  dayOf,
  type Feed,
  type FeedState,
  shortDay,
  useFeeds,
  useLiveState,
  useNow,
} from '@hub/fhir';
import styles from './Freshness.module.css';

type Health = 'good' | 'warn' | 'bad';

/** How current the screen is: one chip for all feeds, each feed behind it. */
export function Freshness({ compact = false }: { compact?: boolean }) {
  const { feeds, failed } = useFeeds();
  const live = useLiveState();
  const now = useNow(10_000);
  const summary = summarise(feeds, failed, live === 'live' || live === 'connecting', now);
  return (
    <Popover position="bottom-end" shadow="md" width={310}>
      <Popover.Target>
        <button type="button" className={styles.chip} data-health={summary.health} aria-label={`Data: ${summary.text}`}>
          <Dot health={summary.health} />
          {!compact && <span>{summary.text}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <h3 className={styles.title}>Where this comes from</h3>
        <ul className={styles.feeds}>
          {(feeds ?? []).map((feed) => (
            <li key={feed.id}>
              <Dot health={healthOf(feed)} />
              <div>
                <strong>{feed.name}</strong>
                <span>{feedWords(feed, now)}</span>
              </div>
            </li>
          ))}
        </ul>
        {(feeds?.length ?? 0) === 0 && <p className={styles.none}>No feed has reported yet.</p>}
      </Popover.Dropdown>
    </Popover>
  );
}

/** A shape as well as a colour: a disc, a triangle, a square. */
export function Dot({ health }: { health: Health }) {
  return (
    <svg className={styles.dot} data-health={health} width="10" height="10" viewBox="0 0 10 10" aria-hidden>
      {health === 'good' && <circle cx="5" cy="5" r="4" />}
      {health === 'warn' && <path d="M5 .8 9.6 9H.4z" />}
      {health === 'bad' && <rect x="1" y="1" width="8" height="8" rx="1" />}
    </svg>
  );
}

export function healthOf(feed: Feed): Health {
  if (feed.state === 'failed' || feed.state === 'unreachable' || feed.silentSince) return 'bad';
  return feed.state === 'stopped' || feed.connections === 0 || feed.held > 0 || (feed.sending?.failed ?? 0) > 0
    ? 'warn'
    : 'good';
}

export function feedWords(feed: Feed, now: number): string {
  const last = feed.lastReceived ? `last message ${ago(feed.lastReceived, now)}` : 'nothing received yet';
  const held = feed.held > 0 ? `, ${feed.held} held` : '';
  if (feed.state === 'failed') return `Failed, ${last}${held}`;
  if (feed.state === 'unreachable')
    return `Not reached since ${feed.unreachableSince ? ago(feed.unreachableSince, now) : 'a while'}, ${last}${held}`;
  if (feed.state === 'stopped') return `Stopped, ${last}${held}`;
  if (feed.silentSince) return `${silenceWords(feed, feed.silentSince, now)}${held}`;
  if (feed.connections === 0) return `No sender connected, ${last}${held}`;
  return `${feed.connections === undefined ? 'Open' : 'Connected'}, ${last}${held}`;
}

/** The hub's alarm, by the clock of whoever looks: `Nothing since 9:40 am, though messages are expected now`. */
function silenceWords(feed: Feed, silentSince: string, now: number): string {
  const since = Date.parse(silentSince);
  const zone = browserZone();
  const today = dayOf(since, zone) === dayOf(now, zone);
  const when = today ? clock(since, zone) : `${shortDay(dayOf(since, zone), dayOf(now, zone))}, ${clock(since, zone)}`;
  return `Nothing since ${when}, though messages ${feed.expecting ? 'are expected now' : 'were expected'}`;
}

export function ago(instant: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1_000));
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

const downWords: Record<FeedState, string> = {
  listening: 'not connected',
  unreachable: 'not reached',
  stopped: 'stopped',
  failed: 'failed',
};

function summarise(
  feeds: readonly Feed[] | undefined,
  failed: boolean,
  live: boolean,
  now: number,
): { health: Health; text: string } {
  if (failed) return { health: 'bad', text: 'Feeds unknown' };
  if (!feeds) return { health: 'good', text: 'Connecting' };
  const worst = feeds.map(healthOf);
  const silent = feeds.filter((feed) => feed.silentSince);
  const down = feeds.filter((feed) => feed.state !== 'listening' || feed.connections === 0);
  const only = down[0];
  if (only) {
    const text = down.length === 1 ? `${only.name} ${downWords[only.state]}` : `${down.length} feeds down`;
    return { health: worst.includes('bad') ? 'bad' : 'warn', text };
  }
  if (silent[0])
    return { health: 'bad', text: silent.length === 1 ? `${silent[0].name} silent` : `${silent.length} feeds silent` };
  const newest = feeds
    .map((feed) => feed.lastReceived ?? '')
    .sort()
    .at(-1);
  const text = newest ? `${live ? 'Live' : 'Updated'} · ${ago(newest, now)}` : 'Connected';
  return { health: live ? 'good' : 'warn', text };
}
