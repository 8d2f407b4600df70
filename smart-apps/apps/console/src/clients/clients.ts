import { type FhirFailure, Part, useHub } from '@hub/fhir';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { Parameters, ParametersParameter } from 'fhir/r4';

/** How a client proves itself, by the names of RFC 7591. */
export type Authentication = 'none' | 'client_secret_basic' | 'private_key_jwt';

/** A registered app or system. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Whether people use it; else it is a system that acts by itself. */
  readonly people: boolean;
  readonly authentication: Authentication;
  readonly launch: string;
  readonly redirects: readonly string[];
  readonly origins: readonly string[];
  readonly scopes: readonly string[];
  readonly jwks: string;
  readonly jwksUrl: string;
  readonly consent: boolean;
  readonly submissionsOnly: boolean;
  /** Where it is registered: what a file says is changed in the file. */
  readonly where: 'file' | 'console';
  readonly registered: Deed | undefined;
  readonly retired: Deed | undefined;
  readonly lastUsed: string | undefined;
}

export interface Deed {
  readonly at: string;
  readonly by: string;
}

const key = ['clients'];

/** The answer of `$clients`. */
export function clientsOf(answer: Parameters): Client[] {
  return Part.of(answer).all('client').map(toClient);
}

function toClient(part: Part): Client {
  return {
    id: part.text('id') ?? '',
    name: part.text('name') ?? '',
    description: part.text('description') ?? '',
    people: !part.texts('grants').includes('client_credentials'),
    authentication: authenticationOf(part.text('authentication')),
    launch: part.text('launch') ?? '',
    redirects: part.texts('redirects'),
    origins: part.texts('origins'),
    scopes: part.texts('scopes'),
    jwks: part.text('jwks') ?? '',
    jwksUrl: part.text('jwks-url') ?? '',
    consent: part.flag('consent') ?? true,
    submissionsOnly: part.flag('submissions-only') ?? false,
    where: part.text('where') === 'file' ? 'file' : 'console',
    registered: deed(part, 'registered'),
    retired: deed(part, 'retired'),
    lastUsed: part.text('last-used'),
  };
}

function authenticationOf(code: string | undefined): Authentication {
  return code === 'client_secret_basic' || code === 'private_key_jwt' ? code : 'none';
}

function deed(part: Part, what: string): Deed | undefined {
  const at = part.text(`${what}-at`);
  return at === undefined ? undefined : { at, by: part.text(`${what}-by`) ?? '' };
}

export function useClients() {
  const { client } = useHub();
  return useQuery({ queryKey: key, queryFn: async ({ signal }) => clientsOf(await client.ask('$clients', signal)) });
}

export function refreshClients(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: key });
}

/** What somebody types about a client: of what there may be several, one a line. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly people: boolean;
  readonly authentication: Authentication;
  readonly launch: string;
  readonly redirects: string;
  readonly origins: string;
  readonly scopes: string;
  readonly jwks: string;
  readonly jwksUrl: string;
  readonly consent: boolean;
  readonly submissionsOnly: boolean;
}

export const emptyDraft: Draft = {
  id: '',
  name: '',
  description: '',
  people: true,
  authentication: 'none',
  launch: '',
  redirects: '',
  origins: '',
  scopes: '',
  jwks: '',
  jwksUrl: '',
  consent: true,
  submissionsOnly: false,
};

export function draftOf(client: Client): Draft {
  const { redirects, origins, scopes } = client;
  return { ...client, redirects: redirects.join('\n'), origins: origins.join('\n'), scopes: scopes.join('\n') };
}

export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** An id that a name suggests: small letters, figures and dashes. */
export function idFor(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
}

/** The draft as the operations take it: what does not belong to its kind is left out. */
export function toParameters(draft: Draft): Parameters {
  const { people } = draft;
  const texts = (name: string, values: readonly string[]): ParametersParameter[] =>
    values.filter((value) => value !== '').map((valueString) => ({ name, valueString }));
  const keys = draft.authentication === 'private_key_jwt';
  return {
    resourceType: 'Parameters',
    parameter: [
      ...texts('id', [draft.id.trim()]),
      ...texts('name', [draft.name.trim()]),
      ...texts('description', [draft.description.trim()]),
      { name: 'grants', valueCode: people ? 'authorization_code' : 'client_credentials' },
      { name: 'authentication', valueCode: draft.authentication },
      ...texts('launch', people ? [draft.launch.trim()] : []),
      ...texts('redirects', people ? lines(draft.redirects) : []),
      ...texts('origins', people ? lines(draft.origins) : []),
      ...texts('jwks-url', keys ? [draft.jwksUrl.trim()] : []),
      ...texts('jwks', keys ? [draft.jwks.trim()] : []),
      ...texts('scopes', lines(draft.scopes)),
      ...(people
        ? [{ name: 'consent', valueBoolean: draft.consent }]
        : [{ name: 'submissions-only', valueBoolean: draft.submissionsOnly }]),
    ],
  };
}

const place = /where\(name='([a-z-]+)'\)(?:\[(\d+)\])?/;

/** What the hub found wrong, by the parameter that it stands in. */
export function problemsByField(failure: FhirFailure): Record<string, string> {
  const found: Record<string, string> = {};
  for (const issue of failure.issues) {
    const [, name, index] = place.exec(issue.expression?.[0] ?? '') ?? [];
    if (name === undefined) continue;
    const text = sentence(issue.diagnostics ?? '');
    const told = index === undefined ? text : `Line ${Number(index) + 1}: ${text}`;
    found[name] = found[name] === undefined ? told : `${found[name]} ${told}`;
  }
  return found;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}

const plain = new Set([
  'openid',
  'fhirUser',
  'online_access',
  'offline_access',
  'launch',
  'system/hl7v2',
  'system/metrics',
]);
const ofResources = /^(patient|user|system)\/([A-Z][A-Za-z]+|\*)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(\?.+)?$/;

/** The first line that is no scope, while it is typed; whether the type exists is known to the hub. */
export function scopeProblem(text: string): string | undefined {
  const all = lines(text);
  const wrong = all.findIndex(
    (scope) => !plain.has(scope) && !/^launch\/(patient|encounter)$/.test(scope) && !ofResources.test(scope),
  );
  return wrong < 0
    ? undefined
    : `Line ${wrong + 1}: ${all[wrong]} is no scope. One is user/Patient.rs: user, patient or system, a type, and letters of cruds in this order.`;
}

export const kindWords: Record<Authentication, string> = {
  none: 'without a secret',
  client_secret_basic: 'with a secret',
  private_key_jwt: 'signs with keys',
};
