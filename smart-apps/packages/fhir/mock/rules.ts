import type { OperationOutcomeIssue, Patient } from 'fhir/r4';
import { ageOn } from '../src/people';
import { dayOf } from '../src/zone';
import { type Service, zone } from './practice';

const hour = 3_600_000;
const mostVisits = 4;

/** What a rule says to a patient who books, and what is open instead. */
export interface Ruling {
  readonly code: string;
  readonly text: string;
  readonly path: 'request' | 'call';
}

/** The rules of config/demo/booking.yaml, as far as the screens meet them. Without a start, those that ask no time. */
export function ruling(
  { code, from, to }: Service,
  patient: Patient,
  visits: number,
  start?: number,
): Ruling | undefined {
  const age = ageOn(patient.birthDate, dayOf(start ?? Date.now(), zone)) ?? 0;
  const call = (reason: string, text: string): Ruling => ({ code: reason, text, path: 'call' });
  if (code === 'PROC')
    return {
      code: 'not-offered',
      text: 'We arrange procedures with you. Ask for a time, and we will call you.',
      path: 'request',
    };
  if (code === 'NEWPAT') return call('new-patients-only', 'This visit is for people who are new here.');
  if (code === 'WELLNESS' && age < 65) return call('age', 'This visit is for people with Medicare, from 65 years on.');
  if (age < from || age > to) return call('age', `This visit is for patients of ${from} to ${to} years.`);
  if (visits >= mostVisits) return call('open-visits', `You have ${mostVisits} visits to come. Call us for another.`);
  if (start === undefined) return undefined;
  if (start < Date.now() + 2 * hour) return call('too-soon', 'This time is too soon to be booked here.');
  if (start > Date.now() + 120 * 24 * hour)
    return call('too-far-ahead', 'This time is too far ahead to be booked yet.');
  return undefined;
}

/** Whether a patient may no longer change the visit by themselves. */
export function afterCutOff(start: string | undefined): Ruling | undefined {
  return Date.parse(start ?? '') < Date.now() + 24 * hour
    ? {
        code: 'cut-off',
        text: 'This visit begins too soon to be changed here. We have told the front desk, who will call you.',
        path: 'call',
      }
    : undefined;
}

export function issueOf({ code, text, path }: Ruling, severity: 'error' | 'information'): OperationOutcomeIssue {
  return {
    severity,
    code: 'business-rule',
    details: { coding: [{ system: 'urn:x-hub:booking-refusal', code }], text },
    extension: [{ url: 'urn:x-hub:extension:allowed-path', valueCode: path }],
  };
}
