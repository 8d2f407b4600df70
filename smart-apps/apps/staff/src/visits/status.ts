import { confirmedExtension } from '@hub/fhir/visits';
import type { Appointment, Encounter } from 'fhir/r4';

/** Where a visit stands, as the front desk says it. In the order of a day's course. */
export const visitStatuses = [
  'proposed',
  'waitlist',
  'pending',
  'booked',
  'confirmed',
  'arrived',
  'checked-in',
  'in-room',
  'with-provider',
  'done',
  'no-show',
  'left',
  'cancelled',
  'entered-in-error',
] as const;
export type VisitStatus = (typeof visitStatuses)[number];

/** Of the hub's own: HL7 has no code for a patient who came and went before anybody saw them. */
export const leftReason = { system: 'urn:x-hub:cancelation-reason', code: 'left-without-being-seen' } as const;

export { confirmedExtension };

/** A visit's status from its appointment and, once the patient is here, its encounter. `isRoom` knows rooms from waiting areas. */
export function visitStatus(
  appointment: Appointment,
  encounter: Encounter | undefined,
  isRoom: (locationId: string) => boolean,
): VisitStatus {
  switch (appointment.status) {
    case 'cancelled':
      return isLeft(appointment) ? 'left' : 'cancelled';
    case 'entered-in-error':
    case 'proposed':
    case 'waitlist':
      return appointment.status;
    case 'noshow':
      return 'no-show';
    default:
  }
  if (encounter?.status === 'finished') return 'done';
  if (appointment.status === 'fulfilled') return encounter?.status === 'in-progress' ? 'with-provider' : 'done';
  if (activeLocation(encounter, isRoom)) return 'in-room';
  if (appointment.status === 'checked-in') return 'checked-in';
  if (appointment.status === 'arrived' || isHere(encounter)) return 'arrived';
  if (appointment.status === 'pending') return 'pending';
  return isConfirmed(appointment) ? 'confirmed' : 'booked';
}

/** The room that the patient is in now. */
export function activeLocation(
  encounter: Encounter | undefined,
  isRoom: (locationId: string) => boolean,
): string | undefined {
  return encounter?.location
    ?.filter((one) => one.status === 'active')
    .map((one) => one.location.reference?.split('/').at(-1) ?? '')
    .find(isRoom);
}

export function isLeft({ cancelationReason }: Appointment): boolean {
  return (
    cancelationReason?.coding?.some(({ system, code }) => system === leftReason.system && code === leftReason.code) ??
    false
  );
}

function isHere(encounter: Encounter | undefined): boolean {
  return encounter?.status === 'arrived' || encounter?.status === 'triaged' || encounter?.status === 'in-progress';
}

function isConfirmed(appointment: Appointment): boolean {
  return appointment.extension?.some((one) => one.url === confirmedExtension && one.valueDateTime) ?? false;
}

/** Visits that still take up somebody's time. */
export function takesTime(status: VisitStatus): boolean {
  return status !== 'cancelled' && status !== 'no-show' && status !== 'left' && status !== 'entered-in-error';
}

export const statusWords: Record<VisitStatus, string> = {
  proposed: 'Requested',
  waitlist: 'Wait list',
  pending: 'Pending',
  booked: 'Booked',
  confirmed: 'Confirmed',
  arrived: 'Arrived',
  'checked-in': 'Checked in',
  'in-room': 'In room',
  'with-provider': 'With provider',
  done: 'Done',
  'no-show': 'No-show',
  left: 'Left unseen',
  cancelled: 'Cancelled',
  'entered-in-error': 'Entered in error',
};
