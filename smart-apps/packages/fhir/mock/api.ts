import type { Appointment, Bundle, FhirResource, Parameters, ParametersParameter } from 'fhir/r4';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Scopes } from '../src/scopes';
import { type AuthorizationServer, type Person, body, json } from './authorization';
import type { Booker, Bookings } from './bookings';
import { Codes } from './codes';
import { type Leaf, explanation, lossReport } from './explain';
import { type Entry, type Feed, toHeader } from './feed';
import type { Flow } from './flow';
import { Hl7, fieldNames, segmentNames } from './hl7';
import type { Live } from './live';
import type { Messages } from './messages';
import { Refusal, outcome } from './refusal';
import { Replays } from './replays';
import { FeedFile, mistakesIn, rehearse } from './rehearse';
import { isOwn, search } from './search';
import type { Store } from './store';
import type { Trail } from './trail';

/** The FHIR API of the mock hub. */
export class Api {
  private readonly replays: Replays;
  private readonly file = new FeedFile();
  private readonly codes: Codes;

  constructor(
    private readonly store: Store,
    private readonly feed: Feed,
    private readonly people: AuthorizationServer,
    private readonly live: Live,
    private readonly trail: Trail,
    private readonly bookings: Bookings,
    private readonly reminders: Messages,
    private readonly flow: Flow,
  ) {
    this.replays = new Replays(feed);
    this.codes = new Codes(feed.entries);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', 'http://mock');
    if (url.pathname.startsWith('/mock/')) return this.control(url.pathname, request, response);
    if (url.pathname !== '/live' && !/^\/fhir(\/|$)/.test(url.pathname)) return false;
    const who = this.people.personOf(request);
    if (!who) return json(response, 401, outcome('login', 'The token is missing or no longer valid.'));
    if (url.pathname === '/live') {
      this.live.open(response, request.headers['last-event-id'] as string | undefined);
      return true;
    }
    const path = url.pathname.replace(/^\/fhir\/?/, '');
    const note = (status: number, answer: object) =>
      this.trail.note(who.person, who.client, {
        method: request.method ?? 'GET',
        path,
        names: [...url.searchParams.keys()],
        status,
        answer,
      });
    try {
      const answer = await this.fhir(request, url, who.person, new Scopes(who.scope));
      note(200, answer);
      return json(response, 200, answer);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      note(problem.status, {});
      return json(response, problem.status, problem.outcome());
    }
  }

  /** For tests only: what cannot be brought about from outside. */
  private async control(path: string, request: IncomingMessage, response: ServerResponse): Promise<true> {
    if (path === '/mock/expire') this.people.expire();
    if (path === '/mock/drop') this.live.drop();
    if (path === '/mock/put')
      this.store.put(JSON.parse(await body(request)) as FhirResource, 'http://localhost/fhir/Practitioner/S031');
    return json(response, 200, {});
  }

