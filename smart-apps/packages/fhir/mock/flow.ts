import type {
  Appointment,
  Bundle,
  CodeableConcept,
  Coverage,
  Encounter,
  FhirResource,
  OperationOutcomeIssue,
  Parameters,
  ParametersParameter,
  Patient,
  Slot,
  Task,
} from 'fhir/r4';
import { Part } from '../src/parameters';
import { idOf } from '../src/references';
import { isoAt } from '../src/zone';
import { type Practice, zone } from './practice';
import { Refusal, outcome } from './refusal';
import { display } from './schedule';
import type { Store } from './store';

const minute = 60_000;
const left = { system: 'urn:x-hub:cancelation-reason', code: 'left-without-being-seen' };

interface Item {
  readonly code: string;
  readonly title: string;
  readonly kind: 'ticked' | 'demographics' | 'coverage' | 'consent' | 'charges' | 'follow-up';
  readonly mandatory?: boolean;
  readonly override?: boolean;
  readonly otherwise?: string;
  readonly otherwiseReason?: boolean;
}

/** The checklists of config/flow.yaml as config/demo/flow.yaml changes them. */
const lists: Record<string, readonly Item[]> = {
  'check-in': [
    { code: 'identity', title: 'Photo ID seen', kind: 'ticked', mandatory: true },
    {
      code: 'demographics',
      title: 'Name, birth date, phone and address on file',
      kind: 'demographics',
      mandatory: true,
      override: true,
    },
    {
      code: 'coverage',
      title: 'Coverage in force',
      kind: 'coverage',
      mandatory: true,
      override: true,
      otherwise: 'Pays by themselves',
    },
    { code: 'privacy', title: 'Privacy notice acknowledged', kind: 'consent' },
    { code: 'copay', title: 'Copay paid', kind: 'ticked', otherwise: 'No copay, or waived' },
  ],
  'check-out': [
    {
      code: 'charges',
      title: 'Charges entered',
      kind: 'charges',
      mandatory: true,
      override: true,
      otherwise: 'No charge',
      otherwiseReason: true,
    },
    { code: 'follow-up', title: 'Follow-up booked', kind: 'follow-up', otherwise: 'No follow-up needed' },
    { code: 'summary', title: 'Visit summary given', kind: 'ticked' },
  ],
};
const titles: Record<string, string> = { 'check-in': 'Check-in', 'check-out': 'Check-out' };
const overriders = new Set(['front-desk', 'manager']);

/** Check-in, check-out and what is between, as the hub does them. */
export class Flow {
  private last = 0;

  constructor(
    private readonly store: Store,
    private readonly practice: Practice,
  ) {}

  handles(operation: string): boolean {
    return ['$checklist', '$tick', '$check-in', '$check-out', '$left', '$walk-in'].includes(operation);
  }

  answer(
    operation: string,
    id: string | undefined,
    input: Parameters,
    query: URLSearchParams,
    who: { role: string; source: string; ifMatch: string | undefined },
  ): FhirResource {
    const given = Part.of(input);
    if (operation === '$walk-in') return this.walkIn(given, who.source);
    const visit = this.store.get<Appointment>(`Appointment/${id}`);
    if (!visit) throw new Refusal(404, `Appointment/${id} is not known.`);
    if (operation === '$checklist') return this.checklist(query.get('list') ?? 'check-in', visit, who.role);
    if (operation === '$tick') return this.tick(visit, given, who);
    if (who.ifMatch && visit.meta?.versionId !== who.ifMatch)
      throw new Refusal(412, `Appointment/${id} has changed.`, undefined, outcome('conflict', 'It has changed.').issue);
    if (operation === '$left') return this.left(visit, who.source);
    const list = operation.slice(1);
    this.pass(list, visit);
    const next = { ...visit, status: list === 'check-in' ? ('checked-in' as const) : ('fulfilled' as const) };
    return this.kept(this.store.put(next, who.source) as Appointment, who.source);
  }

