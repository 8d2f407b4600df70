import type { Patient } from 'fhir/r4';
import { bestName, mrn, sortName, usDate } from './people';

/** A patient as people tell them apart. */
export function patientLabel(patient: Patient): string {
  const name = sortName(bestName(patient.name)) ?? `Patient ${patient.id}`;
  return [name, usDate(patient.birthDate), mrn(patient)].filter(Boolean).join(' · ');
}
