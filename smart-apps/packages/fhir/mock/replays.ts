import type { Parameters, ParametersParameter } from 'fhir/r4';
import type { Entry, Feed } from './feed';

interface Replay {
  readonly id: number;
  readonly requested: number;
  readonly by: string;
  readonly entries: readonly Entry[];
  readonly outcomes: string[];
  cancelled: boolean;
  ended: number | undefined;
}

/** How long the mock takes for one message, in milliseconds. */
const pace = 20;
const settled = new Set(['applied', 'unchanged', 'stale']);

/** `$replay`, `$replays` and `$cancel-replay`. Settled messages of the mock change nothing when they come again. */
export class Replays {
  private readonly all: Replay[] = [];

  constructor(private readonly feed: Feed) {}

  /** The answer, or why it is refused. */
  answer(operation: string, input: Parameters, by: string): Parameters | string {
    const given = (name: string) => input.parameter?.find((part) => part.name === name);
    if (operation === '$cancel-replay') {
      const replay = this.all.find(({ id, ended }) => id === given('id')?.valueInteger && !ended);
      if (!replay) return 'This replay has ended already, or never was.';
      replay.cancelled = true;
    } else if (operation === '$replay') {
      if (given('feed')?.valueCode !== 'demo-ehr') return 'There is no feed of this name.';
      const chosen = this.chosen(given('state')?.valueCode, given('from')?.valueInstant, given('until')?.valueInstant);
      if (given('preview')?.valueBoolean)
        return { resourceType: 'Parameters', parameter: [{ name: 'messages', valueInteger: chosen.length }] };
      if (this.all.some(({ ended }) => !ended))
        return 'A replay of this feed is under way. Wait for its end, or cancel it.';
      this.start(chosen, by);
    }
    return { resourceType: 'Parameters', parameter: this.all.map(describe).toReversed() };
  }

  private chosen(state: string | undefined, from = '', until = ''): Entry[] {
    return this.feed.entries
      .filter((entry) => entry.direction === 'in')
      .filter((entry) => entry.state === 'held' || (state === 'all' && settled.has(entry.state)))
      .filter(({ received }) => !from || received >= Date.parse(from))
      .filter(({ received }) => !until || received < Date.parse(until));
  }

  /** Works these off again. */
  start(entries: readonly Entry[], by: string): void {
    const replay: Replay = {
      id: this.all.length + 1,
      requested: Date.now(),
      by,
      entries,
      outcomes: [],
      cancelled: false,
      ended: undefined,
    };
    this.all.push(replay);
    this.next(replay);
  }

  private next(replay: Replay): void {
    const entry = replay.entries[replay.outcomes.length];
    if (!entry || replay.cancelled) {
      replay.ended = Date.now();
      return;
    }
    if (entry.state === 'held') this.feed.settle(entry);
    else if (settled.has(entry.state)) entry.state = 'unchanged';
    entry.attempts += 1;
    replay.outcomes.push(entry.state);
    setTimeout(() => this.next(replay), pace).unref();
  }
}

function describe({ id, requested, by, entries, outcomes, cancelled, ended }: Replay): ParametersParameter {
  const of = (...states: string[]) => outcomes.filter((outcome) => states.includes(outcome)).length;
  return {
    name: 'replay',
    part: [
      { name: 'id', valueInteger: id },
      { name: 'feed', valueCode: 'demo-ehr' },
      { name: 'requested', valueInstant: new Date(requested).toISOString() },
      { name: 'by', valueReference: { reference: by } },
      { name: 'cancelled', valueBoolean: cancelled },
      ...(ended ? [{ name: 'ended', valueInstant: new Date(ended).toISOString() }] : []),
      { name: 'total', valueInteger: entries.length },
      { name: 'unchanged', valueInteger: of('unchanged', 'stale') },
      { name: 'changed', valueInteger: of('applied') },
      { name: 'held', valueInteger: of('held') },
      { name: 'passed', valueInteger: outcomes.length - of('unchanged', 'stale', 'applied', 'held') },
      { name: 'waiting', valueInteger: 0 },
    ],
  };
}
