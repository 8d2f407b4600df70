import type { Appointment, Bundle, FhirResource, Location, Parameters, Patient, Practitioner, Slot } from 'fhir/r4';
import { Part } from '../src/parameters';
import { calledName } from '../src/people';
import { idOf } from '../src/references';
import { isoAt } from '../src/zone';
import { Calendar, type Place, offerSystem, serviceType, toOffer } from './calendar';
import { type Practice, type Service, zone } from './practice';
import { Refusal, outcome } from './refusal';
import { display } from './schedule';
import type { Store } from './store';

const minute = 60_000;
const twoWeeks = 14 * 24 * 60 * minute;
const over = new Set(['cancelled', 'noshow', 'fulfilled', 'entered-in-error']);

/** `$find`, `$book`, `$reschedule` and `$cancel` of the mock, by the roster of the demo practice. */
export class Bookings {
  private readonly calendar: Calendar;
  private last = 0;

  constructor(
    private readonly store: Store,
    private readonly practice: Practice,
  ) {
    this.calendar = new Calendar(store, practice);
  }

  answer(operation: string, id: string | undefined, input: Parameters, source: string): Bundle {
    const given = Part.of(input);
    if (id === undefined) {
      if (operation === '$find') return this.find(given);
      if (operation === '$book') return this.book(given, source);
    } else {
      const appointment = this.store.get<Appointment>(`Appointment/${id}`);
      if (!appointment) throw new Refusal(404, `Appointment/${id} is not known.`);
      if (operation === '$reschedule') return this.reschedule(appointment, given, source);
      if (operation === '$cancel') return this.cancel(appointment, input, given, source);
    }
    throw new Refusal(404, `The mock does not know ${operation}.`);
  }

  private find(given: Part): Bundle {
    const [from, to] = [Date.parse(given.text('start') ?? ''), Date.parse(given.text('end') ?? '')];
    if (Number.isNaN(from)) throw refused('start', 'required', 'Say from when on.');
    if (!(to > from)) throw refused('end', 'invalid', 'The end has to be after the start.');
    const service = this.serviceOf(given.reference('service-type-reference')?.reference);
    const ids = (name: string, type: string) => given.references(name).flatMap((one) => idOf(one, type) ?? []);
    const places = this.calendar.free({
      from,
      to,
      service,
      providers: ids('practitioner', 'Practitioner'),
      sites: ids('location-reference', 'Location'),
      except: idOf(given.reference('ignore-appointment'), 'Appointment'),
      count: Math.min(200, given.number('_count') ?? 20),
    });
    return bundle(places.map((place) => toOffer(place, this.names)));
  }

  private book(given: Part, source: string): Bundle {
    const patient = this.store.get<Patient>(given.reference('patient-reference')?.reference);
    if (!patient) throw refused('patient-reference', 'required', 'Say for whom this is.');
    const place = this.offered(given) ?? this.wanted(given);
    this.check(place, given, undefined);
    this.last += 1;
    const comment = given.text('comment');
    return this.keep(
      {
        resourceType: 'Appointment',
        id: `b${Date.now().toString(36)}${this.last}`,
        status: 'booked',
        ...(comment ? { comment } : {}),
        participant: [{ actor: { reference: `Patient/${patient.id}`, display: display(patient) }, status: 'accepted' }],
      },
      place,
      source,
    );
  }

  private reschedule(appointment: Appointment, given: Part, source: string): Bundle {
    if (over.has(appointment.status)) throw conflict('This visit is over already.');
    const known = (type: string) => appointment.participant.flatMap(({ actor }) => idOf(actor, type) ?? []);
    const code = appointment.serviceType?.[0]?.coding?.[0]?.code;
    const place = this.offered(given) ?? {
      start: Date.parse(given.text('start') ?? ''),
      provider: idOf(given.reference('practitioner'), 'Practitioner') ?? known('Practitioner')[0] ?? '',
      room: known('Location').find((id) => this.practice.rooms[id] === undefined),
      site: undefined,
      service: this.practice.services.find((one) => one.code === code) ?? this.anyService(),
    };
    if (Number.isNaN(place.start)) throw refused('start', 'required', 'Say when.');
    this.check(place, given, appointment.id);
    const patients = appointment.participant.filter(({ actor }) => idOf(actor, 'Patient'));
    return this.keep({ ...appointment, participant: patients }, place, source);
  }

  private cancel(appointment: Appointment, input: Parameters, given: Part, source: string): Bundle {
    const reason = input.parameter?.find((one) => one.name === 'reason')?.valueCodeableConcept;
    if (!reason?.coding?.[0]?.code) throw refused('reason', 'required', 'Say why.');
    if (over.has(appointment.status)) throw conflict('This visit is over already.');
    const comment = given.text('comment');
    const stored = this.store.put(
      {
        ...appointment,
        status: 'cancelled',
        cancelationReason: reason,
        ...(comment ? { comment: [appointment.comment, comment].filter(Boolean).join('\n') } : {}),
      },
      source,
    );
    this.slotsOf(appointment).forEach((slot) => this.store.put({ ...slot, status: 'free' }, source));
    return bundle([stored]);
  }

