import { bestName, idOf, mrn, sortName } from '@hub/fhir';
import { type Practice, providersOf, visitType } from '@hub/fhir/visits';
import type { Appointment, Encounter, FhirResource, Patient } from 'fhir/r4';
import { type VisitStatus, activeLocation, visitStatus } from './status';

/** One visit as the screens show it: an appointment, its patient and, once the patient is here, its encounter. */
export interface Visit {
  readonly id: string;
  readonly version: string;
  readonly appointment: Appointment;
  readonly encounter: Encounter | undefined;
  readonly patient: Patient | undefined;
  readonly patientId: string | undefined;
  readonly name: string;
  readonly mrn: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly status: VisitStatus;
  readonly type: string;
  readonly reason: string | undefined;
  readonly providerIds: readonly string[];
  /** The room that is booked. */
  readonly roomId: string | undefined;
  /** The room that the patient is in. */
  readonly inRoomId: string | undefined;
  readonly siteId: string | undefined;
  /** When the patient came, while they wait. */
  readonly waitingSince: number | undefined;
}

/** What one day's search brought, by id. */
export interface DayData {
  readonly appointments: Readonly<Record<string, Appointment>>;
  /** By the id of the appointment. */
  readonly encounters: Readonly<Record<string, Encounter>>;
  readonly patients: Readonly<Record<string, Patient>>;
}

export const noData: DayData = { appointments: {}, encounters: {}, patients: {} };

/** Sorts resources into the day's data. What is already there is replaced, the rest stays. */
export function merged(data: DayData, resources: readonly FhirResource[]): DayData {
  const appointments = { ...data.appointments };
  const encounters = { ...data.encounters };
  const patients = { ...data.patients };
  for (const resource of resources) {
    if (!resource.id) continue;
    if (resource.resourceType === 'Appointment') appointments[resource.id] = resource;
    if (resource.resourceType === 'Patient') patients[resource.id] = resource;
    if (resource.resourceType === 'Encounter') {
      for (const reference of resource.appointment ?? []) {
        const id = idOf(reference, 'Appointment');
        if (id && isNewer(resource, encounters[id])) encounters[id] = resource;
      }
    }
  }
  return { appointments, encounters, patients };
}

/** An appointment may have had an encounter before, cancelled by mistake: the one that is not cancelled counts. */
function isNewer(candidate: Encounter, known: Encounter | undefined): boolean {
  return known === undefined || known.id === candidate.id || candidate.status !== 'cancelled';
}

export function toVisits(data: DayData, practice: Practice): Visit[] {
  return Object.values(data.appointments)
    .flatMap((appointment) => toVisit(appointment, data, practice) ?? [])
    .filter((visit) => visit.status !== 'entered-in-error')
    .sort((a, b) => a.start - b.start || a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

export function toVisit(appointment: Appointment, data: DayData, practice: Practice): Visit | undefined {
  if (!appointment.id || !appointment.start) return undefined;
  const actors = appointment.participant.map((one) => one.actor);
  const patientActor = actors.find((one) => idOf(one, 'Patient'));
  const patientId = idOf(patientActor, 'Patient');
  const patient = patientId ? data.patients[patientId] : undefined;
  const encounter = data.encounters[appointment.id];
  const locations = actors.flatMap((one) => idOf(one, 'Location') ?? []);
  const status = visitStatus(appointment, encounter, practice.isRoom);
  const start = Date.parse(appointment.start);
  return {
    id: appointment.id,
    version: appointment.meta?.versionId ?? '',
    appointment,
    encounter,
    patient,
    patientId,
    name: sortName(bestName(patient?.name)) ?? patientActor?.display ?? 'No patient named',
    mrn: patient && mrn(patient),
    start,
    end: appointment.end ? Date.parse(appointment.end) : start + (appointment.minutesDuration ?? 15) * 60_000,
    status,
    type: visitType(appointment, practice),
    reason:
      appointment.reasonCode?.map((one) => one.text ?? one.coding?.[0]?.display).find(Boolean) ??
      appointment.description,
    providerIds: providersOf(appointment, practice),
    roomId: locations.find(practice.isRoom),
    inRoomId: status === 'in-room' ? activeLocation(encounter, practice.isRoom) : undefined,
    siteId: locations.map(practice.siteOf).find(Boolean),
    waitingSince:
      (status === 'arrived' || status === 'checked-in') && encounter?.period?.start
        ? Date.parse(encounter.period.start)
        : undefined,
  };
}
