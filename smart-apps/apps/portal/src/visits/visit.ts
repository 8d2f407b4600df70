import { dayOf, idOf } from '@hub/fhir';
import {
  type Practice,
  type Site,
  confirmedExtension,
  providersOf,
  serviceExtension,
  visitType,
} from '@hub/fhir/visits';
import type { Appointment } from 'fhir/r4';

/** Where a visit stands, as its patient asks. */
export type Standing =
  'to-confirm' | 'confirmed' | 'asked' | 'arranging' | 'waiting' | 'here' | 'done' | 'missed' | 'cancelled';

export const standingWords: Record<Standing, string> = {
  'to-confirm': 'Please confirm',
  confirmed: 'Confirmed',
  asked: 'Asked for: we will call you',
  arranging: 'Asked for: not certain yet',
  waiting: 'On the waiting list',
  here: 'You are here',
  done: 'Done',
  missed: 'Missed',
  cancelled: 'Cancelled',
};

/** A visit in the words of its patient. */
export interface Visit {
  readonly id: string;
  readonly appointment: Appointment;
  /** Undefined while it is only asked for. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly standing: Standing;
  readonly type: string;
  readonly serviceId: string | undefined;
  readonly providers: readonly string[];
  readonly providerId: string | undefined;
  readonly site: Site | undefined;
  readonly zone: string;
  /** What the practice wants its patient to know. */
  readonly notes: readonly string[];
}

const heldUntil = 'urn:x-hub:extension:hold-expires';

export function toVisit(appointment: Appointment, practice: Practice): Visit | undefined {
  const isHeld = appointment.extension?.some((one) => one.url === heldUntil);
  if (!appointment.id || isHeld || appointment.status === 'entered-in-error') return undefined;
  const actors = appointment.participant.flatMap(({ actor }) => actor ?? []);
  const siteId = actors.flatMap((one) => practice.siteOf(idOf(one, 'Location') ?? '') ?? [])[0];
  const site = practice.sites.find((one) => one.id === siteId);
  const providerIds = providersOf(appointment, practice);
  const named = actors.filter((one) => one.reference?.startsWith('Practitioner')).flatMap((one) => one.display ?? []);
  const known = providerIds.flatMap((id) => practice.providerOf(id)?.name ?? []);
  return {
    id: appointment.id,
    appointment,
    start: appointment.start ? Date.parse(appointment.start) : undefined,
    end: appointment.end ? Date.parse(appointment.end) : undefined,
    standing: standingOf(appointment),
    type: visitType(appointment, practice),
    serviceId: serviceOf(appointment, practice),
    providers: known.length > 0 ? known : named,
    providerId: providerIds[0],
    site,
    zone: site?.zone ?? practice.zone,
    notes: [appointment.patientInstruction, appointment.comment].flatMap((one) => one?.trim() || []),
  };
}

function standingOf(appointment: Appointment): Standing {
  switch (appointment.status) {
    case 'proposed':
      return 'asked';
    case 'pending':
      return 'arranging';
    case 'waitlist':
      return 'waiting';
    case 'arrived':
    case 'checked-in':
      return 'here';
    case 'fulfilled':
      return 'done';
    case 'noshow':
      return 'missed';
    case 'booked':
      return isConfirmed(appointment) ? 'confirmed' : 'to-confirm';
    default:
      return 'cancelled';
  }
}

/** An EHR says of every visit that its patient accepted it, and of some that they confirmed it; who books here has still to confirm. */
function isConfirmed({ extension, participant, meta }: Appointment): boolean {
  if (extension?.some((one) => one.url === confirmedExtension)) return true;
  const fromFeed = meta?.source?.startsWith('urn:x-hub:feed:') ?? false;
  return !fromFeed && participant.some((one) => idOf(one.actor, 'Patient') && one.status === 'accepted');
}

function serviceOf({ serviceType = [] }: Appointment, practice: Practice): string | undefined {
  const named = serviceType
    .flatMap((one) => one.extension ?? [])
    .map((one) => (one.url === serviceExtension ? idOf(one.valueReference, 'HealthcareService') : undefined))
    .find(Boolean);
  const coded = serviceType
    .flatMap((one) => one.coding ?? [])
    .map(({ code }) => code && practice.serviceOf(code)?.id)
    .find(Boolean);
  return named ?? coded;
}

export interface Sorted {
  readonly next: Visit | undefined;
  readonly later: readonly Visit[];
  /** Asked for, without a time yet. */
  readonly asked: readonly Visit[];
  readonly past: readonly Visit[];
}

/** The next one, what comes after it, what is asked for, and what is over, newest first. A visit of today is not over before its day is. */
export function sorted(visits: readonly Visit[], now: number): Sorted {
  const over = (visit: Visit) =>
    visit.standing === 'cancelled' ||
    visit.standing === 'done' ||
    visit.standing === 'missed' ||
    (visit.start !== undefined && dayOf(visit.start, visit.zone) < dayOf(now, visit.zone));
  const by = (one: Visit) => one.start ?? 0;
  const coming = visits.filter((one) => !over(one) && one.start !== undefined).sort((a, b) => by(a) - by(b));
  return {
    next: coming[0],
    later: coming.slice(1),
    asked: visits.filter((one) => !over(one) && one.start === undefined),
    past: visits.filter(over).sort((a, b) => by(b) - by(a)),
  };
}

/** What its patient may do with a visit now. */
export function canDo(visit: Visit, now: number): { confirm: boolean; move: boolean; cancel: boolean } {
  const ahead = visit.start === undefined || visit.start > now;
  const certain = visit.standing === 'to-confirm' || visit.standing === 'confirmed';
  const open = certain || visit.standing === 'asked' || visit.standing === 'arranging' || visit.standing === 'waiting';
  return {
    confirm: ahead && visit.standing === 'to-confirm',
    move: ahead && certain && visit.serviceId !== undefined,
    cancel: ahead && open,
  };
}
