import type { Appointment, Encounter, FhirResource, MessageHeader, Patient, Reference } from 'fhir/r4';
import { dayOf, isoAt } from '../src/zone';
import { Hl7, dtm, instant } from './hl7';
import type { Live } from './live';
import { type Practice, patientId, zone } from './practice';
import { dice, display } from './schedule';
import type { Store } from './store';

const source = 'urn:x-hub:feed:demo-ehr';

export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly place: string;
  readonly text: string;
}

export interface Change {
  readonly reference: string;
  readonly action: 'create' | 'update';
  readonly version: string;
  readonly before: FhirResource | undefined;
  readonly after: FhirResource;
}

/** One line of the mock's journal. */
export interface Entry {
  readonly id: string;
  readonly text: string;
  readonly received: number;
  readonly direction: 'in' | 'out';
  state: string;
  settled: number;
  acknowledgement: string;
  duplicates: number;
  attempts: number;
  problems: Problem[];
  changes: Change[];
  patient: Patient | undefined;
  replaces?: string;
  replacedBy?: string;
  /** What a person said when they skipped or corrected it, and who that was. */
  decision?: { reason: string; by: string };
}

/** The one feed: takes messages, keeps them and does what the common ones say. */
export class Feed {
  readonly entries: Entry[] = [];
  private next = 4_200;
  private readonly roll = dice(7);

  constructor(
    private readonly store: Store,
    private readonly practice: Practice,
    private readonly live: Live,
  ) {}

  receive(text: string): string {
    const message = new Hl7(text);
    const control = message.get('MSH-10');
    const known = this.entries.find((entry) => entry.text === text);
    if (known) known.duplicates += 1;
    const entry = known ?? this.enter(text, Date.now());
    if (!known) this.settle(entry);
    const code = entry.state === 'refused' ? 'AR' : 'AA';
    return [
      `MSH|^~\\&|PRACTICE_HUB|LAKESIDE|LAKESIDE_EHR|LAKESIDE|${dtm(isoAt(Date.now(), zone))}||ACK|${control}A|P|2.5.1`,
      `MSA|${code}|${control}`,
      '',
    ].join('\r');
  }

  enter(text: string, received: number, direction: 'in' | 'out' = 'in'): Entry {
    this.next += 1;
    const entry: Entry = {
      id: String(this.next),
      text,
      received,
      direction,
      state: 'received',
      settled: received + 38,
      acknowledgement: direction === 'in' ? 'AA' : 'CA',
      duplicates: 0,
      attempts: 1,
      problems: [],
      changes: [],
      patient: undefined,
    };
    this.entries.push(entry);
    return entry;
  }

  /** Translates and stores, or holds. */
  settle(entry: Entry): void {
    const message = new Hl7(entry.text);
    entry.problems = problemsOf(message);
    if (!message.has('PID') && !message.has('SCH')) {
      entry.state = 'refused';
      entry.acknowledgement = 'AR';
    } else if (entry.problems.some((problem) => problem.severity === 'error')) entry.state = 'held';
    else {
      const done = this.apply(message, entry);
      entry.state = done ? (entry.changes.length > 0 ? 'applied' : 'unchanged') : 'held';
    }
    this.live.send('message', { message: entry.id, state: entry.state, feed: 'demo-ehr' });
  }

  private apply(message: Hl7, entry: Entry): boolean {
    const [kind, event] = [message.get('MSH-9.1'), message.get('MSH-9.2')];
    const mrn = message.identifier('LFP-MRN');
    const known = mrn ? this.store.patientByMrn(mrn) : undefined;
    entry.patient = known;
    if (kind === 'ADT') return this.admit(message, event, mrn, entry);
    if (kind === 'SIU') return this.book(message, event, entry);
    entry.state = 'ignored';
    return true;
  }

