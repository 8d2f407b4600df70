import type { Bundle } from 'fhir/r4';
import { expect, it, vi } from 'vitest';
import { FhirClient } from './client';
import { FhirFailure } from './failure';
import { searchset, testHub } from './testing';

it('keeps what names a person out of the address', async () => {
  const { hub, asked } = testHub({ 'POST Patient/_search': searchset() });

  await hub.client.searchPrivately('Patient', [
    ['name', 'Okonkwo'],
    ['birthdate', '1981-03-24'],
  ]);

  expect(asked[0]?.path).toBe('Patient/_search');
  expect(asked[0]?.body).toBe('name=Okonkwo&birthdate=1981-03-24');
});

it('asks again with a new token after a 401, once', async () => {
  const used: string[] = [];
  const fetcher = async (_: string, init: RequestInit) => {
    const token = new Headers(init.headers).get('Authorization') ?? '';
    used.push(token);
    return token === 'Bearer new'
      ? Response.json({ resourceType: 'Patient', id: '1' })
      : new Response('{}', { status: 401 });
  };
  const client = new FhirClient('/fhir', { token: async () => 'old', renew: async () => 'new' }, fetcher);

  expect((await client.read('Patient', '1')).id).toBe('1');
  expect(used).toEqual(['Bearer old', 'Bearer new']);
});

it('tells what the server said, with the number to find it by', async () => {
  const body = {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'conflict', diagnostics: 'Version 5 is current.' }],
  };
  const { hub } = testHub({ 'POST ': { status: 412, body, headers: { 'X-Request-Id': 'r-77' } } });

  const failure = await hub.client
    .transaction({ resourceType: 'Bundle', type: 'transaction' })
    .catch((problem: unknown) => problem);

  expect(failure).toBeInstanceOf(FhirFailure);
  expect(failure).toMatchObject({ kind: 'conflict', status: 412, message: 'Version 5 is current.', requestId: 'r-77' });
});

it('says the error that decided, not the remark that stood before it', async () => {
  const issue = [
    { severity: 'warning', code: 'processing', diagnostics: 'The code system is not known.' },
    { severity: 'error', code: 'invalid', diagnostics: 'The visit ends before it begins.' },
  ];
  const { hub } = testHub({ 'POST ': { status: 422, body: { resourceType: 'OperationOutcome', issue } } });

  await expect(hub.client.transaction({ resourceType: 'Bundle', type: 'transaction' })).rejects.toMatchObject({
    message: 'The visit ends before it begins.',
  });
});

it('gives every entry of a transaction its full address', async () => {
  const { hub, asked } = testHub({ 'POST ': searchset() });
  const request = { method: 'PUT' as const, url: 'Appointment/1' };

  await hub.client.transaction({ resourceType: 'Bundle', type: 'transaction', entry: [{ request }] });

  expect((JSON.parse(asked[0]?.body ?? '') as Bundle).entry?.[0]?.fullUrl).toMatch(/^http.+\/fhir\/Appointment\/1$/);
});

it('has words of its own for an answer without any', async () => {
  const { hub } = testHub({ 'GET Patient/1': { status: 403, body: {} } });

  await expect(hub.client.read('Patient', '1')).rejects.toMatchObject({
    kind: 'forbidden',
    message: 'Your role does not allow this.',
  });
});

it('says that the hub cannot be reached when the network says no', async () => {
  const client = new FhirClient(
    '/fhir',
    { token: async () => 't', renew: async () => 't' },
    vi.fn().mockRejectedValue(new TypeError('Failed to fetch')),
  );

  await expect(client.read('Patient', '1')).rejects.toMatchObject({ kind: 'offline' });
});

it('follows every page', async () => {
  const first: Bundle = {
    ...searchset({ resourceType: 'Patient', id: '1' }),
    link: [{ relation: 'next', url: 'http://elsewhere/fhir?page=2' }],
  };
  const { hub } = testHub({ 'GET ?page=2': searchset({ resourceType: 'Patient', id: '2' }), 'GET Patient': first });

  const found = await hub.client.searchAll('Patient', [['_count', '1']]);

  expect(found.map((one) => one.id)).toEqual(['1', '2']);
});

it('does not take a full page without a next link for the whole', async () => {
  const full = searchset({ resourceType: 'Patient', id: '1' });
  const { hub, asked } = testHub({
    'GET ?page=2': searchset({ resourceType: 'Patient', id: '2' }),
    'GET Patient': ({ headers }) =>
      headers['Cache-Control'] ? full : { ...full, link: [{ relation: 'next', url: 'http://elsewhere/fhir?page=2' }] },
  });

  const found = await hub.client.searchAll('Patient', [['_count', '1']]);

  expect(found.map((one) => one.id)).toEqual(['1', '2']);
  expect(asked).toHaveLength(3);
});
