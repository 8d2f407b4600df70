import type { Part } from '@hub/fhir';

/** What taking a merge back does, or would do. */
export interface Undone {
  /** `Patient/x`, each resource that is written. */
  readonly restored: readonly string[];
  /** `Appointment/x Appointment.participant[0].actor`: references that somebody has moved on since. */
  readonly left: readonly string[];
}

/** The trigger events by which records are joined or moved (HL7 v2.8, 3.6.2). */
const merging = new Set(['A18', 'A30', 'A34', 'A35', 'A36', 'A39', 'A40', 'A41', 'A42', 'A43', 'A44', 'A45']);

export function isMerge(type: string): boolean {
  const [code, event = ''] = type.split('^');
  return code === 'ADT' && merging.has(event);
}

export function toUndone(answer: Part): Undone {
  return {
    restored: answer.references('restored').flatMap(({ reference }) => reference ?? []),
    left: answer.texts('left'),
  };
}

/** `2 patients, 1 appointment`. */
export function restoredWords(restored: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reference of restored) {
    const type = reference.split('/')[0] ?? '';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts].map(([type, count]) => `${count} ${words(type)}${count === 1 ? '' : 's'}`).join(', ');
}

/** `ServiceRequest` as `service request`. */
function words(type: string): string {
  return type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

export function leftWords(count: number): string {
  return count === 1
    ? 'One reference has been changed since, and stays as it is:'
    : `${count} references have been changed since, and stay as they are:`;
}
