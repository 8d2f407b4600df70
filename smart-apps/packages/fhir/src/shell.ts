import type { Parameters } from 'fhir/r4';
import { Part } from './parameters';

/** Who is signed in, as the hub knows them. */
export interface User {
  readonly name: string;
  /** As people say it: Front desk. */
  readonly role: string;
  readonly reference: string | undefined;
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

export type FeedState = 'listening' | 'stopped' | 'failed';

/** One connection to another system and how it does. */
export interface Feed {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly state: FeedState;
  readonly connections: number;
  readonly lastReceived: string | undefined;
  readonly receivedToday: number;
  readonly waiting: number;
  readonly held: number;
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
      connections: feed.number('connections') ?? 0,
      lastReceived: feed.text('lastReceived'),
      receivedToday: feed.number('receivedToday') ?? 0,
      waiting: feed.number('waiting') ?? 0,
      held: feed.number('held') ?? 0,
    }));
}

function feedState(code: string | undefined): FeedState {
  return code === 'listening' || code === 'stopped' ? code : 'failed';
}
