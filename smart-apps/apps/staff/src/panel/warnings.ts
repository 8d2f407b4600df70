import { phones } from '@hub/fhir';
import type { Coverage, Patient } from 'fhir/r4';

/** Something that the front desk should know before it speaks to the person. */
export interface Warning {
  readonly grave: boolean;
  readonly text: string;
}

export function warnings(patient: Patient, coverages: readonly Coverage[] | undefined, day: string): Warning[] {
  const found: Warning[] = [];
  if (patient.deceasedBoolean || patient.deceasedDateTime) found.push({ grave: true, text: 'Recorded as deceased.' });
  if (patient.active === false) found.push({ grave: true, text: 'This record is not in use any more.' });
  if (coverages?.length === 0) found.push({ grave: true, text: 'No coverage on file. Ask for the insurance card.' });
  else if (coverages && !coverages.some((one) => isOn(one, day))) {
    found.push({ grave: true, text: 'No coverage is in force on this day.' });
  }
  if (phones(patient.telecom).length === 0) found.push({ grave: false, text: 'No phone number on file.' });
  const language = patient.communication?.find((one) => one.preferred)?.language;
  const name = language?.text ?? language?.coding?.[0]?.display;
  if (name && !/^english$/i.test(name)) found.push({ grave: false, text: `Prefers to speak ${name}.` });
  return found;
}

export function isOn(coverage: Coverage, day: string): boolean {
  const { start, end } = coverage.period ?? {};
  return (!start || start.slice(0, 10) <= day) && (!end || day <= end.slice(0, 10));
}
