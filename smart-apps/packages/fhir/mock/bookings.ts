import type {
  Appointment,
  Bundle,
  FhirResource,
  Location,
  OperationOutcome,
  Parameters,
  ParametersParameter,
  Patient,
  Practitioner,
  Slot,
} from 'fhir/r4';
import { Part } from '../src/parameters';
import { calledName } from '../src/people';
import { idOf } from '../src/references';
import { isoAt } from '../src/zone';
import { Calendar, type Place, offerSystem, serviceType, toOffer } from './calendar';
import { type Practice, type Service, zone } from './practice';
import { Refusal, outcome } from './refusal';
import { type Ruling, afterCutOff, issueOf, ruling } from './rules';
import { display } from './schedule';
import type { Store } from './store';
import { Waitlist, withoutOffer } from './waitlist';

const confirmed = 'urn:x-hub:extension:patient-confirmed';
const minute = 60_000;
const twoWeeks = 14 * 24 * 60 * minute;
const over = new Set(['cancelled', 'noshow', 'fulfilled', 'entered-in-error']);

/** Who books: their name in the record, and the patients they may book for; everybody's visits, without a list. */
export interface Booker {
  readonly source: string;
  readonly own: readonly string[] | undefined;
}

/** What the mock does with visits, by the roster of the demo practice. */
export class Bookings {
  readonly waitlist: Waitlist;
  private readonly calendar: Calendar;
  private last = 0;

  constructor(
    private readonly store: Store,
    private readonly practice: Practice,
  ) {
    this.calendar = new Calendar(store, practice);
    this.waitlist = new Waitlist(store);
  }

  answer(operation: string, id: string | undefined, input: Parameters, booker: Booker): Bundle | Parameters {
    const given = Part.of(input);
    if (id === undefined) {
      if (operation === '$bookable') return this.bookable(given, booker);
      if (operation === '$find') return this.find(given, booker);
      if (operation === '$book') return this.book(given, booker);
    } else {
      const appointment = this.visit(id, booker);
      if (operation === '$reschedule') return this.reschedule(appointment, given, booker);
      if (operation === '$cancel') return this.cancel(appointment, input, given, booker);
      if (operation === '$confirm') return this.confirm(appointment, booker);
      if (operation === '$accept-offer') return this.accept(appointment, booker.source);
      if (operation === '$decline-offer') {
        if (!this.waitlist.offered(appointment)) throw conflict('No time is on offer any more.');
        return bundle([this.waitlist.decline(appointment, booker.source)]);
      }
    }
    throw new Refusal(404, `The mock does not know ${operation}.`);
  }

  /** A patient asks for a visit; the front desk finds the time. */
  request(appointment: Appointment, { source, own }: Booker): Appointment {
    const patient = appointment.participant.flatMap(({ actor }) => idOf(actor, 'Patient') ?? [])[0];
    if (own && !own.includes(patient ?? '')) throw new Refusal(403, 'You may ask only for your own visits.');
    if (own && (appointment.status !== 'proposed' || appointment.start || appointment.slot))
      throw new Refusal(422, 'A visit can only be asked for here: proposed, without a time.', 'status');
    this.last += 1;
    return this.store.put({ ...appointment, id: `r${Date.now().toString(36)}${this.last}` }, source) as Appointment;
  }

  private visit(id: string, { own }: Booker): Appointment {
    const appointment = this.store.get<Appointment>(`Appointment/${id}`);
    const mine = appointment?.participant.some(({ actor }) => own?.includes(idOf(actor, 'Patient') ?? ''));
    if (!appointment || (own && !mine)) throw new Refusal(404, `Appointment/${id} is not known.`);
    return appointment;
  }

  /** For whom: as it is said, or the only patient whom the caller has. */
  private whose(given: Part, { own }: Booker): Patient | undefined {
    const said = idOf(given.reference('patient-reference'), 'Patient') ?? (own?.length === 1 ? own[0] : undefined);
    if (own && said && !own.includes(said)) throw refused('patient-reference', 'required', 'There is no such patient.');
    return this.store.get<Patient>(`Patient/${said}`);
  }

  private rule(service: Service, patient: Patient | undefined, booker: Booker, start?: number): Ruling | undefined {
    if (!booker.own || !patient) return undefined;
    const visits = this.store
      .all<Appointment>('Appointment')
      .filter((one) => one.status === 'booked' && Date.parse(one.start ?? '') > Date.now())
      .filter((one) => one.participant.some(({ actor }) => idOf(actor, 'Patient') === patient.id));
    return ruling(service, patient, visits.length, start);
  }

