import { bestName, dayBounds, dayOf, emails, idOf, phones, shortDay, sortName, usPhone } from '@hub/fhir';
import { type Practice, providersOf, serviceExtension, visitType } from '@hub/fhir/visits';
import type { Appointment, Extension, FhirResource, Patient } from 'fhir/r4';

const untilExtension = 'urn:x-hub:extension:waits-until';
const earlierExtension = 'urn:x-hub:extension:earlier-than';
const offerExtension = 'urn:x-hub:extension:waitlist-offer';

/** In words; the numbers are iCalendar's, 1 the highest. */
export const priorities = [
  { value: '1', label: 'Urgent' },
  { value: '3', label: 'High' },
  { value: '5', label: 'Normal' },
  { value: '8', label: 'Low' },
] as const;

/** The time that somebody who waits can have now. */
export interface Offered {
  readonly start: number;
  readonly answerBy: number;
  readonly provider: string | undefined;
  readonly zone: string;
}

/** Somebody who waits for a time. */
export interface Entry {
  readonly id: string;
  readonly patientId: string;
  readonly name: string;
  readonly phone: string | undefined;
  /** Nothing can be sent to them: the desk calls. */
  readonly phoneOnly: boolean;
  readonly service: string;
  readonly wishes: string;
  readonly priority: number;
  readonly since: number;
  readonly until: number | undefined;
  /** Their visit is booked, and should be earlier. */
  readonly earlier: boolean;
  readonly offer: Offered | undefined;
}

/** Who has an offer first, whose answer is due soonest; then by priority and how long they have waited. */
export function toEntries(found: readonly FhirResource[], practice: Practice, today: string): Entry[] {
  const patients = new Map(
    found.flatMap((one) => (one.resourceType === 'Patient' ? [[one.id ?? '', one] as const] : [])),
  );
  return found
    .flatMap((one) => (one.resourceType === 'Appointment' && one.status === 'waitlist' ? [one] : []))
    .map((one) => toEntry(one, patients, practice, today))
    .sort(
      (a, b) =>
        (a.offer?.answerBy ?? Infinity) - (b.offer?.answerBy ?? Infinity) ||
        a.priority - b.priority ||
        a.since - b.since ||
        a.id.localeCompare(b.id),
    );
}

function toEntry(
  appointment: Appointment,
  patients: ReadonlyMap<string, Patient>,
  practice: Practice,
  today: string,
): Entry {
  const actor = appointment.participant.map((one) => one.actor).find((one) => idOf(one, 'Patient'));
  const patientId = idOf(actor, 'Patient') ?? '';
  const patient = patients.get(patientId);
  const numbers = phones(patient?.telecom);
  return {
    id: appointment.id ?? '',
    patientId,
    name: sortName(bestName(patient?.name)) ?? actor?.display ?? 'No patient named',
    phone: numbers[0] && usPhone(numbers[0].number),
    phoneOnly: emails(patient?.telecom).length === 0 && !patient?.telecom?.some((one) => one.use === 'mobile'),
    service: visitType(appointment, practice),
    wishes: wishes(appointment, practice, today),
    priority: appointment.priority || 5,
    since: Date.parse(appointment.created ?? appointment.meta?.lastUpdated ?? ''),
    until: time(appointment.extension, untilExtension),
    earlier: appointment.extension?.some((one) => one.url === earlierExtension) ?? false,
    offer: offerOf(appointment, practice),
  };
}

function wishes(appointment: Appointment, practice: Practice, today: string): string {
  const providers = providersOf(appointment, practice).map((id) => practice.providerOf(id)?.name ?? id);
  const sites = appointment.participant.flatMap(
    ({ actor }) => practice.sites.find((site) => site.id === idOf(actor, 'Location'))?.name ?? [],
  );
  const day = (text: string, less = 0) =>
    shortDay(text.length > 10 ? dayOf(Date.parse(text) - less, practice.zone) : text, today);
  // A period that ends at midnight ends the day before.
  const periods = (appointment.requestedPeriod ?? []).map(({ start, end }) => {
    const [first, last] = [start && day(start), end && day(end, 1)];
    if (first && last) return first === last ? first : `${first} to ${last}`;
    return first ? `from ${first}` : last ? `until ${last}` : '';
  });
  return [
    providers.join(' or ') || 'Any provider',
    sites.join(' or '),
    periods.filter(Boolean).join(' or ') || 'any day',
  ]
    .filter(Boolean)
    .join(' · ');
}

function offerOf(appointment: Appointment, practice: Practice): Offered | undefined {
  const parts = appointment.extension?.find((one) => one.url === offerExtension)?.extension;
  const [start, answerBy] = [time(parts, 'start'), time(parts, 'answer-by')];
  if (start === undefined || answerBy === undefined) return undefined;
  const part = (name: string) => parts?.find((one) => one.url === name)?.valueReference;
  const site = practice.sites.find((one) => one.id === idOf(part('location'), 'Location'));
  return {
    start,
    answerBy,
    provider: practice.providerOf(idOf(part('practitioner'), 'Practitioner') ?? '')?.name,
    zone: site?.zone ?? practice.zone,
  };
}

function time(parts: readonly Extension[] | undefined, url: string): number | undefined {
  const at = Date.parse(parts?.find((one) => one.url === url)?.valueDateTime ?? '');
  return Number.isNaN(at) ? undefined : at;
}

/** What a person has said about somebody who is to wait. */
export interface Wish {
  readonly patient: Patient | undefined;
  readonly service: string;
  readonly provider: string;
  readonly site: string;
  readonly from: string;
  readonly until: string;
  readonly priority: string;
}

/** The entry as it is created. Days are the practice's, to their end. */
export function entryOf(wish: Wish, practice: Practice): Appointment {
  const service = practice.services.find((one) => one.id === wish.service);
  const actors = [
    `Patient/${wish.patient?.id}`,
    wish.provider && `Practitioner/${wish.provider}`,
    wish.site && `Location/${wish.site}`,
  ].filter(Boolean);
  return {
    resourceType: 'Appointment',
    status: 'waitlist',
    priority: Number(wish.priority),
    serviceType: [
      {
        ...service?.type,
        extension: [{ url: serviceExtension, valueReference: { reference: `HealthcareService/${wish.service}` } }],
      },
    ],
    requestedPeriod: [
      { start: dayBounds(wish.from, practice.zone).start, end: dayBounds(wish.until, practice.zone).end },
    ],
    participant: actors.map((reference) => ({ actor: { reference }, status: 'needs-action' as const })),
  };
}

export function priorityWords(priority: number): string {
  return priorities.find((one) => priority <= Number(one.value))?.label ?? 'Low';
}

/** How long the answer is still awaited, in words. */
export function timeLeft(answerBy: number, now: number): string {
  const minutes = Math.ceil((answerBy - now) / 60_000);
  if (minutes <= 0) return 'Time is up';
  return minutes < 90 ? `${minutes} min left` : `${Math.round(minutes / 60)} h left`;
}
