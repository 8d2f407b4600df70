import { MantineProvider } from '@mantine/core';
import type { QueryClient } from '@tanstack/react-query';
import type { Bundle, FhirResource } from 'fhir/r4';
import type { ReactNode } from 'react';
import { FhirClient } from './client';
import { LiveStream } from './live';
import { type Hub, HubOf, createQueries } from './react/hub';
import { Session } from './session';

/** What was asked of the fake hub. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

type Answer = object | { readonly status: number; readonly body: object; readonly headers?: Record<string, string> };

/** A hub for tests: requests are answered by the first prefix of `METHOD path` that fits; the rest are refused with 404. */
export function testHub(
  answers: Record<string, Answer | ((asked: Asked) => Answer | Promise<Answer>)>,
  scope = 'user/*.cruds',
) {
  const asked: Asked[] = [];
  const fetcher = async (url: string, init: RequestInit): Promise<Response> => {
    const one: Asked = {
      method: init.method ?? 'GET',
      path: url.replace(/^\/fhir\/?/, ''),
      body: String(init.body ?? ''),
      headers: init.headers as Record<string, string>,
    };
    asked.push(one);
    const name = Object.keys(answers).find((key) => `${one.method} ${decodeURIComponent(one.path)}`.startsWith(key));
    const found = name === undefined ? undefined : answers[name];
    const answer = typeof found === 'function' ? await found(one) : found;
    if (!answer)
      return respond(404, {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: 'not-found', diagnostics: `no answer for ${one.method} ${one.path}` }],
      });
    return 'status' in answer && 'body' in answer
      ? respond(answer.status as number, answer.body as object, answer.headers as Record<string, string>)
      : respond(200, answer);
  };
  const session = new Session(
    { accessToken: 'token', scope, fhirUser: 'Practitioner/me', idToken: undefined, expiresAt: Date.now() + 3_600_000 },
    () => Promise.reject(new Error('no refresh in tests')),
  );
  const hub: Hub = {
    session,
    client: new FhirClient('/fhir', session, fetcher),
    live: new LiveStream('/live', session, fetcher),
  };
  const queries: QueryClient = createQueries();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MantineProvider env="test">
      <HubOf hub={hub} queries={queries}>
        {children}
      </HubOf>
    </MantineProvider>
  );
  return { hub, queries, asked, wrapper };
}

function respond(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/fhir+json', ...headers },
  });
}

export function searchset(...found: FhirResource[]): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: found.map((resource) => ({ resource })),
  };
}