  private bookable(given: Part, booker: Booker): Parameters {
    const patient = this.whose(given, booker);
    if (!patient) throw refused('patient-reference', 'required', 'Say for whom this is.');
    return {
      resourceType: 'Parameters',
      parameter: this.practice.services.map((service): ParametersParameter => {
        const against = this.rule(service, patient, booker);
        return {
          name: 'service',
          part: [
            {
              name: 'reference',
              valueReference: {
                reference: `HealthcareService/svc-${service.code.toLowerCase()}`,
                display: service.display,
              },
            },
            { name: 'allowed', valueBoolean: !against },
            ...(against
              ? [
                  { name: 'reason', valueCoding: { system: 'urn:x-hub:booking-refusal', code: against.code } },
                  { name: 'text', valueString: against.text },
                  { name: 'path', valueCode: against.path },
                ]
              : []),
          ],
        };
      }),
    };
  }

  private find(given: Part, booker: Booker): Bundle {
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
    const patient = this.whose(given, booker);
    const moving = given.reference('ignore-appointment') !== undefined;
    const rules = places.map((place) => (moving ? undefined : this.rule(service, patient, booker, place.start)));
    const found = bundle(places.filter((_, at) => !rules[at]).map((place) => toOffer(place, this.names)));
    const against = rules.find(Boolean);
    if (against && found.total === 0) found.entry?.push(told(against));
    return found;
  }

  private book(given: Part, booker: Booker): Bundle {
    const patient = this.whose(given, booker);
    if (!patient) throw refused('patient-reference', 'required', 'Say for whom this is.');
    const place = this.offered(given) ?? this.wanted(given);
    const against = this.rule(place.service, patient, booker, place.start);
    if (against) throw new Refusal(422, against.text, undefined, [issueOf(against, 'error')]);
    this.check(place, given, undefined);
    this.last += 1;
    const comment = given.text('comment');
    return this.keep(
      {
        resourceType: 'Appointment',
        id: `b${Date.now().toString(36)}${this.last}`,
        status: 'booked',
        ...(comment ? { comment } : {}),
        participant: [
          {
            actor: { reference: `Patient/${patient.id}`, display: display(patient) }, // Who books it has said that they come.
            status: booker.own ? 'accepted' : 'needs-action',
          },
        ],
      },
      place,
      booker.source,
    );
  }

  private reschedule(appointment: Appointment, given: Part, booker: Booker): Bundle {
    if (over.has(appointment.status)) throw conflict('This visit is over already.');
    const late = booker.own && afterCutOff(appointment.start);
    if (late) return bundle([appointment], late);
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
    const moved = this.keep({ ...appointment, participant: patients }, place, booker.source);
    this.waitlist.freed(appointment, booker.source);
    return moved;
  }

  private cancel(appointment: Appointment, input: Parameters, given: Part, { own, source }: Booker): Bundle {
    const reason = input.parameter?.find((one) => one.name === 'reason')?.valueCodeableConcept;
    if (!reason?.coding?.[0]?.code) throw refused('reason', 'required', 'Say why.');
    if (over.has(appointment.status)) throw conflict('This visit is over already.');
    const late = own && appointment.status !== 'proposed' && afterCutOff(appointment.start);
    if (late) return bundle([appointment], late);
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
    this.waitlist.freed(appointment, source);
    return bundle([stored]);
  }

  private confirm(appointment: Appointment, { source }: Booker): Bundle {
    if (over.has(appointment.status)) throw conflict('This visit is over already.');
    if (appointment.status !== 'booked') throw refused('status', 'business-rule', 'This visit is not booked yet.');
    const participant = appointment.participant.map((one) =>
      idOf(one.actor, 'Patient') ? { ...one, status: 'accepted' as const } : one,
    );
    const others = (appointment.extension ?? []).filter((one) => one.url !== confirmed);
    const extension = [...others, { url: confirmed, valueDateTime: isoAt(Date.now(), zone) }];
    return bundle([this.store.put({ ...appointment, participant, extension }, source)]);
  }

  private accept(entry: Appointment, source: string): Bundle {
    const offered = this.waitlist.offered(entry);
    const service = this.practice.services.find((one) => `svc-${one.code.toLowerCase()}` === offered?.service);
    if (entry.status !== 'waitlist' || !offered || !service) throw conflict('No time is on offer any more.');
    const { start, provider } = offered;
    const [place] = this.calendar.free({
      from: start,
      to: start + service.minutes * minute,
      service,
      providers: [provider],
      sites: [],
      except: undefined,
      count: 1,
    });
    if (!place) throw conflict('Somebody else has taken this time. The entry stays on the waitlist.');
    const patients = entry.participant
      .filter(({ actor }) => idOf(actor, 'Patient'))
      .map((one) => ({ ...one, status: 'accepted' as const }));
    return this.keep({ ...withoutOffer(entry), status: 'booked', participant: patients }, place, source);
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

function bundle(found: readonly FhirResource[], said?: Ruling): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: [...found.map((resource) => ({ resource })), ...(said ? [told(said)] : [])],
  };
}

/** What a rule says beside what was found or done. */
function told(said: Ruling): { resource: OperationOutcome; search: { mode: 'outcome' } } {
  return {
    resource: { resourceType: 'OperationOutcome', issue: [issueOf(said, 'information')] },
    search: { mode: 'outcome' },
  };
}
