import type { Query } from '@hub/fhir';
import { type MessageState, messageStates } from './message';

export const periods = { hour: 'Last hour', day: 'Last 24 hours', week: 'Last 7 days', all: 'All' } as const;
export type Period = keyof typeof periods;

/** What the address says about the list. What is typed to find a person is not in it. */
export interface Filter {
  readonly state?: MessageState | undefined;
  readonly event?: string | undefined;
  readonly source?: string | undefined;
  readonly since?: Period | undefined;
  /** The id of a patient. */
  readonly patient?: string | undefined;
}

const hours: Record<Period, number | undefined> = { hour: 1, day: 24, week: 24 * 7, all: undefined };

export function readFilter(raw: Record<string, unknown>): Filter {
  const token = (name: string) => {
    const value = String(raw[name] ?? '');
    return /^[A-Za-z0-9^\-.]{1,64}$/.test(value) ? value : undefined;
  };
  return {
    state: messageStates.find((state) => state === raw.state),
    event: token('event'),
    source: token('source'),
    patient: token('patient'),
    since: (Object.keys(periods) as Period[]).find((period) => period === raw.since),
  };
}

/** The filter as a search; `now` is cut to the minute so that the same filter is the same question for a while. */
export function queryOf(
  { state, event, source, patient, since = 'day' }: Filter,
  identifier: string,
  now: number,
): Query {
  const span = hours[since];
  const minute = Math.floor(now / 60_000) * 60_000;
  return [
    ...(state ? [['state', state] as const] : []),
    ...(event ? [['event', event] as const] : []),
    ...(source ? [['source', source] as const] : []),
    ...(span ? [['date', `ge${new Date(minute - span * 3_600_000).toISOString()}`] as const] : []),
    ...(patient ? [['patient', `Patient/${patient}`] as const] : []),
    ...(identifier ? [['identifier', identifier] as const] : []),
  ];
}
