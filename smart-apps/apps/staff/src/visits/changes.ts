import { idOf, isoAt } from '@hub/fhir';
import type { Appointment, Bundle, FhirResource, Schedule, Slot } from 'fhir/r4';
import { type VisitStatus, confirmedExtension } from './status';

/** What the front desk does to a visit. */
export type VisitAction = 'check-in' | 'check-out' | 'no-show' | 'left' | 'cancel' | 'move' | 'reschedule';

/** From which status which action makes sense: one table, asked by every button and key. */
const possible: Record<VisitAction, readonly VisitStatus[]> = {
  // Somebody who was given up may still come.
  'check-in': ['booked', 'confirmed', 'pending', 'no-show', 'arrived'],
  'check-out': ['checked-in', 'in-room', 'with-provider'],
  'no-show': ['booked', 'confirmed', 'pending'],
  left: ['arrived', 'checked-in', 'in-room'],
  cancel: ['proposed', 'waitlist', 'pending', 'booked', 'confirmed'],
  move: ['pending', 'booked', 'confirmed'],
  reschedule: ['pending', 'booked', 'confirmed'],
};

export function isPossible(action: VisitAction, status: VisitStatus): boolean {
  return possible[action].includes(status);
}

export function arrived(appointment: Appointment): Appointment {
  return { ...appointment, status: 'arrived' };
}

export function missed(appointment: Appointment): Appointment {
  return { ...appointment, status: 'noshow' };
}

/** Where a visit is moved to. What is left out stays as it is. */
export interface Target {
  readonly start: number;
  readonly providerId?: string | undefined;
  readonly roomId?: string | undefined;
}

export function moved(appointment: Appointment, target: Target, zone: string): Appointment {
  const start = Date.parse(appointment.start ?? '');
  const end = Date.parse(appointment.end ?? '');
  return {
    ...(target.start === start ? appointment : unconfirmed(appointment)),
    start: isoAt(target.start, zone),
    end: isoAt(target.start + (end - start), zone),
    participant: withActor(
      withActor(
        appointment.participant,
        ['Practitioner', 'PractitionerRole'],
        target.providerId && `Practitioner/${target.providerId}`,
      ),
      ['Location'],
      target.roomId && `Location/${target.roomId}`,
    ),
  };
}

/** Nobody has confirmed a time that they have not heard of. */
function unconfirmed({ extension, ...appointment }: Appointment): Appointment {
  const others = (extension ?? []).filter((one) => one.url !== confirmedExtension);
  return others.length > 0 ? { ...appointment, extension: others } : appointment;
}

/** The first participant of those types becomes the new actor; one is added where there was none. */
function withActor(
  participants: Appointment['participant'],
  types: readonly string[],
  reference: string | undefined,
): Appointment['participant'] {
  const place = participants.findIndex(({ actor }) => types.some((type) => idOf(actor, type)));
  if (!reference || participants[place]?.actor?.reference === reference) return participants;
  const changed = {
    ...participants[place],
    status: participants[place]?.status ?? ('accepted' as const),
    actor: { reference },
  };
  return place < 0 ? [...participants, changed] : participants.with(place, changed);
}

export function freed(slots: readonly Slot[]): Slot[] {
  return slots.filter((slot) => slot.status !== 'free').map((slot) => ({ ...slot, status: 'free' }));
}

/** The time is needed again after all: a patient who was a no-show has come. */
export function taken(slots: readonly Slot[]): Slot[] {
  return slots.filter((slot) => slot.status === 'free').map((slot) => ({ ...slot, status: 'busy' }));
}

/** The slots at the new time; a slot of the provider or room that is left moves to the calendar of the new one. */
export function movedSlots(
  slots: readonly Slot[],
  appointment: Appointment,
  calendars: readonly Schedule[],
  target: Target,
): Slot[] {
  const wanted = [
    target.providerId && `Practitioner/${target.providerId}`,
    target.roomId && `Location/${target.roomId}`,
  ].filter(Boolean);
  const actorOf = (slot: Slot) =>
    calendars.find((one) => one.id === idOf(slot.schedule, 'Schedule'))?.actor[0]?.reference;
  return slots.map((slot) => {
    const actor = actorOf(slot);
    const type = actor?.split('/').at(-2);
    const next = wanted.find((reference) => type && reference?.startsWith(`${type}/`));
    const calendar = next && actor !== next ? calendars.find((one) => one.actor[0]?.reference === next) : undefined;
    return {
      ...slot,
      start: appointment.start ?? slot.start,
      end: appointment.end ?? slot.end,
      ...(calendar ? { schedule: { reference: `Schedule/${calendar.id}` } } : {}),
    };
  });
}

/** All of it or none of it, and only if nobody changed any part meanwhile. */
export function transaction(resources: readonly FhirResource[]): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      resource,
      request: {
        method: 'PUT',
        url: `${resource.resourceType}/${resource.id}`,
        ifMatch: `W/"${resource.meta?.versionId}"`,
      },
    })),
  };
}

/** What was there before, ready to be written over the versions that the change made. */
export function undoing(before: readonly FhirResource[], answer: Bundle): FhirResource[] {
  return before.map((resource, index) => {
    const versionId = versionOf(answer.entry?.[index]?.response);
    return versionId ? ({ ...resource, meta: { ...resource.meta, versionId } } as FhirResource) : resource;
  });
}

export { appointmentIn } from '@hub/fhir/visits';

export function versionOf(response: { etag?: string; location?: string } | undefined): string | undefined {
  return /"([^"]+)"/.exec(response?.etag ?? '')?.[1] ?? /_history\/([^/]+)$/.exec(response?.location ?? '')?.[1];
}
