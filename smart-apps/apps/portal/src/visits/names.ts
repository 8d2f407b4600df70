import { bestName, fullName } from '@hub/fhir';
import type { Patient } from 'fhir/r4';

export function nameOf(patient: Patient): string {
  return fullName(bestName(patient.name)) ?? 'Patient';
}

/** A list as it is spoken: a, b and c. */
export function spoken(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