  private admit(message: Hl7, event: string, mrn: string, entry: Entry): boolean {
    const known = this.store.patientByMrn(mrn);
    const fresh = this.person(message, mrn, known);
    this.write(fresh, entry);
    entry.patient = fresh;
    const today = dayOf(Date.now(), zone);
    const visit = this.store
      .all<Appointment>('Appointment')
      .find(
        (one) =>
          one.participant.some((part) => part.actor?.reference === `Patient/${fresh.id}`) &&
          one.start?.startsWith(today) &&
          one.status !== 'cancelled',
      );
    if (!visit) return true;
    const id = `e-${visit.id}`;
    const base: Encounter = this.store.get(`Encounter/${id}`) ?? {
      resourceType: 'Encounter',
      id,
      status: 'arrived',
      class: { code: 'AMB' },
      subject: { reference: `Patient/${fresh.id}` },
      appointment: [{ reference: `Appointment/${visit.id}` }],
      period: { start: isoAt(Date.now(), zone) },
    };
    const place = message.get('PV1-3.2');
    const location = place
      ? [{ location: { reference: `Location/${message.get('PV1-3.1')}-${place}` }, status: 'active' as const }]
      : base.location;
    const inRoom = place && place !== 'WAIT';
    if (event === 'A04' || event === 'A01') {
      this.write({ ...visit, status: 'arrived' }, entry);
      this.write({ ...base, status: 'arrived', location }, entry);
    } else if (event === 'A03') {
      this.write({ ...visit, status: 'fulfilled' }, entry);
      this.write(
        {
          ...base,
          status: 'finished',
          location: base.location?.map((one) => ({ ...one, status: 'completed' as const })),
        },
        entry,
      );
    } else if (event === 'A08' && inRoom) this.write({ ...base, status: 'in-progress', location }, entry);
    return true;
  }

  private person(message: Hl7, mrn: string, known: Patient | undefined): Patient {
    return {
      ...known,
      resourceType: 'Patient',
      id: known?.id ?? patientId(mrn),
      active: true,
      identifier: known?.identifier ?? [
        { system: 'urn:oid:2.999.10.1', value: mrn, type: { coding: [{ code: 'MR' }] } },
      ],
      name: [
        {
          use: 'official',
          family: message.get('PID-5.1'),
          given: [message.get('PID-5.2'), message.get('PID-5.3')].filter(Boolean),
        },
      ],
      birthDate: message.get('PID-7').replace(/^(\d{4})(\d\d)(\d\d).*/, '$1-$2-$3') || known?.birthDate,
      gender: { M: 'male' as const, F: 'female' as const }[message.get('PID-8')] ?? known?.gender,
      telecom: message.get('PID-13.1')
        ? [{ system: 'phone', use: 'home', value: message.get('PID-13.1') }]
        : known?.telecom,
      address: message.get('PID-11.1')
        ? [
            {
              line: [message.get('PID-11.1')],
              city: message.get('PID-11.3'),
              state: message.get('PID-11.4'),
              postalCode: message.get('PID-11.5'),
            },
          ]
        : known?.address,
    };
  }

  private book(message: Hl7, event: string, entry: Entry): boolean {
    const mrn = message.identifier('LFP-MRN');
    if (mrn && !entry.patient) {
      entry.patient = this.person(message, mrn, undefined);
      this.write(entry.patient, entry);
    }
    const filler = message.get('SCH-2.1');
    const id = filler.toLowerCase();
    const known = this.store.get<Appointment>(`Appointment/${id}`);
    const offset = isoAt(Date.now(), zone).slice(19);
    const [from, to] = [
      message.get('SCH-11.4') || message.get('TQ1-7'),
      message.get('SCH-11.5') || message.get('TQ1-8'),
    ];
    const start = from ? instant(from, offset) : known?.start;
    const minutes = Number(message.get('SCH-9')) || known?.minutesDuration || 20;
    const end = to
      ? instant(to, offset)
      : from && start
        ? isoAt(Date.parse(start) + minutes * 60_000, zone)
        : known?.end;
    const status = { S15: 'cancelled', S17: 'entered-in-error', S26: 'noshow' }[event] ?? known?.status ?? 'booked';
    const staff = message.get('AIP-3.1');
    const [site, room] = [message.get('AIL-3.1'), message.get('AIL-3.2')];
    const participant = (reference: string, name?: string) => ({
      actor: { reference, display: name } as Reference,
      status: 'accepted' as const,
    });
    const code = message.get('AIS-3.1');
    const service = this.practice.services.find((one) => one.code === code);
    this.write(
      {
        ...known,
        resourceType: 'Appointment',
        id,
        identifier: [{ system: 'urn:oid:2.999.10.3', value: filler, type: { coding: [{ code: 'FILL' }] } }],
        status: status as Appointment['status'],
        start,
        end,
        minutesDuration: minutes,
        serviceType: service
          ? [{ coding: [{ system: 'urn:oid:2.999.10.9', code, display: service.display }] }]
          : known?.serviceType,
        participant: staff
          ? [
              ...(entry.patient ? [participant(`Patient/${entry.patient.id}`, display(entry.patient))] : []),
              participant(`Practitioner/${staff}`),
              participant(`Location/${[site, room].filter(Boolean).join('-')}`),
            ]
          : (known?.participant ?? []),
      },
      entry,
    );
    return true;
  }

