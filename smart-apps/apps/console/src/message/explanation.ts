import { Part } from '@hub/fhir';
import type { Parameters } from 'fhir/r4';
import { spot } from './lines';

/** Where in the message something stands. */
export interface Place {
  /** `PID-5[2].1` */
  readonly place: string;
  /** Its field: `PID-5`, or `NK1[2]-3`. */
  readonly spot: string;
  readonly name: string | undefined;
  readonly raw: string;
}

/** A value of the record that the message brings or changes, and where it is from. */
export interface ExplainedValue {
  readonly reference: string;
  readonly path: string;
  /** Undefined when the message takes it away. */
  readonly value: string | undefined;
  readonly before: string | undefined;
  readonly changed: boolean;
  /** File and line: of the mapping, or of the feed's file. */
  readonly rule: string | undefined;
  /** The most telling first; none when a rule sets it whatever the message says. */
  readonly sources: readonly Place[];
}

export type Fate = 'mapped' | 'kept' | 'read' | 'dropped';

/** A value of the message, and what became of it. */
export interface SentValue extends Place {
  readonly fate: Fate;
  /** The line of the feed's file that dropped it. */
  readonly rule: string | undefined;
}

export interface Explanation {
  /** Whether it is explained by the record that the message met, or by the record as it is now. */
  readonly record: 'then' | 'now';
  readonly held: string | undefined;
  readonly values: readonly ExplainedValue[];
  readonly sent: readonly SentValue[];
}

export function toExplanation(answer: Parameters): Explanation {
  const parts = Part.of(answer);
  return {
    record: parts.text('record') === 'then' ? 'then' : 'now',
    held: parts.text('held'),
    values: parts.all('value').map((value) => ({
      reference: value.reference('reference')?.reference ?? '',
      path: value.text('path') ?? '',
      value: value.text('value'),
      before: value.text('before'),
      changed: value.flag('changed') ?? false,
      rule: value.text('rule'),
      sources: value.all('source').map(toPlace),
    })),
    sent: parts.all('sent').map((value) => ({
      ...toPlace(value),
      fate: (value.text('fate') ?? 'dropped') as Fate,
      rule: value.text('rule'),
    })),
  };
}

function toPlace(part: Part): Place {
  return {
    place: part.text('place') ?? '',
    spot: spot(part.text('segment') ?? '', part.number('occurrence') ?? 1, part.number('field') ?? 0),
    name: part.text('name'),
    raw: part.text('raw') ?? '',
  };
}

/** What a value of the record is called on the screen: it names the resource and the element. */
export function valueKey(reference: string, path: string): string {
  return `${reference} ${elementPath(path, reference)}`;
}

/** The path without the type, which the reference says. */
export function elementPath(path: string, reference: string): string {
  const type = `${reference.split('/')[0]}.`;
  return path.startsWith(type) ? path.slice(type.length) : path;
}

export function explained({ values }: Explanation, key: string): ExplainedValue | undefined {
  return values.find((value) => valueKey(value.reference, value.path) === key);
}

/** What became of one field of the message. */
export interface FieldFate {
  /** The values that are from there before all. */
  readonly became: readonly ExplainedValue[];
  /** Those that depend on it beside something else. */
  readonly touched: readonly ExplainedValue[];
  /** What of it went nowhere. */
  readonly lost: readonly SentValue[];
  /** Whether it says anything of anybody: what addresses the message or numbers its segments does not. */
  readonly isContent: boolean;
}

export function fateOf({ values, sent }: Explanation, field: string): FieldFate {
  const from = (value: ExplainedValue) => value.sources.findIndex((source) => source.spot === field);
  const ofField = sent.filter((value) => value.spot === field);
  return {
    became: values.filter((value) => from(value) === 0),
    touched: values.filter((value) => from(value) > 0),
    lost: ofField.filter((value) => value.fate === 'read' || value.fate === 'dropped'),
    isContent: ofField.length > 0,
  };
}

/** Why nothing came of it, in words; the rule is shown beside it. */
export function lostWords({ fate, rule }: SentValue): string {
  if (rule) return 'dropped by the feed’s file';
  return fate === 'read' ? 'looked at, but nothing depends on it' : 'kept in the message, mapped nowhere';
}
