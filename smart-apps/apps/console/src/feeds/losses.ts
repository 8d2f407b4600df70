import { Part } from '@hub/fhir';
import type { Parameters } from 'fhir/r4';

/** How many values had which fate. */
export interface Counts {
  readonly values: number;
  readonly mapped: number;
  readonly kept: number;
  readonly read: number;
  readonly dropped: number;
}

export interface FieldLoss extends Counts {
  /** `PID-11.9`, whichever segment and repetition. */
  readonly position: string;
  readonly name: string | undefined;
  /** The line of the feed's file that drops it. */
  readonly rule: string | undefined;
}

export interface TypeLoss extends Counts {
  readonly code: string;
  readonly messages: number;
  readonly translated: boolean;
  /** What is lost most comes first. */
  readonly fields: readonly FieldLoss[];
}

export interface LossReport {
  readonly messages: number;
  /** How many of them cannot be applied as they are, and are not counted. */
  readonly held: number;
  /** How many would have been looked at, had there been as many. */
  readonly most: number;
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly types: readonly TypeLoss[];
}

export function toLossReport(answer: Parameters): LossReport {
  const parts = Part.of(answer);
  const time = (name: string) => {
    const text = parts.text(name);
    return text ? Date.parse(text) : undefined;
  };
  return {
    messages: parts.number('messages') ?? 0,
    held: parts.number('held') ?? 0,
    most: parts.number('most') ?? 0,
    from: time('from'),
    until: time('until'),
    types: parts.all('type').map((type) => ({
      ...toCounts(type),
      code: type.text('code') ?? '',
      messages: type.number('messages') ?? 0,
      translated: type.flag('translated') ?? true,
      fields: type.all('field').map((field) => ({
        ...toCounts(field),
        position: field.text('position') ?? '',
        name: field.text('name'),
        rule: field.text('rule'),
      })),
    })),
  };
}

function toCounts(part: Part): Counts {
  const count = (name: string) => part.number(name) ?? 0;
  return {
    values: count('values'),
    mapped: count('mapped'),
    kept: count('kept'),
    read: count('read'),
    dropped: count('dropped'),
  };
}

/** 24 %. What is there but less than half a percent is not said to be none, nor what lacks as little to be all. */
export function percent(count: number, of: number): string {
  if (of === 0) return '0 %';
  const rounded = Math.round((100 * count) / of);
  if (rounded === 0 && count > 0) return '<1 %';
  if (rounded === 100 && count < of) return '>99 %';
  return `${rounded} %`;
}

export function losesSomething({ dropped, read, kept }: Counts): boolean {
  return dropped + read + kept > 0;
}