  private async fhir(request: IncomingMessage, url: URL, person: Person, scopes: Scopes): Promise<object> {
    const [first = '', id = '', more = ''] = url.pathname.replace(/^\/fhir\/?/, '').split('/');
    if (first === '' && request.method === 'POST')
      return this.transaction(JSON.parse(await body(request)) as Bundle, person);
    if (first === '$apps') return apps(person);
    if (first === '$feed-status') return this.status();
    if (first === '$loss-report') return this.losses(url.searchParams, scopes);
    if (first === '$replay' || first === '$replays' || first === '$cancel-replay') {
      if (!scopes.allow('MessageHeader', 'u')) throw new Refusal(403, 'Your role does not include this.');
      const input = request.method === 'POST' ? (JSON.parse(await body(request)) as Parameters) : ({} as Parameters);
      const answer = this.replays.answer(first, input, person.fhirUser);
      if (typeof answer === 'string') throw new Refusal(422, answer);
      return answer;
    }
    if (first === '$unmapped-codes' || first === '$map-codes') return this.unknownCodes(first, request, scopes, person);
    if (['$feed-file', '$rehearse', '$publish-feed'].includes(first))
      return this.rehearsal(first, request, scopes, person);
    if (first === 'Appointment' && (id.startsWith('$') || more.startsWith('$'))) {
      const letter = id === '$book' || id === '$walk-in' ? 'c' : more === '$checklist' ? 'r' : more ? 'u' : 's';
      if (!scopes.allow(first, letter)) throw new Refusal(403, 'Your role does not include this.');
      const input = request.method === 'POST' ? (JSON.parse(await body(request)) as Parameters) : ({} as Parameters);
      if (this.flow.handles(more || id)) {
        const ifMatch = /"(.+)"/.exec(request.headers['if-match'] ?? '')?.[1];
        const source = `http://localhost/fhir/${person.fhirUser}`;
        const who = { role: person.role, source, ifMatch };
        return this.flow.answer(more || id, more ? id : undefined, input, url.searchParams, who);
      }
      return this.bookings.answer(more || id, more ? id : undefined, input, bookerOf(person));
    }
    if (first === 'Appointment' && id === '' && request.method === 'POST') {
      if (!scopes.allow(first, 'c')) throw new Refusal(403, 'Your role does not include this.');
      const asked = JSON.parse(await body(request)) as Appointment;
      return asked.status === 'waitlist'
        ? this.bookings.waitlist.add(asked, bookerOf(person).source)
        : this.bookings.request(asked, bookerOf(person));
    }
    if (first === 'Communication' && more === '$reply-as-patient') {
      if (!scopes.allow(first, 'c')) throw new Refusal(403, 'Your role does not include this.');
      return this.reminders.reply(id, JSON.parse(await body(request)) as Parameters);
    }
    if (!scopes.allow(first, id && id !== '_search' ? 'r' : 's'))
      throw new Refusal(403, `Your role does not include ${first}.`);
    const query = id === '_search' ? new URLSearchParams(await body(request)) : url.searchParams;
    if (first === 'AuditEvent') return this.audit(id, query);
    if (first === 'MessageHeader') return this.message(id, more, query, request, person);
    const type = first as FhirResource['resourceType'];
    if (id === '' || id === '_search') return search(this.store, type, query, person.own);
    const found = this.store.history(`${type}/${id}`).filter((one) => isOwn(one, person.own));
    if (found.length === 0) throw new Refusal(404, `${type}/${id} is not known.`);
    if (more === '_history')
      return { resourceType: 'Bundle', type: 'history', entry: found.map((resource) => ({ resource })) };
    return found[0] ?? {};
  }

  private audit(id: string, query: URLSearchParams): object {
    if (id === '' || id === '_search') return this.trail.search(query);
    const found = this.trail.find(id);
    if (!found) throw new Refusal(404, `Record ${id} is not known.`);
    return found;
  }

  private transaction(bundle: Bundle, person: Person): Bundle {
    for (const { request } of bundle.entry ?? []) {
      const current = this.store.get(request?.url);
      const expected = /"(.+)"/.exec(request?.ifMatch ?? '')?.[1];
      if (expected && current?.meta?.versionId !== expected)
        throw new Refusal(
          412,
          `${request?.url} has changed: it is at version ${current?.meta?.versionId}, not ${expected}.`,
        );
    }
    const before = new Map<string, Appointment | undefined>();
    for (const { resource } of bundle.entry ?? []) {
      if (resource?.resourceType !== 'Appointment') continue;
      before.set(resource.id ?? '', this.store.get<Appointment>(`Appointment/${resource.id}`));
      this.flow.check(before.get(resource.id ?? ''), resource);
    }
    const entry = (bundle.entry ?? []).map(({ resource }) => {
      if (!resource) throw new Refusal(400, 'An entry has no resource.');
      const source = `http://localhost/fhir/${person.fhirUser}`;
      const stored = this.store.put({ ...resource, id: resource.id ?? randomUUID() }, source);
      if (stored.resourceType === 'Appointment' && before.get(stored.id ?? '')?.status !== stored.status)
        this.flow.follow(stored, source);
      this.bookings.waitlist.changed(before.get(stored.id ?? ''), stored, source);
      return {
        response: {
          status: '200 OK',
          etag: `W/"${stored.meta?.versionId}"`,
          location: `${stored.resourceType}/${stored.id}/_history/${stored.meta?.versionId}`,
        },
      };
    });
    return { resourceType: 'Bundle', type: 'transaction-response', entry };
  }

