import { type Query, dayBounds, isDay } from '@hub/fhir';
import { type Outcome, outcomeCode, outcomes } from './event';

export const periods = {
  hour: 'Last hour',
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
  all: 'All',
  days: 'From day to day',
} as const;
export type Period = keyof typeof periods;

/** What the address says about the list: ids alone. The name of a sign-in, which may be a patient's, is not in it. */
export interface AuditFilter {
  readonly outcome?: Outcome | undefined;
  readonly since?: Period | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The id of a patient. */
  readonly patient?: string | undefined;
  /** The number of a request. */
  readonly request?: string | undefined;
  /** The record that is open beside the list. */
  readonly record?: string | undefined;
}

const hours: Partial<Record<Period, number>> = { hour: 1, day: 24, week: 24 * 7, month: 24 * 30 };
const requestNumber = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readFilter(raw: Record<string, unknown>): AuditFilter {
  const fits = (name: string, form: RegExp) => {
    const value = String(raw[name] ?? '');
    return form.test(value) ? value : undefined;
  };
  const day = (name: string) => (isDay(String(raw[name] ?? '')) ? String(raw[name]) : undefined);
  return {
    outcome: outcomes.find((outcome) => outcome === raw.outcome),
    since: (Object.keys(periods) as Period[]).find((period) => period === raw.since),
    from: day('from'),
    to: day('to'),
    patient: fits('patient', /^[A-Za-z0-9\-.]{1,64}$/),
    request: fits('request', requestNumber),
    record: fits('record', /^\d{1,18}$/),
  };
}

export function isRequestNumber(text: string): boolean {
  return requestNumber.test(text);
}

/** The filter as a search; `now` is cut to the minute so that the same filter is the same question for a while. */
export function queryOf(filter: AuditFilter, user: string, now: number, zone: string): Query {
  const { outcome, since = 'week', from, to, patient, request } = filter;
  const span = hours[since];
  const minute = Math.floor(now / 60_000) * 60_000;
  const days = since === 'days';
  return [
    ...(outcome ? [['outcome', outcomeCode(outcome)] as const] : []),
    ...(patient ? [['patient', `Patient/${patient}`] as const] : []),
    ...(user ? [['agent-name', user] as const] : []),
    ...(request ? [['request', request] as const] : []),
    // A case is shown whole, whenever it was.
    ...(span && !request ? [['date', `ge${new Date(minute - span * 3_600_000).toISOString()}`] as const] : []),
    ...(days && from ? [['date', `ge${dayBounds(from, zone).start}`] as const] : []),
    ...(days && to ? [['date', `lt${dayBounds(to, zone).end}`] as const] : []),
  ];
}