  private write(resource: FhirResource, entry: Entry): void {
    const reference = `${resource.resourceType}/${resource.id}`;
    const before = this.store.get(reference);
    const same =
      before && JSON.stringify({ ...before, meta: 0 }) === JSON.stringify({ ...structuredClone(resource), meta: 0 });
    if (same) return;
    const after = this.store.put(resource, source);
    entry.changes.push({
      reference,
      action: before ? 'update' : 'create',
      version: after.meta?.versionId ?? '1',
      before,
      after,
    });
  }

  /** The journal of the last hours, so that the console has something to show from the start. */
  recordPast(now: number): void {
    const visits = this.store
      .all<Appointment>('Appointment')
      .filter(
        (one) =>
          Date.parse(one.start ?? '') > now - 9 * 3_600_000 && Date.parse(one.start ?? '') < now + 30 * 3_600_000,
      );
    const times = Array.from({ length: 160 }, () => now - this.roll() * 7 * 3_600_000).sort((a, b) => a - b);
    times.forEach((received, index) => {
      const visit = visits[Math.floor(this.roll() * visits.length)];
      if (visit) this.past(visit, received, index);
    });
    (['delivered', 'failed', 'waiting'] as const).forEach((state, index) => {
      const visit = visits[index];
      if (visit) this.leave(visit, now - (3 - index) * 60_000, state);
    });
  }

  /** What the front desk changed, on its way to the EHR. */
  private leave(visit: Appointment, made: number, state: 'delivered' | 'failed' | 'waiting'): void {
    const patient = this.store.get<Patient>(visit.participant[0]?.actor?.reference);
    if (!patient) return;
    const text = compose('SIU^S14', patient, visit, made, this.next).replace(
      'LAKESIDE_EHR|LAKESIDE|PRACTICE_HUB|LAKESIDE',
      'PRACTICE_HUB|LAKESIDE|LAKESIDE_EHR|LAKESIDE',
    );
    const answered = { delivered: 'AA', failed: 'AR', waiting: '' }[state];
    Object.assign(this.enter(text, made, 'out'), {
      state,
      patient,
      acknowledgement: answered,
      changes: [
        {
          reference: `Appointment/${visit.id}`,
          action: 'update',
          version: '2',
          before: earlier(visit, visit),
          after: visit,
        },
      ],
      problems:
        state === 'failed'
          ? [
              {
                code: 'refused-elsewhere',
                severity: 'error',
                place: 'MSA-1',
                text: 'The system answered AR, error 200 at MSH.',
              },
            ]
          : [],
    });
  }

  private past(visit: Appointment, received: number, index: number): void {
    const patient = this.store.get<Patient>(visit.participant[0]?.actor?.reference);
    if (!patient) return;
    const event = ['SIU^S12', 'ADT^A04', 'ADT^A08', 'SIU^S13', 'ADT^A03', 'SIU^S14', 'ADT^A28'][index % 7] ?? 'ADT^A08';
    const entry = this.enter(compose(event, patient, visit, received, this.next), received);
    entry.patient = patient;
    entry.problems = problemsOf(new Hl7(entry.text));
    entry.state =
      index % 41 === 20 ? 'duplicate' : index % 29 === 11 ? 'stale' : index % 13 === 5 ? 'unchanged' : 'applied';
    if (index % 41 === 20) entry.duplicates = 1;
    if (index % 17 === 9)
      entry.problems = [
        {
          code: 'UNKNOWN_CODE',
          severity: 'warning',
          place: 'PID-16',
          text: 'The marital status "L" is not in the table of this feed. It was kept as the sender wrote it.',
        },
      ];
    if (entry.state === 'applied') {
      const about: FhirResource = event.startsWith('SIU') ? visit : patient;
      const before = event === 'SIU^S12' || event === 'ADT^A28' ? undefined : earlier(about, visit);
      entry.changes = [
        {
          reference: `${about.resourceType}/${about.id}`,
          action: before ? 'update' : 'create',
          version: before ? '2' : '1',
          before,
          after: about,
        },
      ];
    }
    if ([30, 77, 121, 140, 155].includes(index)) this.hold(entry, index, patient, visit);
  }

