import type { Bundle, FhirResource, Parameters } from 'fhir/r4';
import { failureOf, offline } from './failure';

/** Where requests get their token. `renew` answers only when there is a new one: by refresh, or after a new sign-in. */
export interface Access {
  token(): Promise<string>;
  renew(refused: string): Promise<string>;
}

export type Query = readonly (readonly [name: string, value: string])[];
export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;
type ResourceOf<T extends FhirResource['resourceType']> = Extract<FhirResource, { resourceType: T }>;

const fhirJson = 'application/fhir+json';

/** The hub's FHIR API, typed. It adds the token, asks again once after a 401 and turns every refusal into a FhirFailure. */
export class FhirClient {
  constructor(
    readonly base: string,
    private readonly access: Access,
    private readonly fetcher: Fetcher = (url, init) => fetch(url, init),
  ) {}

  async read<T extends FhirResource['resourceType']>(
    type: T,
    id: string,
    signal?: AbortSignal,
  ): Promise<ResourceOf<T>> {
    return this.json(`${type}/${id}`, { signal });
  }

  /** Searches are not stored by the server: it would write a row for every hit. */
  async search(type: string, query: Query, signal?: AbortSignal): Promise<Bundle> {
    const cache = { 'Cache-Control': 'no-store' };
    return this.json(`${type}?${encode(query)}`, { signal, headers: cache });
  }

  /** For whatever may name a person: a form body, so that no name or number reaches an address or a log. */
  async searchPrivately(type: string, query: Query, signal?: AbortSignal): Promise<Bundle> {
    const headers = { 'Cache-Control': 'no-store', 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.json(`${type}/_search`, { method: 'POST', signal, headers, body: encode(query) });
  }

  /** Every page of a search. When a full page comes without a next link it is asked for again in the storing way, which has one. */
  async searchAll(type: string, query: Query, signal?: AbortSignal): Promise<FhirResource[]> {
    const limit = Number(query.find(([name]) => name === '_count')?.[1] ?? Infinity);
    let page = await this.search(type, query, signal);
    const matches = page.entry?.filter((entry) => entry.search?.mode !== 'include').length ?? 0;
    if (!nextLink(page) && matches >= limit) page = await this.json(`${type}?${encode(query)}`, { signal });
    const found = resources(page);
    for (let next = nextLink(page); next; next = nextLink(page)) {
      page = await this.page(next, signal);
      found.push(...resources(page));
    }
    return found;
  }

  async page(url: string, signal?: AbortSignal): Promise<Bundle> {
    const { pathname, search } = new URL(url, 'http://hub');
    return this.json(pathname + search, { signal });
  }

  async history<T extends FhirResource['resourceType']>(type: T, id: string): Promise<ResourceOf<T>[]> {
    const bundle: Bundle = await this.json(`${type}/${id}/_history?_count=20`, {});
    return resources(bundle).filter((one): one is ResourceOf<T> => one.resourceType === type);
  }

  /** Entries get their full addresses: without them a relative reference inside a bundle has nothing to be relative to. */
  async transaction(bundle: Bundle): Promise<Bundle> {
    const origin = globalThis.location?.origin ?? 'http://hub';
    const entry = (bundle.entry ?? []).map((one) => ({ fullUrl: `${origin}${this.base}/${one.request?.url}`, ...one }));
    return this.json('', {
      method: 'POST',
      body: JSON.stringify({ ...bundle, entry }),
      headers: { 'Content-Type': fhirJson },
    });
  }

  /** What is new; the answer has its id. */
  async create<T extends FhirResource>(resource: T): Promise<T> {
    return this.json(resource.resourceType, {
      method: 'POST',
      body: JSON.stringify(resource),
      headers: { 'Content-Type': fhirJson, Prefer: 'return=representation' },
    });
  }

  /** An operation that only reads. */
  async ask(path: string, signal?: AbortSignal): Promise<Parameters> {
    return this.json(path, { signal });
  }

  /** An operation that is told something: one that changes, or one that is asked with a body. */
  async perform<T extends FhirResource>(
    path: string,
    input: Parameters,
    signal?: AbortSignal,
    headers?: Record<string, string>,
  ): Promise<T> {
    return this.json(path, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { 'Content-Type': fhirJson, ...headers },
      signal,
    });
  }

  /** What the hub offers beside FHIR, as plain JSON; with a body it is posted. */
  async plain<T>(path: string, body?: object, signal?: AbortSignal): Promise<T> {
    const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
    return this.json(
      path,
      body ? { method: 'POST', body: JSON.stringify(body), headers, signal } : { headers, signal },
    );
  }

  private async json<T>(path: string, init: RequestInit & { signal?: AbortSignal | undefined }): Promise<T> {
    const response = await this.send(path, init as RequestInit);
    if (!response.ok) throw await failureOf(response);
    return (await response.json()) as T;
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const token = await this.access.token();
    const response = await this.attempt(path, init, token);
    return response.status === 401 ? this.attempt(path, init, await this.access.renew(token)) : response;
  }

  private async attempt(path: string, init: RequestInit, token: string): Promise<Response> {
    const url = path.startsWith('/') ? path : path === '' ? this.base : `${this.base}/${path}`;
    const headers = { Accept: fhirJson, ...init.headers, Authorization: `Bearer ${token}` };
    try {
      return await this.fetcher(url, { ...init, headers });
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === 'AbortError') throw problem;
      throw offline();
    }
  }
}

export function resources(bundle: Bundle): FhirResource[] {
  return (bundle.entry ?? []).flatMap((entry) => (entry.resource ? [entry.resource] : []));
}

export function nextLink(bundle: Bundle): string | undefined {
  return bundle.link?.find((link) => link.relation === 'next')?.url;
}

function encode(query: Query): string {
  return new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
}
