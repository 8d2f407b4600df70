import { type FhirClient, Part, instantOf, isDay } from '@hub/fhir';
import type { Parameters, ParametersParameter } from 'fhir/r4';

/** Messages that are worked off again, and how far that is. */
export interface Replay {
  readonly id: number;
  readonly feed: string;
  readonly cancelled: boolean;
  readonly ended: string | undefined;
  readonly total: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly held: number;
  /** Those that could not be replayed any more when it was their turn. */
  readonly passed: number;
  /** At the end: those behind a held one. */
  readonly waiting: number;
}

export interface Selection {
  readonly feed: string;
  readonly state: 'held' | 'all';
  readonly from: string | undefined;
  readonly until: string | undefined;
}

export async function howMany(client: FhirClient, selection: Selection): Promise<number> {
  const preview: ParametersParameter = { name: 'preview', valueBoolean: true };
  const answer = await client.perform<Parameters>('$replay', parameters(selection, preview));
  return Part.of(answer).number('messages') ?? 0;
}

export async function start(client: FhirClient, selection: Selection): Promise<readonly Replay[]> {
  return replaysOf(await client.perform<Parameters>('$replay', parameters(selection)));
}

export async function cancel(client: FhirClient, id: number): Promise<readonly Replay[]> {
  const which: Parameters = { resourceType: 'Parameters', parameter: [{ name: 'id', valueInteger: id }] };
  return replaysOf(await client.perform<Parameters>('$cancel-replay', which));
}

function parameters({ feed, state, from, until }: Selection, ...more: ParametersParameter[]): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'feed', valueCode: feed },
      { name: 'state', valueCode: state },
      ...(from ? [{ name: 'from', valueInstant: from }] : []),
      ...(until ? [{ name: 'until', valueInstant: until }] : []),
      ...more,
    ],
  };
}

/** The answer of `$replay`, `$replays` and `$cancel-replay`, newest first. */
export function replaysOf(answer: Parameters): Replay[] {
  return Part.of(answer)
    .all('replay')
    .map((replay) => ({
      id: replay.number('id') ?? 0,
      feed: replay.text('feed') ?? '',
      cancelled: replay.flag('cancelled') ?? false,
      ended: replay.text('ended'),
      total: replay.number('total') ?? 0,
      unchanged: replay.number('unchanged') ?? 0,
      changed: replay.number('changed') ?? 0,
      held: replay.number('held') ?? 0,
      passed: replay.number('passed') ?? 0,
      waiting: replay.number('waiting') ?? 0,
    }));
}

export function doneOf({ unchanged, changed, held, passed }: Replay): number {
  return unchanged + changed + held + passed;
}

/** What came of it so far: `38 changed nothing, 2 changed the record, 1 held`. */
export function resultWords({ unchanged, changed, held, passed, waiting, ended }: Replay): string {
  const parts = [
    `${count(unchanged)} changed nothing`,
    `${count(changed)} changed the record`,
    `${count(held)} held`,
    ...(passed > 0 ? [`${count(passed)} left as they were`] : []),
    ...(ended && waiting > 0 ? [`${count(waiting)} wait behind a held one`] : []),
  ];
  return parts.join(', ');
}

export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** A moment as it is typed, `2026-11-23T09:40`, by the practice's clock; nothing while it is not whole. */
export function momentOf(typed: string, zone: string): string | undefined {
  const [day = '', time = ''] = typed.split('T');
  const [hours, minutes] = time.split(':').map(Number);
  if (!isDay(day) || hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return undefined;
  return new Date(instantOf(day, hours * 60 + minutes, zone)).toISOString();
}
