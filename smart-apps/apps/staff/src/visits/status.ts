import { confirmedExtension } from '@hub/fhir/booking';
import type { Appointment, Encounter } from 'fhir/r4';

/** Where a visit stands, as the front desk says it. In the order of a day's course. */
export const visitStatuses = [
  'proposed',
  'waitlist',
  'pending',
  'booked',
  'confirmed',
  'arrived',
  'in-room',
  'done',
  'no-show',
  'cancelled',
  'entered-in-error',
] as const;
export type VisitStatus = (typeof visitStatuses)[number];

export { confirmedExtension };

/** A visit's status from its appointment and, once the patient is here, its encounter. `isRoom` knows rooms from waiting areas. */
export function visitStatus(
  appointment: Appointment,
  encounter: Encounter | undefined,
  isRoom: (locationId: string) => boolean,
): VisitStatus {
  switch (appointment.status) {
    case 'entered-in-error':
    case 'cancelled':
    case 'proposed':
    case 'waitlist':
      return appointment.status;
    case 'noshow':
      return 'no-show';
    default:
  }
  if (appointment.status === 'fulfilled' || encounter?.status === 'finished') return 'done';
  if (activeLocation(encounter, isRoom)) return 'in-room';
  if (appointment.status === 'arrived' || appointment.status === 'checked-in' || isHere(encounter)) return 'arrived';
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

function isHere(encounter: Encounter | undefined): boolean {
  return encounter?.status === 'arrived' || encounter?.status === 'triaged' || encounter?.status === 'in-progress';
}

function isConfirmed(appointment: Appointment): boolean {
  return appointment.extension?.some((one) => one.url === confirmedExtension && one.valueDateTime) ?? false;
}

/** Visits that still take up somebody's time. */
export function takesTime(status: VisitStatus): boolean {
  return status !== 'cancelled' && status !== 'no-show' && status !== 'entered-in-error';
}

export const statusWords: Record<VisitStatus, string> = {
  proposed: 'Requested',
  waitlist: 'Wait list',
  pending: 'Pending',
  booked: 'Booked',
  confirmed: 'Confirmed',
  arrived: 'Arrived',
  'in-room': 'In room',
  done: 'Done',
  'no-show': 'No-show',
  cancelled: 'Cancelled',
  'entered-in-error': 'Entered in error',
};