  /** What a plain write of an Appointment must keep to as well. */
  check(before: Appointment | undefined, now: Appointment): void {
    if (now.status === 'checked-in' && before?.status !== 'fulfilled' && before?.status !== 'checked-in')
      this.pass('check-in', now);
    if (now.status === 'fulfilled' && before?.status !== 'fulfilled') this.pass('check-out', now);
  }

  private kept(visit: Appointment, source: string, ...more: FhirResource[]): Bundle {
    const encounter = this.follow(visit, source);
    const found = [visit, ...(encounter ? [encounter] : []), ...more];
    return { resourceType: 'Bundle', type: 'searchset', total: 1, entry: found.map((resource) => ({ resource })) };
  }

  /** The Encounter goes where the Appointment has gone. */
  follow(visit: Appointment, source: string): Encounter | undefined {
    const known = this.encounterOf(visit);
    const here = visit.status === 'arrived' || visit.status === 'checked-in';
    const end = { period: { ...known?.period, end: isoAt(Date.now(), zone) } };
    if (here && (!known || ['planned', 'cancelled', 'finished'].includes(known.status)))
      return this.store.put(this.begun(visit, known), source) as Encounter;
    if (!known) return undefined;
    if (visit.status === 'fulfilled' && known.status !== 'finished')
      return this.store.put({ ...known, ...end, status: 'finished' }, source) as Encounter;
    if (visit.status === 'booked' && known.status !== 'planned') {
      const { period: _, ...rest } = known;
      return this.store.put({ ...rest, status: 'planned' }, source) as Encounter;
    }
    if (['cancelled', 'noshow'].includes(visit.status) && known.status !== 'finished')
      return this.store.put({ ...known, ...end, status: 'cancelled' }, source) as Encounter;
    return known;
  }

  private begun(visit: Appointment, known: Encounter | undefined): Encounter {
    this.last += 1;
    const subject = visit.participant.map(({ actor }) => actor).find((actor) => idOf(actor, 'Patient'));
    return {
      resourceType: 'Encounter',
      id: `f${Date.now().toString(36)}${this.last}`,
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      appointment: [{ reference: `Appointment/${visit.id}` }],
      ...(subject ? { subject } : {}),
      ...known,
      status: 'arrived',
      period: { start: known?.period?.start ?? isoAt(Date.now(), zone) },
    };
  }

  private encounterOf(visit: Appointment): Encounter | undefined {
    return this.store
      .all<Encounter>('Encounter')
      .filter((one) => one.appointment?.some(({ reference }) => reference === `Appointment/${visit.id}`))
      .sort((a, b) => Number(a.status !== 'cancelled') - Number(b.status !== 'cancelled'))
      .at(-1);
  }

  private left(visit: Appointment, source: string): Bundle {
    if (visit.status !== 'arrived' && visit.status !== 'checked-in')
      throw new Refusal(409, '', undefined, outcome('conflict', 'This visit cannot go there from where it is.').issue);
    const reason: CodeableConcept = { coding: [{ ...left, display: 'Left without being seen' }] };
    const stored = this.store.put({ ...visit, status: 'cancelled', cancelationReason: reason }, source) as Appointment;
    (visit.slot ?? []).forEach(({ reference }) => {
      const slot = this.store.get<Slot>(reference);
      if (slot) this.store.put({ ...slot, status: 'free' }, source);
    });
    return this.kept(stored, source);
  }

