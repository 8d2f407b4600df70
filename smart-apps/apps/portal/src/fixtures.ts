import { practiceOf } from '@hub/fhir/visits';
import type { Appointment, FhirResource, Patient } from 'fhir/r4';

const practiceResources: FhirResource[] = [
  {
    resourceType: 'Location',
    id: 'MAIN',
    name: 'Main Street',
    physicalType: { coding: [{ code: 'si' }] },
    telecom: [{ system: 'phone', value: '847-555-0100' }],
    address: { line: ['1208 Main Street'], city: 'Evanston', state: 'IL', postalCode: '60202' },
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/Chicago' }],
  },
  {
    resourceType: 'Location',
    id: 'ROOM',
    name: 'Exam room 1',
    physicalType: { coding: [{ code: 'ro' }] },
    partOf: { reference: 'Location/MAIN' },
  },
  { resourceType: 'Practitioner', id: 'okafor', name: [{ prefix: ['Dr'], family: 'Okafor', given: ['Amara'] }] },
  { resourceType: 'HealthcareService', id: 'svc', name: 'Follow-up visit', identifier: [{ value: 'FOLLOWUP' }] },
];

/** A small practice for tests. */
export const practice = practiceOf(practiceResources);

export const okonkwo: Patient = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ use: 'official', family: 'Okonkwo', given: ['Chidi'] }],
  telecom: [{ system: 'phone', use: 'mobile', value: '847-555-0160' }],
};

export const now = Date.parse('2026-11-23T09:00:00-06:00');

export function appointment(change: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    id: 'a1',
    meta: { versionId: '3', source: 'Patient/p1' },
    status: 'booked',
    serviceType: [{ coding: [{ code: 'FOLLOWUP' }] }],
    start: '2026-11-30T10:00:00-06:00',
    end: '2026-11-30T10:20:00-06:00',
    participant: [
      { actor: { reference: 'Patient/p1' }, status: 'needs-action' },
      { actor: { reference: 'Practitioner/okafor' }, status: 'accepted' },
      { actor: { reference: 'Location/ROOM' }, status: 'accepted' },
    ],
    ...change,
  };
}