  private hold(entry: Entry, index: number, patient: Patient, visit: Appointment): void {
    entry.state = 'held';
    entry.changes = [];
    entry.problems =
      index === 77
        ? [
            {
              code: 'INVALID_DATE',
              severity: 'error',
              place: 'SCH-11',
              text: 'The start 20261135 is not a date, so the visit has no time to be shown at.',
            },
          ]
        : index === 140
          ? [
              {
                code: 'ALREADY_BEGUN',
                severity: 'error',
                place: 'SCH-2',
                text: `The visit ${visit.id?.toUpperCase()} has already begun. It cannot be moved to another time.`,
              },
            ]
          : [
              {
                code: 'NO_USABLE_IDENTIFIER',
                severity: 'error',
                place: 'PID-3',
                text: 'The message names no record number that this feed knows. Without one, the wrong chart could be changed.',
              },
            ];
    const broken =
      index === 77
        ? entry.text.replace(/\^\^\^\d{14}-\d{4}/, '^^^20261135')
        : entry.text.replace(/PID\|1\|\|[^|]*/, 'PID|1||');
    Object.assign(entry, { text: index === 140 ? entry.text : broken, patient: index === 140 ? patient : undefined });
  }

  /** For a lively screen: something believable happens to one of today's visits. */
  invent(): void {
    const today = dayOf(Date.now(), zone);
    const visits = this.store.all<Appointment>('Appointment').filter((one) => one.start?.startsWith(today));
    const visit = visits[Math.floor(this.roll() * visits.length)];
    const patient = this.store.get<Patient>(visit?.participant[0]?.actor?.reference);
    if (!visit || !patient) return;
    const event = visit.status === 'booked' ? 'ADT^A04' : visit.status === 'arrived' ? 'ADT^A03' : 'ADT^A08';
    this.receive(compose(event, patient, visit, Date.now(), this.next));
  }
}

function earlier(resource: FhirResource, visit: Appointment): FhirResource {
  if (resource.resourceType === 'Patient') {
    return {
      ...resource,
      telecom: [{ system: 'phone', use: 'home', value: '847-555-0199' }],
      address: [{ line: ['14 Foster Street'], city: 'Skokie', state: 'IL', postalCode: '60076' }],
    };
  }
  const shift = (iso: string | undefined) => isoAt(Date.parse(iso ?? '') - 30 * 60_000, zone);
  return { ...visit, start: shift(visit.start), end: shift(visit.end) };
}

function problemsOf(message: Hl7): Problem[] {
  if (!message.has('PID')) return [];
  const problems: Problem[] = [];
  if (
    (message.get('MSH-9.2') === 'S12' && !/^\d{4}(0[1-9]|1[0-2])\d{4}/.test(message.get('SCH-11.4'))) ||
    /^\d{6}3[2-9]/.test(message.get('SCH-11.4'))
  ) {
    problems.push({
      code: 'required-missing',
      severity: 'error',
      place: 'SCH-11',
      text: 'The message does not say from when to when the appointment is.',
    });
  }
  if (!message.identifier('LFP-MRN')) {
    problems.push({
      code: 'NO_USABLE_IDENTIFIER',
      severity: 'error',
      place: 'PID-3',
      text: 'The message names no record number that this feed knows. Without one, the wrong chart could be changed.',
    });
  }
  const sex = message.get('PID-8');
  if (sex && !['M', 'F', 'O', 'U'].includes(sex)) {
    problems.push({
      code: 'UNKNOWN_CODE',
      severity: 'warning',
      place: 'PID-8',
      text: `The administrative sex "${sex}" is not in the table of this feed. It was left as it was.`,
    });
  }
  return problems;
}