  private walkIn(given: Part, source: string): Bundle {
    const patient = this.store.get<Patient>(given.reference('patient-reference')?.reference);
    if (!patient) throw refused('required', 'patient-reference', 'Choose who has come.');
    const service = this.practice.services.find(
      (one) => `svc-${one.code.toLowerCase()}` === idOf(given.reference('service-type-reference'), 'HealthcareService'),
    );
    if (!service) throw refused('not-found', 'service-type-reference', 'There is no such type of visit.');
    const start = Math.floor(Date.now() / minute) * minute;
    const end = start + service.minutes * minute;
    const provider = given.reference('practitioner')?.reference;
    const site = given.reference('location-reference')?.reference;
    this.last += 1;
    const id = `w${Date.now().toString(36)}${this.last}`;
    const free = provider !== undefined && this.isFree(provider, start, end);
    const slot: Slot = {
      resourceType: 'Slot',
      id: `s-${id}`,
      status: 'busy',
      start: isoAt(start, zone),
      end: isoAt(end, zone),
      schedule: { reference: `Schedule/doc-${idOf(provider, 'Practitioner')}` },
    };
    if (free) this.store.put(slot, source);
    const actors = [provider, site].flatMap((reference) => (reference ? [{ actor: { reference } }] : []));
    const comment = given.text('comment');
    const visit: Appointment = {
      resourceType: 'Appointment',
      id,
      status: 'arrived',
      appointmentType: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0276', code: 'WALKIN' }] },
      serviceType: [{ coding: [{ system: 'urn:oid:2.999.10.9', code: service.code, display: service.display }] }],
      start: isoAt(start, zone),
      end: isoAt(end, zone),
      minutesDuration: service.minutes,
      ...(comment ? { comment } : {}),
      ...(free ? { slot: [{ reference: `Slot/${slot.id}` }] } : {}),
      participant: [{ actor: { reference: `Patient/${patient.id}`, display: display(patient) } }, ...actors].map(
        (one) => ({ ...one, status: 'accepted' as const }),
      ),
    };
    const queued: FhirResource[] = free
      ? []
      : [{ resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational' }] }];
    return this.kept(this.store.put(visit, source) as Appointment, source, ...queued);
  }

  private isFree(provider: string, start: number, end: number): boolean {
    return !this.store
      .all<Appointment>('Appointment')
      .filter((one) => !['cancelled', 'noshow', 'entered-in-error'].includes(one.status))
      .filter((one) => one.participant.some(({ actor }) => actor?.reference === provider))
      .some((one) => Date.parse(one.start ?? '') < end && Date.parse(one.end ?? '') > start);
  }

  private checklist(list: string, visit: Appointment, role: string): Parameters {
    const items = (lists[list] ?? []).map((item) => this.finding(item, visit));
    const open = items.filter((one) => one.outcome === 'open');
    return {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'list',
          part: [
            { name: 'code', valueCode: list },
            { name: 'title', valueString: titles[list] ?? list },
            { name: 'open', valueInteger: open.length },
            { name: 'keeps-back', valueInteger: open.filter(({ item }) => item.mandatory).length },
            ...items.map((one): ParametersParameter => ({ name: 'item', part: parts(one, role) })),
          ],
        },
      ],
    };
  }

  private finding(item: Item, visit: Appointment): Finding {
    const tick = this.store
      .all<Task>('Task')
      .find(
        (task) => task.focus?.reference === `Appointment/${visit.id}` && task.code?.coding?.[0]?.code === item.code,
      );
    const said = tick?.status === 'completed' ? (tick.businessStatus?.coding?.[0]?.code ?? 'done') : 'open';
    const missing = this.missing(item, visit);
    if (!missing || (said === 'done' && item.kind === 'ticked')) return { item, outcome: 'done', why: '' };
    if (said === 'open' || said === 'done') return { item, outcome: 'open', why: missing };
    return { item, outcome: said, why: tick?.statusReason?.text ?? item.otherwise ?? '' };
  }

