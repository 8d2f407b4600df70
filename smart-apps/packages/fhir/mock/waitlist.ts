import type { Appointment, Extension, FhirResource } from 'fhir/r4';
import { idOf } from '../src/references';
import { Refusal, outcome } from './refusal';
import type { Store } from './store';

const offerExtension = 'urn:x-hub:extension:waitlist-offer';
const untilExtension = 'urn:x-hub:extension:waits-until';
const serviceExtension = 'urn:x-hub:extension:service';
const answer = 30 * 60_000;

/** The time that is offered to somebody. */
export interface Offered {
  readonly start: number;
  readonly provider: string;
  readonly service: string;
}

/** The waitlist of the mock: who waits, and one after the other who is offered what was freed. */
export class Waitlist {
  private last = 0;

  constructor(private readonly store: Store) {}

  add(entry: Appointment, source: string): Appointment {
    const wrong = (place: string, text: string) => {
      throw new Refusal(422, text, `Appointment.${place}`, outcome('invalid', text, `Appointment.${place}`).issue);
    };
    if (entry.start) wrong('start', 'Who waits has no time yet. Say in requestedPeriod when.');
    if (!entry.participant.some(({ actor }) => idOf(actor, 'Patient')))
      wrong('participant', 'Say whose visit it is: one patient.');
    if (!serviceOf(entry)) wrong('serviceType', 'Say which type of visit it is.');
    this.last += 1;
    const until = entry.requestedPeriod?.at(-1)?.end;
    return this.store.put(
      {
        ...entry,
        id: `w${Date.now().toString(36)}${this.last}`,
        created: new Date().toISOString(),
        extension: [...(entry.extension ?? []), ...(until ? [{ url: untilExtension, valueDateTime: until }] : [])],
      },
      source,
    ) as Appointment;
  }

  /** A plain write that ends a visit, or moves it, frees its time as well. */
  changed(before: FhirResource | undefined, after: FhirResource, source: string): void {
    if (before?.resourceType !== 'Appointment' || after.resourceType !== 'Appointment') return;
    const ends = before.status === 'booked' && (after.status === 'cancelled' || after.status === 'noshow');
    if (ends || (before.start && before.start !== after.start)) this.freed(before, source);
  }

  /** A visit has given up its time: whoever wants the same, and was not offered this one yet, is asked. */
  freed(visit: Appointment, source: string, except: readonly string[] = []): void {
    const start = Date.parse(visit.start ?? '');
    const provider = visit.participant.flatMap(({ actor }) => idOf(actor, 'Practitioner') ?? [])[0];
    const type = visit.serviceType?.[0]?.coding?.[0]?.code;
    if (!(start > Date.now()) || !provider) return;
    const next = this.store
      .all<Appointment>('Appointment')
      .filter((one) => one.status === 'waitlist' && !this.offered(one) && !except.includes(one.id ?? ''))
      .filter((one) => one.serviceType?.[0]?.coding?.[0]?.code === type && suits(one, provider, start))
      .sort((a, b) => (a.priority || 5) - (b.priority || 5) || (a.created ?? '').localeCompare(b.created ?? ''))[0];
    if (!next) return;
    const offer: Extension = {
      url: offerExtension,
      extension: [
        { url: 'start', valueDateTime: visit.start },
        { url: 'end', valueDateTime: visit.end },
        { url: 'answer-by', valueDateTime: new Date(Math.min(Date.now() + answer, start)).toISOString() },
        { url: 'practitioner', valueReference: { reference: `Practitioner/${provider}` } },
      ],
    };
    this.store.put({ ...next, extension: [...(next.extension ?? []), offer] }, source);
  }

  offered(entry: Appointment): Offered | undefined {
    const parts = entry.extension?.find((one) => one.url === offerExtension)?.extension;
    const start = Date.parse(parts?.find((one) => one.url === 'start')?.valueDateTime ?? '');
    const provider = idOf(parts?.find((one) => one.url === 'practitioner')?.valueReference, 'Practitioner');
    return Number.isNaN(start) || !provider ? undefined : { start, provider, service: serviceOf(entry) ?? '' };
  }

  /** They wait on, and the next one is asked about the same time. */
  decline(entry: Appointment, source: string): Appointment {
    const parts = entry.extension?.find((one) => one.url === offerExtension)?.extension;
    const at = (url: string) => parts?.find((one) => one.url === url)?.valueDateTime;
    const left = this.store.put(withoutOffer(entry), source) as Appointment;
    const [start, end] = [at('start'), at('end')];
    const provider = parts?.find((one) => one.url === 'practitioner')?.valueReference;
    if (start && end && provider)
      this.freed(
        {
          resourceType: 'Appointment',
          status: 'cancelled',
          start,
          end,
          ...(entry.serviceType ? { serviceType: entry.serviceType } : {}),
          participant: [{ actor: provider, status: 'accepted' }],
        },
        source,
        [entry.id ?? ''],
      );
    return left;
  }
}

export function withoutOffer(entry: Appointment): Appointment {
  return { ...entry, extension: (entry.extension ?? []).filter((one) => one.url !== offerExtension) };
}

function serviceOf(entry: Appointment): string | undefined {
  const extension = entry.serviceType?.[0]?.extension?.find((one) => one.url === serviceExtension);
  return idOf(extension?.valueReference, 'HealthcareService');
}

function suits(entry: Appointment, provider: string, start: number): boolean {
  const wanted = entry.participant.flatMap(({ actor }) => idOf(actor, 'Practitioner') ?? []);
  const periods = entry.requestedPeriod ?? [];
  return (
    (wanted.length === 0 || wanted.includes(provider)) &&
    (periods.length === 0 ||
      periods.some((one) => start >= Date.parse(one.start ?? '0') && start < Date.parse(one.end ?? '9999-01-01')))
  );
}