/** A message about a visit, as the demo EHR would write it. */
export function compose(event: string, patient: Patient, visit: Appointment, when: number, control: number): string {
  const [kind, trigger] = event.split('^');
  const name = patient.name?.[0];
  const mrn = patient.identifier?.[0]?.value ?? '';
  const staff = visit.participant[1]?.actor?.reference?.split('/')[1] ?? '';
  const [site, room] = (visit.participant[2]?.actor?.reference?.split('/')[1] ?? '').split('-');
  const now = dtm(isoAt(when, zone));
  const service = visit.serviceType?.[0]?.coding?.[0];
  const structure =
    kind === 'SIU' ? 'SIU_S12' : trigger === 'A28' ? 'ADT_A05' : trigger === 'A03' ? 'ADT_A03' : 'ADT_A01';
  const address = patient.address?.[0];
  const pid = `PID|1||${mrn}^^^LFP-MRN^MR||${name?.family}^${name?.given?.[0]}^${name?.given?.[1] ?? ''}||${patient.birthDate?.replaceAll('-', '')}|${patient.gender === 'male' ? 'M' : 'F'}|||${address?.line?.[0]}^^${address?.city}^${address?.state}^${address?.postalCode}||${patient.telecom?.[0]?.value ?? ''}|||||AC${mrn}^^^LFP-ACCT^AN`;
  const msh = `MSH|^~\\&|LAKESIDE_EHR|LAKESIDE|PRACTICE_HUB|LAKESIDE|${now}||${kind}^${trigger}^${structure}|LFP${control}|P|2.5.1`;
  const [start, end] = [dtm(visit.start ?? ''), dtm(visit.end ?? '')];
  const segments =
    kind === 'SIU'
      ? [
          msh,
          `SCH||${visit.id?.toUpperCase()}^LFP-APPT|||||FOLLOWUP^Follow-up^HL70276|${service?.code}^${service?.display}^LFP-SERVICE|${visit.minutesDuration}|min^minutes^UCUM|^^${visit.minutesDuration}^${start}^${end}`,
          pid,
          'RGS|1|A',
          `AIS|1|A|${service?.code}^${service?.display}^LFP-SERVICE|${start}|||${visit.minutesDuration}|min^minutes^UCUM`,
          `AIL|1|A|${site}^${room}^^LFP-LOC`,
          `AIP|1|A|${staff}^^^^^^^^NPI^^^^NPI`,
        ]
      : [
          msh,
          `EVN|${trigger}|${now}`,
          pid,
          `PV1|1|O|${site}^${trigger === 'A08' ? room : 'WAIT'}^^LFP-LOC||||${staff}^^^^^^^^NPI^^^^NPI||||||||||||V${visit.id?.slice(1)}^^^LFP-VISIT^VN`,
        ];
  return `${segments.join('\r')}\r`;
}

/** An entry as the hub serves it. */
export function toHeader(entry: Entry): MessageHeader {
  const message = new Hl7(entry.text);
  const patient = entry.patient;
  const part = (url: string, value: object) => ({ url, ...value });
  return {
    resourceType: 'MessageHeader',
    id: entry.id,
    meta: { lastUpdated: new Date(entry.settled).toISOString() },
    eventCoding: { system: 'http://terminology.hl7.org/CodeSystem/v2-0003', code: message.get('MSH-9.2') },
    source: { name: `${message.get('MSH-3')}|${message.get('MSH-4')}`, endpoint: 'urn:x-hub:feed:demo-ehr' },
    focus: entry.changes.map((change) => ({ reference: change.reference })),
    extension: [
      {
        url: 'urn:x-hub:extension:message',
        extension: [
          part('state', { valueCode: entry.state }),
          part('direction', { valueCode: entry.direction }),
          part('received', { valueInstant: new Date(entry.received).toISOString() }),
          part('settled', { valueInstant: new Date(entry.settled).toISOString() }),
          part('type', { valueString: message.get('MSH-9') }),
          part('version', { valueString: message.get('MSH-12') }),
          part('controlId', { valueString: message.get('MSH-10') }),
          ...(entry.acknowledgement ? [part('acknowledgement', { valueCode: entry.acknowledgement })] : []),
          part('duplicates', { valueInteger: entry.duplicates }),
          part('attempts', { valueInteger: entry.attempts }),
          ...(patient ? [part('patient', { valueReference: { reference: `Patient/${patient.id}` } })] : []),
          ...(entry.replaces
            ? [part('replaces', { valueReference: { reference: `MessageHeader/${entry.replaces}` } })]
            : []),
          ...(entry.decision
            ? [
                part('decision', { valueString: entry.decision.reason }),
                part('decidedBy', { valueString: entry.decision.by }),
              ]
            : []),
          ...(entry.replacedBy
            ? [part('replacedBy', { valueReference: { reference: `MessageHeader/${entry.replacedBy}` } })]
            : []),
          ...entry.problems.map((problem) => ({
            url: 'problem',
            extension: [
              part('code', { valueCode: problem.code }),
              part('severity', { valueCode: problem.severity }),
              part('place', { valueString: problem.place }),
              part('text', { valueString: problem.text }),
            ],
          })),
        ],
      },
    ],
  };
}
