import type { AuditEvent, AuditEventEntity, Bundle, FhirResource } from 'fhir/r4';
import { randomUUID } from 'node:crypto';
import type { Person } from './authorization';

/** What the mock writes down of a request. */
export interface Noted {
  readonly method: string;
  readonly path: string;
  readonly names: readonly string[];
  readonly status: number;
  readonly answer: object;
}

const interactions: Record<string, readonly [action: AuditEvent['action'], code: string]> = {
  read: ['R', 'read'],
  search: ['E', 'search-type'],
  change: ['E', 'transaction'],
};

/** The mock's audit trail: each request that it answered, as the hub would write it down. */
export class Trail {
  private readonly events: AuditEvent[] = [];

  /** For the past: an outside system that read a patient's record. */
  disclosed(patient: string, when: number): void {
    this.add(
      'read',
      { method: 'GET', path: patient, names: [], status: 200, answer: {} },
      [patient],
      { client: 'referral-network' },
      when,
    );
  }

  note(person: Person, client: string, noted: Noted): void {
    const kind =
      noted.method === 'POST' && noted.path === '' ? 'change' : /\/[^_$]/.test(noted.path) ? 'read' : 'search';
    this.add(kind, noted, found(noted.answer), { client, person }, Date.now());
  }

  private add(
    kind: keyof typeof interactions,
    noted: Noted,
    references: readonly string[],
    who: { client: string; person?: Person },
    when: number,
  ): void {
    const [action, code] = interactions[kind] ?? ['E', kind];
    const asked = noted.path + (noted.names.length > 0 ? `?${noted.names.map((name) => `${name}=*`).join('&')}` : '');
    const patients = references.filter((reference) => reference.startsWith('Patient/'));
    this.events.push({
      resourceType: 'AuditEvent',
      id: String(this.events.length + 1),
      recorded: new Date(when).toISOString(),
      type: { code: 'rest' },
      subtype: [{ code }],
      action,
      outcome: noted.status < 400 ? '0' : '4',
      agent: [
        { requestor: !who.person, altId: who.client, network: { address: '127.0.0.1', type: '2' } },
        ...(who.person
          ? [
              {
                requestor: true,
                name: who.person.login,
                who: { reference: who.person.fhirUser },
                role: [{ coding: [{ code: who.person.role }] }],
              },
            ]
          : []),
      ],
      source: { observer: { display: 'Practice Hub' } },
      entity: [
        ...patients.map((reference) => entity(reference, '1')),
        ...references.filter((one) => !patients.includes(one)).map((reference) => entity(reference, '4')),
        { role: { code: '24' }, query: Buffer.from(asked).toString('base64') },
        { type: { code: 'XrequestId' }, what: { identifier: { value: randomUUID() } } },
      ],
    });
  }

  find(id: string): AuditEvent | undefined {
    return this.events.find((event) => event.id === id);
  }

  search(query: URLSearchParams): Bundle {
    const has = (name: string, holds: (value: string) => boolean) => query.getAll(name).every(holds);
    const all = this.events
      .filter(
        (event) =>
          has(
            'patient',
            (value) => event.entity?.some((one) => one.role?.code === '1' && one.what?.reference === value) ?? false,
          ) &&
          has('agent-name', (value) => event.agent.some((agent) => agent.name === value)) &&
          has('outcome', (value) => value.split(',').includes(event.outcome ?? '')) &&
          has('request', (value) => event.entity?.some((one) => one.what?.identifier?.value === value) ?? false) &&
          has('disclosure', () => event.agent.length === 1) &&
          has('date', (value) => within(Date.parse(event.recorded), value)),
      )
      .toReversed();
    const count = Number(query.get('_count') ?? 50);
    const offset = Number(query.get('_offset') ?? 0);
    const next = new URLSearchParams(query);
    next.set('_offset', String(offset + count));
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      link: offset + count < all.length ? [{ relation: 'next', url: `http://mock/fhir/AuditEvent?${next}` }] : [],
      entry: all.slice(offset, offset + count).map((resource) => ({ resource })),
    };
  }
}

function entity(reference: string, role: string): AuditEventEntity {
  return { what: { reference }, role: { code: role } };
}

/** Whose records and which an answer held. */
function found(answer: object): string[] {
  const resource = answer as FhirResource;
  if (resource.resourceType === 'Bundle')
    return [...new Set((resource.entry ?? []).flatMap((entry) => (entry.resource ? found(entry.resource) : [])))];
  if (!resource.id) return [];
  const owners = /"reference":"(Patient\/[^"]+)"/g;
  const patients = [...JSON.stringify(resource).matchAll(owners)].map(([, patient]) => patient ?? '');
  return [...new Set([`${resource.resourceType}/${resource.id}`, ...patients])];
}

function within(at: number, date: string): boolean {
  const limit = Date.parse(date.slice(2));
  return date.startsWith('ge') ? at >= limit : at < limit;
}
