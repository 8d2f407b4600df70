import { Part } from '@hub/fhir';
import type { Parameters } from 'fhir/r4';

/** A rule of config/booking.yaml, as the hub lists it. */
export interface Rule {
  readonly name: string;
  readonly line: number | undefined;
  readonly by: readonly string[];
  /** What it is about, in words. */
  readonly about: string;
  readonly asks: readonly string[];
}

/** What one key of the rules asks, and what came of it. */
export interface Asked {
  readonly aspect: string;
  readonly asks: string;
  readonly met: boolean;
  readonly rule: string | undefined;
  readonly line: number | undefined;
}

/** What the rules say of a booking that nobody has made. */
export interface Verdict {
  readonly allowed: boolean;
  readonly text: string | undefined;
  readonly path: string | undefined;
  readonly asked: readonly Asked[];
}

export function toRules(answer: Parameters): Rule[] {
  return Part.of(answer)
    .all('rule')
    .map((rule) => ({
      name: rule.text('name') ?? '',
      line: rule.number('line'),
      by: rule.texts('by'),
      about: [...rule.texts('service'), ...rule.texts('location'), ...rule.texts('practitioner')].join(', '),
      asks: rule.texts('asks'),
    }));
}

export function toVerdict(answer: Parameters): Verdict {
  const all = Part.of(answer);
  const refusal = all.one('refusal');
  return {
    allowed: all.flag('allowed') ?? false,
    text: refusal.text('text'),
    path: refusal.text('path'),
    asked: all.all('condition').map((one) => ({
      aspect: one.text('aspect') ?? '',
      asks: one.text('asks') ?? '',
      met: one.flag('met') ?? false,
      rule: one.text('rule'),
      line: one.number('line'),
    })),
  };
}

/** The keys of the file as people say them. */
export const aspects: Readonly<Record<string, string>> = {
  open: 'Open',
  patient: 'Patient',
  age: 'Age',
  referral: 'Referral',
  coverage: 'Coverage',
  payers: 'Payer',
  consents: 'Consents',
  balance: 'Balance',
  'no-shows': 'Missed visits',
  'open-visits': 'Visits to come',
  notice: 'Notice',
  ahead: 'Ahead',
  'change-until': 'Changes',
};
