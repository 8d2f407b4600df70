import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { patientId } from './practice';

export interface Person {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly fhirUser: string;
  readonly apps: readonly string[];
  /** Of those who see only their own records: whose these are. */
  readonly own?: readonly string[];
}

const people: Person[] = [
  { login: 'frontdesk', name: 'Monica Delgado', role: 'front-desk', fhirUser: 'Practitioner/S011', apps: ['staff'] },
  { login: 'admin', name: 'Derek Huang', role: 'admin', fhirUser: 'Practitioner/S022', apps: ['console'] },
  {
    login: 'manager',
    name: 'Gina Ferraro',
    role: 'manager',
    fhirUser: 'Practitioner/S031',
    apps: ['staff', 'console'],
  },
  {
    login: 'patient',
    name: 'Chidi Okonkwo',
    role: 'patient',
    fhirUser: `Patient/${patientId('100113')}`,
    apps: ['portal'],
    own: [patientId('100113')],
  },
  // The hub's demo has no proxy: she comes for two children.
  {
    login: 'proxy',
    name: 'Ngozi Okonkwo',
    role: 'patient',
    fhirUser: 'RelatedPerson/ngozi',
    apps: ['portal'],
    own: [patientId('100127'), patientId('100128')],
  },
  { login: 'privacy', name: 'Lena Marsh', role: 'privacy', fhirUser: 'Practitioner/S052', apps: ['console'] },
];
const redirects: Record<string, string> = {
  launcher: '/',
  staff: '/apps/staff/',
  console: '/apps/console/',
  portal: '/apps/portal/',
};

interface Code {
  readonly person: Person;
  readonly client: string;
  readonly scope: string;
  readonly challenge: string;
}

/** The least of a SMART authorization server: a sign-in form, authorization code with PKCE, refresh, sign-out. */
export class AuthorizationServer {
  private readonly sessions = new Map<string, Person>();
  private readonly codes = new Map<string, Code>();
  private readonly tokens = new Map<string, Omit<Code, 'challenge'>>();

  constructor(private readonly base: string) {}

  personOf(request: IncomingMessage): { person: Person; client: string; scope: string } | undefined {
    return this.tokens.get((request.headers.authorization ?? '').replace(/^Bearer /, ''));
  }

  /** For tests: every token stops working, refresh tokens too. */
  expire(): void {
    this.tokens.clear();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? '/', this.base);
    if (url.pathname === '/fhir/.well-known/smart-configuration') return json(response, 200, this.discovery());
    // The mock trusts no EHR.
    if (url.pathname === '/smart/ehrs') return json(response, 200, []);
    if (url.pathname === '/oauth2/authorize') return this.authorize(request, url, response);
    if (url.pathname === '/login') return this.login(request, url, response);
    if (/^\/pages\/[a-z]+\.(css|svg)$/.test(url.pathname)) return style(url.pathname, response);
    if (url.pathname === '/oauth2/token') return this.token(await form(request), response);
    if (url.pathname === '/connect/logout') return this.logout(request, await form(request), response);
    return false;
  }

  private discovery(): object {
    return {
      issuer: this.base,
      authorization_endpoint: `${this.base}/oauth2/authorize`,
      token_endpoint: `${this.base}/oauth2/token`,
      end_session_endpoint: `${this.base}/connect/logout`,
      code_challenge_methods_supported: ['S256'],
      capabilities: ['launch-standalone', 'client-public', 'permission-user', 'permission-v2'],
    };
  }

  private authorize(request: IncomingMessage, url: URL, response: ServerResponse): boolean {
    const person = this.sessions.get(cookie(request));
    if (!person) return redirect(response, `/login?next=${encodeURIComponent(url.pathname + url.search)}`);
    const asked = url.searchParams;
    const client = asked.get('client_id') ?? '';
    const target = new URL(redirects[client] ?? '/', this.base);
    if (asked.get('redirect_uri') !== target.href) return text(response, 400, 'unknown redirect');
    target.searchParams.set('state', asked.get('state') ?? '');
    if (client !== 'launcher' && !person.apps.includes(client)) target.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      this.codes.set(code, {
        person,
        client,
        scope: granted(person, asked.get('scope') ?? ''),
        challenge: asked.get('code_challenge') ?? '',
      });
      target.searchParams.set('code', code);
    }
    return redirect(response, target.href);
  }

  private async login(request: IncomingMessage, url: URL, response: ServerResponse): Promise<boolean> {
    const html = 'text/html;charset=utf-8';
    const next = url.searchParams.get('next');
    if (next) response.setHeader('Set-Cookie', `next=${encodeURIComponent(next)}; HttpOnly; SameSite=Lax; Path=/`);
    if (request.method === 'GET') return text(response, 200, page(url.searchParams.has('error')), html);
    const fields = await form(request);
    const person = people.find((one) => one.login === fields.get('username'));
    if (!person || fields.get('password') !== 'demo') return redirect(response, '/login?error');
    const session = randomUUID();
    this.sessions.set(session, person);
    response.setHeader('Set-Cookie', `mock=${session}; HttpOnly; SameSite=Lax; Path=/`);
    return redirect(response, decodeURIComponent(cookie(request, 'next') || '/'));
  }

  private token(fields: URLSearchParams, response: ServerResponse): boolean {
    const refresh = fields.get('grant_type') === 'refresh_token';
    const code = this.codes.get(fields.get('code') ?? '');
    const proof = createHash('sha256')
      .update(fields.get('code_verifier') ?? '')
      .digest('base64url');
    const held = refresh
      ? this.tokens.get(fields.get('refresh_token') ?? '')
      : code?.challenge === proof
        ? code
        : undefined;
    if (!held) return json(response, 400, { error: 'invalid_grant' });
    this.codes.delete(fields.get('code') ?? '');
    const [access, again] = [randomUUID(), randomUUID()];
    const grant = { person: held.person, client: held.client, scope: held.scope };
    this.tokens.set(access, grant).set(again, grant);
    const idToken = [
      { alg: 'none' },
      { sub: held.person.login, fhirUser: `${this.base}/fhir/${held.person.fhirUser}` },
      {},
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return json(response, 200, {
      access_token: access,
      refresh_token: again,
      token_type: 'Bearer',
      expires_in: Number(process.env.HUB_MOCK_TOKEN_SECONDS ?? 3600),
      scope: held.scope,
      id_token: idToken,
    });
  }

  private logout(request: IncomingMessage, fields: URLSearchParams, response: ServerResponse): boolean {
    this.sessions.delete(cookie(request));
    return redirect(response, fields.get('post_logout_redirect_uri') ?? '/');
  }
}