  private async message(
    id: string,
    more: string,
    query: URLSearchParams,
    request: IncomingMessage,
    person: Person,
  ): Promise<object> {
    if (id === '' || id === '_search') return this.messages(query);
    const entry = this.feed.entries.find((one) => one.id === id);
    if (!entry) throw new Refusal(404, `Message ${id} is not known.`);
    if (more === '') return toHeader(entry);
    if (more === '$segments') return segments(entry);
    if (more === '$changes') return changes(entry);
    if (more === '$explain') return explanation(entry, leaves(entry));
    const input = JSON.parse(await body(request)) as Parameters;
    const given = (name: string) => input.parameter?.find((part) => part.name === name)?.valueString ?? '';
    if (more === '$skip') {
      entry.state = 'skipped';
      entry.decision = { reason: given('reason'), by: `http://localhost/fhir/${person.fhirUser}` };
      this.live.send('message', { message: id, state: 'skipped', feed: 'demo-ehr' });
      return toHeader(entry);
    }
    // A replay works the same message off again; only a correction makes another one.
    if (entry.direction === 'out' && (more === '$retry' || more === '$replay')) {
      entry.state = 'delivered';
      entry.problems = [];
      return toHeader(entry);
    }
    if (more === '$retry' || more === '$replay') {
      entry.attempts += 1;
      this.feed.settle(entry);
      return toHeader(entry);
    }
    const answer = this.replace(entry, given('message'));
    entry.decision = { reason: given('reason'), by: `http://localhost/fhir/${person.fhirUser}` };
    return answer;
  }

  private replace(entry: Entry, text: string): object {
    const message = new Hl7(text);
    if (message.has('PID') && !message.identifier('LFP-MRN'))
      throw new Refusal(422, 'A record number with the authority LFP-MRN is needed here.', 'PID-3');
    if (message.has('SCH') && !message.get('SCH-2'))
      throw new Refusal(422, 'The appointment has no identifier.', 'SCH-2');
    const fresh = this.feed.enter(text, Date.now());
    fresh.replaces = entry.id;
    entry.replacedBy = fresh.id;
    entry.state = 'replaced';
    this.feed.settle(fresh);
    this.live.send('message', { message: entry.id, state: 'replaced', feed: 'demo-ehr' });
    return toHeader(fresh);
  }