  /** Everything that may be against it; a person with a reason may book all the same. */
  private check(place: Place, given: Part, except: string | undefined): void {
    if (given.flag('overbook')) {
      if (!given.text('reason')?.trim()) throw refused('reason', 'required', 'Say why this is booked all the same.');
      return;
    }
    if (!this.calendar.works(place)) throw refused('start', 'business-rule', 'Nobody works here at that time.');
    if (!this.calendar.clashes(place, except)) return;
    const { start, provider, service } = place;
    const wish = { from: start, to: start + twoWeeks, service, providers: [provider], sites: [], except, count: 3 };
    throw conflict(
      'This time is taken.',
      this.calendar.free(wish).map((one) => toOffer(one, this.names)),
    );
  }

  private keep(appointment: Appointment, { start, provider, room, service }: Place, source: string): Bundle {
    const [from, to] = [isoAt(start, zone), isoAt(start + service.minutes * minute, zone)];
    const slots = [`doc-${provider}`, ...(room ? [`room-${room}`] : [])].map((schedule): Slot => ({
      resourceType: 'Slot',
      id: `s-${schedule}-${appointment.id}`,
      status: 'busy',
      start: from,
      end: to,
      schedule: { reference: `Schedule/${schedule}` },
    }));
    this.slotsOf(appointment).forEach((slot) => this.store.put({ ...slot, status: 'free' }, source));
    slots.forEach((slot) => this.store.put(slot, source));
    const actors = [`Practitioner/${provider}`, ...(room ? [`Location/${room}`] : [])];
    const stored = this.store.put(
      {
        ...appointment,
        serviceType: serviceType(service),
        start: from,
        end: to,
        minutesDuration: service.minutes,
        slot: slots.map((slot) => ({ reference: `Slot/${slot.id}` })),
        participant: [
          ...appointment.participant,
          ...actors.map((reference) => ({
            actor: { reference, display: this.names(reference) ?? reference },
            status: 'accepted' as const,
          })),
        ],
      },
      source,
    );
    return bundle([stored]);
  }

  private slotsOf(appointment: Appointment): Slot[] {
    return (appointment.slot ?? []).flatMap((one) => this.store.get<Slot>(one.reference) ?? []);
  }

  /** The time of an offer's token. */
  private offered(given: Part): Place | undefined {
    const { system, value } = given.reference('appointment-reference')?.identifier ?? {};
    if (system !== offerSystem || !value) return undefined;
    const { service, ...rest } = JSON.parse(Buffer.from(value, 'base64url').toString()) as Omit<Place, 'service'> & {
      service: string;
    };
    return { ...rest, service: this.practice.services.find((one) => one.code === service) ?? this.anyService() };
  }

  private wanted(given: Part): Place {
    if (given.text('start') === undefined)
      throw refused('appointment-reference', 'required', 'Say which time, or a time of your own.');
    const start = Date.parse(given.text('start') ?? '');
    if (Number.isNaN(start)) throw refused('start', 'required', 'Say when.');
    const provider = idOf(given.reference('practitioner'), 'Practitioner');
    if (!provider) throw refused('practitioner', 'required', 'Say with whom.');
    const service = this.serviceOf(given.reference('service-type-reference')?.reference);
    return { start, provider, room: undefined, site: undefined, service };
  }

  private serviceOf(reference: string | undefined): Service {
    const id = idOf(reference, 'HealthcareService');
    const found = this.practice.services.find((one) => `svc-${one.code.toLowerCase()}` === id);
    if (!found) throw refused('service-type-reference', 'required', 'Say what kind of visit.');
    return found;
  }

  private anyService(): Service {
    const [first] = this.practice.services;
    if (!first) throw new Error('the demo practice offers nothing');
    return first;
  }

  private readonly names = (reference: string): string | undefined => {
    const found = this.store.get<Practitioner | Location>(reference);
    return found?.resourceType === 'Practitioner' ? calledName(found) : found?.name;
  };
}

function refused(place: string, code: 'required' | 'invalid' | 'business-rule', text: string): Refusal {
  return new Refusal(422, text, place, outcome(code, text, place).issue);
}

function conflict(text: string, instead: readonly Appointment[] = []): Refusal {
  return new Refusal(409, text, undefined, outcome('conflict', text).issue, instead);
}

function bundle(found: readonly FhirResource[]): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: found.map((resource) => ({ resource })),
  };
}