/** What was asked for, as far as the role goes. */
function granted(person: Person, scope: string): string {
  const watching = ['AuditEvent', 'Patient', 'Practitioner', 'Location'].map((type) => `user/${type}.rs`);
  if (person.role === 'privacy')
    return [...scope.split(' ').filter((one) => !one.includes('/')), ...watching].join(' ');
  return scope
    .split(' ')
    .filter((one) => !one.startsWith('user/AuditEvent'))
    .flatMap((one) => (one.startsWith('user/*') ? everyday.map((type) => one.replace('*', type)) : [one]))
    .join(' ');
}

/** What a wildcard stands for, as the hub writes it out: the types of the role, the trail not among them. */
const everyday = [
  'Account',
  'Appointment',
  'AppointmentResponse',
  'Coverage',
  'Encounter',
  'HealthcareService',
  'Location',
  'MessageHeader',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Provenance',
  'RelatedPerson',
  'Schedule',
  'Slot',
  'Task',
];

const pages = join(import.meta.dirname, '../../../../fhir-server/src/main/resources');

/** The hub's own sign-in page, with its gaps filled as the hub fills them. */
function page(failed: boolean): string {
  const values: Record<string, string> = {
    problem: failed ? 'That name and password do not match. Check both and try again.' : '',
    problemHidden: failed ? '' : 'hidden',
    fieldInvalid: String(failed),
  };
  return readFileSync(join(pages, 'pages/sign-in.html'), 'utf8').replace(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => values[name] ?? '',
  );
}

function style(path: string, response: ServerResponse): true {
  const type = path.endsWith('.css') ? 'text/css' : 'image/svg+xml';
  return text(response, 200, readFileSync(join(pages, 'static', path), 'utf8'), type);
}

function cookie(request: IncomingMessage, name = 'mock'): string {
  return new RegExp(`\\b${name}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1] ?? '';
}

export async function form(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await body(request));
}

export async function body(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const piece of request) all += String(piece);
  return all;
}

export function json(response: ServerResponse, status: number, value: object): true {
  response.writeHead(status, { 'Content-Type': 'application/fhir+json', 'X-Request-Id': randomUUID().slice(0, 8) });
  response.end(JSON.stringify(value));
  return true;
}

function redirect(response: ServerResponse, target: string): true {
  response.writeHead(302, { Location: target }).end();
  return true;
}

function text(response: ServerResponse, status: number, value: string, type = 'text/plain'): true {
  response.writeHead(status, { 'Content-Type': type }).end(value);
  return true;
}