  private messages(query: URLSearchParams): Bundle {
    const wanted = (name: string) => query.get(name)?.split(',').filter(Boolean) ?? [];
    const text = query.get('identifier')?.toLowerCase();
    const found = [...this.feed.entries]
      .filter((entry) => {
        const header = toHeader(entry);
        const type = new Hl7(entry.text).get('MSH-9');
        const events = wanted('event');
        const words = entry.text.toLowerCase().split(/[|^~\r]/);
        return (
          (wanted('state').length === 0 || wanted('state').includes(entry.state)) &&
          (events.length === 0 || events.some((event) => type.startsWith(event))) &&
          (wanted('direction').length === 0 || wanted('direction').includes(entry.direction)) &&
          (wanted('focus').length === 0 ||
            header.focus?.some((one) => wanted('focus').includes(one.reference ?? ''))) &&
          (wanted('patient').length === 0 || wanted('patient').includes(`Patient/${entry.patient?.id}`)) &&
          query.getAll('date').every((date) => within(entry.received, date)) &&
          (!text || words.some((word) => word.startsWith(text)))
        );
      })
      .sort((a, b) => b.received - a.received || Number(b.id) - Number(a.id));
    const count = query.get('_summary') === 'count' ? 0 : Number(query.get('_count') ?? 50);
    const offset = Number(query.get('_offset') ?? 0);
    const next = new URLSearchParams(query);
    next.set('_offset', String(offset + count));
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      total: found.length,
      link:
        count > 0 && offset + count < found.length
          ? [{ relation: 'next', url: `http://mock/fhir/MessageHeader?${next}` }]
          : [],
      entry: found.slice(offset, offset + count).map((entry) => ({ resource: toHeader(entry) })),
    };
  }

  private losses(query: URLSearchParams, scopes: Scopes): Parameters {
    if (!scopes.allow('MessageHeader', 'r')) throw new Refusal(403, 'Your role does not include MessageHeader.');
    return lossReport(this.feed.entries, leaves, query);
  }

  private async unknownCodes(
    operation: string,
    request: IncomingMessage,
    scopes: Scopes,
    person: Person,
  ): Promise<Parameters> {
    if (!scopes.allow('MessageHeader', 'r')) throw new Refusal(403, 'Your role does not include MessageHeader.');
    if (operation === '$unmapped-codes') return this.codes.list();
    if (person.role !== 'admin') throw new Refusal(403, 'Your role does not include this.');
    const input = JSON.parse(await body(request)) as Parameters;
    const again = this.codes.explain(input);
    if (typeof again === 'string') throw new Refusal(422, again);
    this.replays.start(again, person.fhirUser);
    return {
      resourceType: 'Parameters',
      parameter: [
        { name: 'codes', valueInteger: (input.parameter ?? []).filter(({ name }) => name === 'code').length },
        { name: 'messages', valueInteger: again.length },
        { name: 'restart', valueBoolean: false },
      ],
    };
  }

  private async rehearsal(
    operation: string,
    request: IncomingMessage,
    scopes: Scopes,
    person: Person,
  ): Promise<Parameters> {
    if (!scopes.allow('MessageHeader', 'r')) throw new Refusal(403, 'Your role does not include MessageHeader.');
    if (operation === '$feed-file') return this.file.answer();
    const input = JSON.parse(await body(request)) as Parameters;
    const given = (name: string) => input.parameter?.find((part) => part.name === name);
    const text = given('text')?.valueString ?? '';
    const mistakes = mistakesIn(text);
    if (mistakes.length > 0) throw new Refusal(422, 'The hub would not take on this file.', undefined, mistakes);
    if (operation === '$publish-feed') {
      if (person.role !== 'admin') throw new Refusal(403, 'Your role does not include this.');
      if (!this.file.publish(text, given('version')?.valueString))
        throw new Refusal(422, 'The file has changed since you began. Begin again with what it says now.');
      return this.file.answer();
    }
    return rehearse(this.feed.entries, leaves, {
      text,
      count: given('count')?.valueInteger ?? 20,
      next: given('next')?.valueString,
    });
  }

  private status(): Parameters {
    const entries = this.feed.entries;
    const last = entries.reduce((newest, entry) => Math.max(newest, entry.received), 0);
    const inState = (state: string) => entries.filter((entry) => entry.state === state).length;
    const since = (minutes: number) =>
      entries.filter((entry) => entry.received > Date.now() - minutes * 60_000 && entry.direction !== 'out').length;
    const leaving = entries.filter((entry) => entry.state === 'waiting').map((entry) => entry.received);
    return {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'feed',
          part: [
            { name: 'id', valueCode: 'demo-ehr' },
            { name: 'name', valueString: 'Lakeside EHR' },
            { name: 'address', valueUri: 'mllp://0.0.0.0:2575' },
            { name: 'state', valueCode: 'listening' },
            { name: 'connections', valueInteger: 1 },
            { name: 'lastReceived', valueInstant: new Date(last).toISOString() },
            { name: 'receivedToday', valueInteger: entries.length },
            { name: 'receivedLastHour', valueInteger: since(60) },
            { name: 'receivedLastFiveMinutes', valueInteger: since(5) },
            { name: 'waiting', valueInteger: 0 },
            { name: 'held', valueInteger: inState('held') },
            { name: 'sendsTo', valueUri: 'mllp://ehr.lakeside.example:6661' },
            { name: 'lastDelivered', valueInstant: new Date(last).toISOString() },
            { name: 'toSend', valueInteger: leaving.length },
            ...(leaving.length === 0
              ? []
              : [{ name: 'oldestToSend', valueInstant: new Date(Math.min(...leaving)).toISOString() }]),
            { name: 'failed', valueInteger: inState('failed') },
          ],
        },
      ],
    };
  }
}

