import type { Parameters } from 'fhir/r4';
import { Part } from './parameters';

/** Who is signed in, as the hub knows them. */
export interface User {
  readonly name: string;
  /** As people say it: Front desk. */
  readonly role: string;
  readonly reference: string | undefined;
  /** Whether their role looks up who sees what, and reviews emergencies. */
  readonly reviewsAccess: boolean;
  /** Whether they invite people and deactivate them. */
  readonly people: boolean;
  /** Whether they register apps and systems, and retire them. */
  readonly clients: boolean;
  /** Whether they change the files of feeds. */
  readonly feeds: boolean;
}

/** An app of the hub, and whether the signed-in person may open it. */
export interface AppTile {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly available: boolean;
  readonly reason: string | undefined;
}

export type FeedState = 'listening' | 'unreachable' | 'stopped' | 'failed';

/** One connection to another system and how it does. */
export interface Feed {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly state: FeedState;
  /** Of an address that senders connect to. */
  readonly connections: number | undefined;
  /** Since when the hub could not look into a folder. */
  readonly unreachableSince: string | undefined;
  readonly lastReceived: string | undefined;
  readonly receivedToday: number;
  readonly receivedLastHour: number;
  readonly receivedLastFiveMinutes: number;
  readonly waiting: number;
  /** When the oldest of these came. */
  readonly oldestWaiting: string | undefined;
  readonly held: number;
  /** Since when nothing has come, although the feed's file expects messages. */
  readonly silentSince: string | undefined;
  /** Whether its file expects messages at this hour. */
  readonly expecting: boolean;
  /** Of a system that hears of the hub's own changes. */
  readonly sending: Sending | undefined;
}

export interface Sending {
  readonly to: string;
  readonly lastDelivered: string | undefined;
  readonly waiting: number;
  /** Since when the oldest of these is to leave. */
  readonly oldestWaiting: string | undefined;
  /** What it refused, and a person has not dealt with. */
  readonly failed: number;
}

/** The answer of `$apps`. */
export function userAndApps(answer: Parameters): { user: User; apps: AppTile[] } {
  const parts = Part.of(answer);
  const user = parts.one('user');
  return {
    user: {
      name: user.text('name') ?? 'Signed in',
      role: user.text('roleTitle') ?? inWords(user.text('role') ?? ''),
      reference: user.reference('fhirUser')?.reference,
      reviewsAccess: user.flag('reviewsAccess') ?? false,
      people: user.flag('people') ?? false,
      clients: user.flag('clients') ?? false,
      feeds: user.flag('feeds') ?? false,
    },
    apps: parts.all('app').map((app) => ({
      id: app.text('id') ?? '',
      name: app.text('name') ?? '',
      description: app.text('description') ?? '',
      url: app.text('url') ?? '/',
      available: app.flag('available') ?? false,
      reason: app.text('reason'),
    })),
  };
}

/** `front-desk` as people say it. */
function inWords(code: string): string {
  const words = code.replace(/[-_]/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The answer of `$feed-status`. */
export function feedsOf(answer: Parameters): Feed[] {
  return Part.of(answer)
    .all('feed')
    .map((feed) => ({
      id: feed.text('id') ?? '',
      name: feed.text('name') ?? feed.text('id') ?? '',
      address: feed.text('address') ?? '',
      state: feedState(feed.text('state')),
      connections: feed.number('connections'),
      unreachableSince: feed.text('unreachableSince'),
      lastReceived: feed.text('lastReceived'),
      receivedToday: feed.number('receivedToday') ?? 0,
      receivedLastHour: feed.number('receivedLastHour') ?? 0,
      receivedLastFiveMinutes: feed.number('receivedLastFiveMinutes') ?? 0,
      waiting: feed.number('waiting') ?? 0,
      oldestWaiting: feed.text('oldestWaiting'),
      held: feed.number('held') ?? 0,
      silentSince: feed.text('silentSince'),
      expecting: feed.flag('expecting') ?? false,
      sending: sendingOf(feed),
    }));
}

function sendingOf(feed: Part): Sending | undefined {
  const to = feed.text('sendsTo');
  return to === undefined
    ? undefined
    : {
        to,
        lastDelivered: feed.text('lastDelivered'),
        waiting: feed.number('toSend') ?? 0,
        oldestWaiting: feed.text('oldestToSend'),
        failed: feed.number('failed') ?? 0,
      };
}

function feedState(code: string | undefined): FeedState {
  return code === 'listening' || code === 'unreachable' || code === 'stopped' ? code : 'failed';
}