  private missing(item: Item, visit: Appointment): string | undefined {
    const reference = visit.participant.flatMap(({ actor }) => idOf(actor, 'Patient') ?? [])[0];
    const patient = this.store.get<Patient>(`Patient/${reference}`);
    if (!patient) return 'The visit names no patient.';
    switch (item.kind) {
      case 'ticked':
        return 'Nobody has ticked it yet.';
      case 'demographics': {
        const lacks = [
          patient.birthDate ? '' : 'birth date',
          patient.telecom?.some(({ system }) => system === 'phone') ? '' : 'phone',
          patient.address?.some(({ line, postalCode }) => line && postalCode) ? '' : 'address',
        ].filter(Boolean);
        return lacks.length > 0 ? `Missing: ${lacks.join(', ')}.` : undefined;
      }
      case 'coverage':
        return this.store
          .all<Coverage>('Coverage')
          .some((one) => one.status === 'active' && one.beneficiary.reference === `Patient/${reference}`)
          ? undefined
          : 'No coverage is in force on the day.';
      case 'consent':
        return 'There is no such consent in force.';
      case 'charges':
        return 'There is no charge for this visit.';
      case 'follow-up':
        return this.store
          .all<Appointment>('Appointment')
          .some(
            (one) =>
              one.status === 'booked' &&
              Date.parse(one.start ?? '') > Date.parse(visit.start ?? '') &&
              one.participant.some(({ actor }) => idOf(actor, 'Patient') === reference),
          )
          ? undefined
          : 'No later visit is booked.';
    }
  }

  private tick(visit: Appointment, given: Part, who: { role: string; source: string }): Parameters {
    const code = given.text('item') ?? '';
    const said = given.text('outcome') ?? 'done';
    const reason = given.text('reason')?.trim();
    const [list, items] = Object.entries(lists).find(([, all]) => all.some((one) => one.code === code)) ?? ['', []];
    const item = items.find((one) => one.code === code);
    if (!item) throw refused('business-rule', 'item', 'There is no such item on the checklists.');
    if (said === 'overridden' && !(item.override && overriders.has(who.role)))
      throw refused('business-rule', 'Task.businessStatus', 'Your role may not go on without this item.');
    if (!reason && (said === 'overridden' || (said === 'not-needed' && item.otherwiseReason)))
      throw refused('business-rule', 'reason', 'Say why.');
    this.store.put(
      {
        resourceType: 'Task',
        id: `${code}-${visit.id}`,
        status: said === 'open' ? 'requested' : 'completed',
        intent: 'order',
        code: { coding: [{ system: 'urn:x-hub:checklist-item', code }] },
        focus: { reference: `Appointment/${visit.id}` },
        ...(said === 'open' || said === 'done' ? {} : { businessStatus: { coding: [{ code: said }] } }),
        ...(reason ? { statusReason: { text: reason } } : {}),
      },
      who.source,
    );
    return this.checklist(list, visit, who.role);
  }

  private pass(list: string, visit: Appointment): void {
    const open = (lists[list] ?? [])
      .map((item) => this.finding(item, visit))
      .filter(({ item, outcome: said }) => item.mandatory && said === 'open');
    if (open.length === 0) return;
    const issues = open.map(({ item, why }): OperationOutcomeIssue => ({
      severity: 'error',
      code: 'business-rule',
      details: { coding: [{ system: 'urn:x-hub:checklist-item', code: item.code }], text: item.title },
      diagnostics: `${item.title}: ${why}`,
    }));
    throw new Refusal(422, `${titles[list] ?? list} is not complete.`, undefined, issues);
  }
}

interface Finding {
  readonly item: Item;
  readonly outcome: string;
  readonly why: string;
}

function parts({ item, outcome: said, why }: Finding, role: string): ParametersParameter[] {
  return [
    { name: 'code', valueCode: item.code },
    { name: 'title', valueString: item.title },
    { name: 'kind', valueCode: item.kind },
    { name: 'mandatory', valueBoolean: item.mandatory ?? false },
    { name: 'outcome', valueCode: said },
    ...(why ? [{ name: 'why', valueString: why }] : []),
    { name: 'override', valueBoolean: Boolean(item.override) && overriders.has(role) },
    ...(item.otherwise
      ? [
          { name: 'otherwise', valueString: item.otherwise },
          { name: 'otherwise-reason', valueBoolean: item.otherwiseReason ?? false },
        ]
      : []),
  ];
}

function refused(code: OperationOutcomeIssue['code'], place: string, text: string): Refusal {
  return new Refusal(422, text, place, outcome(code, text, place).issue);
}