function bookerOf({ fhirUser, own }: Person): Booker {
  return { source: `http://localhost/fhir/${fhirUser}`, own };
}

function within(received: number, date: string): boolean {
  const limit = Date.parse(date.slice(2));
  return date.startsWith('ge') ? received >= limit : received < limit;
}

function apps(person: Person): Parameters {
  const app = (id: string, name: string, description: string): ParametersParameter => ({
    name: 'app',
    part: [
      { name: 'id', valueCode: id },
      { name: 'name', valueString: name },
      { name: 'description', valueString: description },
      { name: 'url', valueUri: `/apps/${id}/` },
      { name: 'available', valueBoolean: person.apps.includes(id) },
      ...(person.apps.includes(id) ? [] : [{ name: 'reason', valueString: 'For administrators and interface staff.' }]),
    ],
  });
  return {
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'user',
        part: [
          { name: 'name', valueString: person.name },
          { name: 'role', valueCode: person.role },
          { name: 'fhirUser', valueReference: { reference: person.fhirUser } },
          { name: 'reviewsAccess', valueBoolean: false },
          { name: 'feeds', valueBoolean: person.role === 'admin' },
        ],
      },
      app('staff', 'Front desk', 'The day of the practice: who comes when, who is here, who pays.'),
      app('console', 'Console', 'Every message, what it changed, and what waits for a person.'),
      app('portal', 'Patient portal', 'Your visits: book, confirm, move and cancel them.'),
    ],
  };
}

function segments(entry: Entry): Parameters {
  const message = new Hl7(entry.text);
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'text', valueString: entry.text },
      ...message.lines.map((line, index): ParametersParameter => {
        const [id = ''] = line;
        const fields = id === 'MSH' ? ['|', ...line.slice(1)] : line.slice(1);
        return {
          name: 'segment',
          part: [
            { name: 'id', valueCode: id },
            { name: 'name', valueString: segmentNames[id] ?? id },
            { name: 'line', valueInteger: index + 1 },
            ...fields.flatMap((value, field): ParametersParameter[] =>
              value === ''
                ? []
                : [
                    {
                      name: 'field',
                      part: [
                        { name: 'position', valueString: `${id}-${field + 1}` },
                        { name: 'name', valueString: fieldNames[id]?.[field] ?? `Field ${field + 1}` },
                        { name: 'value', valueString: value },
                      ],
                    },
                  ],
            ),
          ],
        };
      }),
    ],
  };
}

function changes(entry: Entry): Parameters {
  const all = leaves(entry).filter((leaf) => leaf.value !== leaf.before);
  return {
    resourceType: 'Parameters',
    parameter: entry.changes.map((change): ParametersParameter => ({
      name: 'change',
      part: [
        { name: 'reference', valueReference: { reference: change.reference } },
        { name: 'action', valueCode: change.action },
        { name: 'version', valueString: change.version },
        ...all
          .filter((leaf) => leaf.reference === change.reference)
          .map((leaf): ParametersParameter => ({
            name: 'element',
            part: [
              { name: 'path', valueString: `${change.after.resourceType}.${leaf.path}` },
              ...(leaf.before === undefined ? [] : [{ name: 'before', valueString: leaf.before }]),
              ...(leaf.value === undefined ? [] : [{ name: 'after', valueString: leaf.value }]),
            ],
          })),
      ],
    })),
  };
}

/** The elements of what a message touched. */
function leaves(entry: Entry): Leaf[] {
  return entry.changes.flatMap(({ reference, version, before, after }) => {
    const [was, is] = [flatten(before), flatten(after)];
    return [...new Set([...was.keys(), ...is.keys()])]
      .filter((path) => !/^(meta|resourceType|id)\b/.test(path))
      .map((path) => ({ reference, path, version, value: is.get(path), before: was.get(path) }));
  });
}

function flatten(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) value.forEach((one, index) => flatten(one, `${path}[${index}]`, into));
  else if (value && typeof value === 'object')
    Object.entries(value).forEach(([name, one]) => flatten(one, path ? `${path}.${name}` : name, into));
  else if (value !== undefined) into.set(path, String(value));
  return into;
}
