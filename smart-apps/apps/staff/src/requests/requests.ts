import { bestName, clock, dayOf, idOf, longDay, mrn, shortDay, sortName } from '@hub/fhir';
import { type Practice, providersOf, serviceExtension, visitType } from '@hub/fhir/visits';
import type { Appointment, Bundle, FhirResource, Patient, Period, Task } from 'fhir/r4';

export const taskKind = 'urn:x-hub:task-kind|appointment-request';
export const openStatuses = 'requested,received,accepted,in-progress,on-hold';

/** Something that a patient or another system asks of the front desk about a visit. */
export interface VisitRequest {
  readonly task: Task;
  readonly appointment: Appointment;
  readonly patient: Patient | undefined;
  readonly name: string;
  readonly mrn: string | undefined;
  /** What kind of visit it is. */
  readonly type: string;
  readonly serviceId: string | undefined;
  readonly providerId: string | undefined;
  /** What is asked: a visit, or something about one that is booked. */
  readonly asks: string;
  /** A visit without a time, which waits for one. */
  readonly isNew: boolean;
  /** When it is, of one that is booked. */
  readonly when: string | undefined;
  /** What would suit, in words. */
  readonly wishes: readonly string[];
  /** The first day that would suit. */
  readonly from: string | undefined;
  readonly comment: string | undefined;
  readonly since: string;
}

/** From a search for Tasks with what they are about and whom; longest waiting first. */
export function toRequests(found: readonly FhirResource[], practice: Practice, today: string): VisitRequest[] {
  const byReference = new Map(found.map((one) => [`${one.resourceType}/${one.id}`, one]));
  return found
    .flatMap((one) => {
      const appointment =
        one.resourceType === 'Task' ? byReference.get(`Appointment/${idOf(one.focus, 'Appointment')}`) : undefined;
      if (one.resourceType !== 'Task' || appointment?.resourceType !== 'Appointment') return [];
      const patient = byReference.get(`Patient/${idOf(one.for, 'Patient')}`);
      return [toRequest(one, appointment, patient?.resourceType === 'Patient' ? patient : undefined, practice, today)];
    })
    .sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
}

function toRequest(
  task: Task,
  appointment: Appointment,
  patient: Patient | undefined,
  practice: Practice,
  today: string,
): VisitRequest {
  const isNew = appointment.status === 'proposed';
  const named = appointment.participant.find(({ actor }) => idOf(actor, 'Patient'))?.actor?.display;
  const service = serviceOf(appointment, practice);
  const start = Date.parse(appointment.start ?? '');
  return {
    task,
    appointment,
    patient,
    name: sortName(bestName(patient?.name)) ?? named ?? 'Somebody',
    mrn: patient && mrn(patient),
    type: service?.name ?? visitType(appointment, practice),
    serviceId: service?.id,
    providerId: providersOf(appointment, practice)[0],
    asks: isNew ? 'Asks for a visit' : (task.businessStatus?.text ?? 'Asks for a change'),
    isNew,
    when: Number.isNaN(start)
      ? undefined
      : `${longDay(dayOf(start, practice.zone), today)}, ${clock(start, practice.zone)}`,
    wishes: (appointment.requestedPeriod ?? []).flatMap((period) => inWords(period, practice.zone, today) ?? []),
    from: dayIn(appointment.requestedPeriod?.[0]?.start, practice.zone),
    comment: appointment.comment,
    since: task.lastModified ?? task.authoredOn ?? '',
  };
}

function serviceOf(appointment: Appointment, practice: Practice) {
  const type = appointment.serviceType?.[0];
  const id = idOf(type?.extension?.find((one) => one.url === serviceExtension)?.valueReference, 'HealthcareService');
  const codes = new Set((type?.coding ?? []).flatMap(({ code }) => code ?? []));
  return practice.services.find((one) => one.id === id || one.codes.some((code) => codes.has(code)));
}

function dayIn(time: string | undefined, zone: string): string | undefined {
  const instant = Date.parse(time ?? '');
  return Number.isNaN(instant) ? undefined : dayOf(instant, zone);
}

/** Whole days as days, parts of a day with their hours. */
export function inWords({ start, end }: Period, zone: string, today: string): string | undefined {
  const [from, to] = [Date.parse(start ?? ''), Date.parse(end ?? '')];
  if (Number.isNaN(from)) return Number.isNaN(to) ? undefined : `until ${shortDay(dayOf(to, zone), today)}`;
  const first = dayOf(from, zone);
  if (Number.isNaN(to)) return `from ${shortDay(first, today)} on`;
  // Midnight belongs to the day that it ends.
  const last = dayOf(to - 1, zone);
  if (first !== last) return `${shortDay(first, today)} – ${shortDay(last, today)}`;
  const isWhole = to - from >= 23 * 3_600_000;
  return isWhole ? shortDay(first, today) : `${shortDay(first, today)}, ${clock(from, zone)} – ${clock(to, zone)}`;
}

/** What was asked has been dealt with. Nothing is written over what somebody else has done meanwhile. */
export function closing(task: Task): Bundle {
  const { meta, ...rest } = task;
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        resource: {
          ...rest,
          status: 'completed',
          businessStatus: { text: 'Answered' },
          lastModified: new Date().toISOString(),
        },
        request: { method: 'PUT', url: `Task/${task.id}`, ifMatch: `W/"${meta?.versionId}"` },
      },
    ],
  };
}
