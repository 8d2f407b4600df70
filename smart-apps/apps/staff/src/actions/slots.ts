import { type FhirClient, idOf, resources } from '@hub/fhir';
import type { Appointment, Schedule, Slot } from 'fhir/r4';
import type { Target } from '../visits/changes';

/** The time that an appointment holds in the calendars of its provider and room. */
export async function slotsOf(client: FhirClient, appointment: Appointment): Promise<Slot[]> {
  const ids = (appointment.slot ?? []).flatMap((one) => idOf(one, 'Slot') ?? []);
  if (ids.length === 0) return [];
  const bundle = await client.search('Slot', [['_id', ids.join(',')]]);
  return resources(bundle).filter((one) => one.resourceType === 'Slot');
}

/** The calendars that the slots are in, and those of the provider and room that the visit moves to. */
export async function calendarsFor(client: FhirClient, slots: readonly Slot[], target: Target): Promise<Schedule[]> {
  const present = [...new Set(slots.flatMap((slot) => idOf(slot.schedule, 'Schedule') ?? []))];
  const actors = [
    target.providerId && `Practitioner/${target.providerId}`,
    target.roomId && `Location/${target.roomId}`,
  ].filter(Boolean);
  const found = await Promise.all([
    present.length > 0 ? client.search('Schedule', [['_id', present.join(',')]]) : undefined,
    actors.length > 0 && slots.length > 0 ? client.search('Schedule', [['actor', actors.join(',')]]) : undefined,
  ]);
  const all = found
    .flatMap((bundle) => (bundle ? resources(bundle) : []))
    .filter((one) => one.resourceType === 'Schedule');
  return [...new Map(all.map((one) => [one.id, one])).values()];
}
