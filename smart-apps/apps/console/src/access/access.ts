import { Part } from '@hub/fhir';
import type { Parameters } from 'fhir/r4';

/** Somebody who signs in, or an app: what one can ask about. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

export interface Choices {
  readonly people: readonly Choice[];
  readonly apps: readonly Choice[];
}

/** The answer of `$access-choices`. */
export function toChoices(answer: Parameters): Choices {
  const parts = Part.of(answer);
  const choice = (part: Part): Choice => ({ id: part.text('id') ?? '', name: part.text('name') ?? '' });
  return { people: parts.all('person').map(choice), apps: parts.all('app').map(choice) };
}

/** What somebody may do with one type of resource, of one patient. */
export interface TypeAccess {
  readonly type: string;
  /** The letters of SMART scopes: cruds. */
  readonly may: string;
  /** How many the patient has, and how many of them the person sees; undefined for what is nobody's. */
  readonly stored: number | undefined;
  readonly seen: number | undefined;
  readonly why: readonly string[];
}

export interface AccessAnswer {
  readonly role: string;
  readonly opensApp: boolean;
  readonly types: readonly TypeAccess[];
}

/** The answer of `$access`. */
export function toAccess(answer: Parameters): AccessAnswer {
  const parts = Part.of(answer);
  return {
    role: parts.text('role') ?? '',
    opensApp: parts.flag('opens-app') ?? false,
    types: parts.all('type').map((part) => ({
      type: part.text('name') ?? '',
      may: part.text('may') ?? '',
      stored: part.number('stored'),
      seen: part.number('seen'),
      why: part.texts('why'),
    })),
  };
}

const letters: Record<string, string> = { c: 'create', r: 'read', u: 'change', d: 'delete', s: 'search' };

/** `crs` as "create, read, search". */
export function lettersInWords(may: string): string {
  return may === '' ? 'Nothing' : [...may].map((letter) => letters[letter] ?? letter).join(', ');
}

/** A record that was opened in an emergency. */
export interface EmergencyCase {
  readonly id: number;
  readonly person: string;
  readonly patient: string;
  readonly reason: string;
  readonly started: string;
  readonly reviewedBy: string | undefined;
  readonly finding: string | undefined;
}

/** The answer of `$break-glass-cases`. */
export function toCases(answer: Parameters): EmergencyCase[] {
  return Part.of(answer)
    .all('case')
    .map((part) => ({
      id: part.number('id') ?? 0,
      person: part.text('person') ?? '',
      patient: part.reference('patient')?.reference ?? '',
      reason: part.text('reason') ?? '',
      started: part.text('started') ?? '',
      reviewedBy: part.text('reviewed-by'),
      finding: part.text('finding'),
    }));
}
