import type { Appointment, Encounter, FhirResource, Location, Patient, Slot } from 'fhir/r4';
import { practiceOf } from '@hub/fhir/visits';
import { type Visit, merged, noData, toVisits } from './visits/visit';

/** A small practice for tests: two sites, three rooms, two doctors. */
export const practiceResources: FhirResource[] = [
  site('MAIN', 'Main Street'),
  site('NORTH', 'North'),
  place('MAIN-EXAM1', 'Exam room 1', 'MAIN', 'ro'),
  place('MAIN-EXAM2', 'Exam room 2', 'MAIN', 'ro'),
  place('MAIN-WAIT', 'Waiting room', 'MAIN', 'area'),
  place('NORTH-EXAM1', 'Exam room 1', 'NORTH', 'ro'),
  { resourceType: 'Practitioner', id: 'okafor', name: [{ prefix: ['Dr'], family: 'Okafor', given: ['Amara'] }] },
  { resourceType: 'Practitioner', id: 'reyes', name: [{ prefix: ['Dr'], family: 'Reyes', given: ['Daniel'] }] },
  { resourceType: 'Practitioner', id: 'delgado', name: [{ family: 'Delgado', given: ['Monica'] }] },
  {
    resourceType: 'PractitionerRole',
    id: 'role-okafor',
    practitioner: { reference: 'Practitioner/okafor' },
    location: [{ reference: 'Location/MAIN' }],
    specialty: [{ text: 'Family Medicine' }],
  },
  {
    resourceType: 'PractitionerRole',
    id: 'role-reyes',
    practitioner: { reference: 'Practitioner/reyes' },
    location: [{ reference: 'Location/NORTH' }],
  },
  { resourceType: 'HealthcareService', id: 'svc', name: 'Follow-up visit', identifier: [{ value: 'FOLLOWUP' }] },
];

export const practice = practiceOf(practiceResources);

export const okonkwo: Patient = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [{ value: '100113', type: { coding: [{ code: 'MR' }] } }],
  name: [{ use: 'official', family: 'Okonkwo', given: ['Chidi'] }],
  birthDate: '1981-03-24',
  gender: 'male',
  telecom: [{ system: 'phone', use: 'mobile', value: '847-555-0160' }],
};

export function appointment(change: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    id: 'a1',
    meta: { versionId: '3', lastUpdated: '2026-11-23T14:00:00Z' },
    status: 'booked',
    serviceType: [{ coding: [{ code: 'FOLLOWUP' }] }],
    start: '2026-11-23T10:00:00-06:00',
    end: '2026-11-23T10:20:00-06:00',
    slot: [{ reference: 'Slot/s1' }, { reference: 'Slot/s2' }],
    participant: [
      { actor: { reference: 'Patient/p1', display: 'Okonkwo, Chidi' }, status: 'accepted' },
      { actor: { reference: 'Practitioner/okafor' }, status: 'accepted' },
      { actor: { reference: 'Location/MAIN-EXAM1' }, status: 'accepted' },
    ],
    ...change,
  };
}

export function encounter(change: Partial<Encounter> = {}): Encounter {
  return {
    resourceType: 'Encounter',
    id: 'e1',
    meta: { versionId: '1' },
    status: 'arrived',
    class: { code: 'AMB' },
    appointment: [{ reference: 'Appointment/a1' }],
    ...change,
  };
}

export function slot(id: string, schedule: string, change: Partial<Slot> = {}): Slot {
  return {
    resourceType: 'Slot',
    id,
    meta: { versionId: '1' },
    status: 'busy',
    start: '2026-11-23T10:00:00-06:00',
    end: '2026-11-23T10:20:00-06:00',
    schedule: { reference: `Schedule/${schedule}` },
    ...change,
  };
}

export function visit(change: Partial<Appointment> = {}, ...more: FhirResource[]): Visit {
  const [found] = toVisits(merged(noData, [appointment(change), okonkwo, ...more]), practice);
  if (!found) throw new Error('this appointment is not shown');
  return found;
}

function site(id: string, name: string): Location {
  return {
    resourceType: 'Location',
    id,
    name,
    physicalType: { coding: [{ code: 'si' }] },
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/Chicago' }],
  };
}

function place(id: string, name: string, siteId: string, type: string): Location {
  return {
    resourceType: 'Location',
    id,
    name,
    physicalType: { coding: [{ code: type }] },
    partOf: { reference: `Location/${siteId}` },
  };
}
