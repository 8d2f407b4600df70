import { type Asked, searchset, testHub } from '@hub/fhir/testing';
import { RouterProvider, createHashHistory, createRouter } from '@tanstack/react-router';
import { configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AuditEvent, Patient } from 'fhir/r4';
import { afterEach, expect, it, vi } from 'vitest';
import { router } from '../router';
import { toCsv, toDisclosure } from './disclosures';
import { toRecord, what } from './event';
import { queryOf, readFilter } from './filter';

// The screen comes as a part of its own, which a busy machine takes its time to load.
configure({ asyncUtilTimeout: 8_000 });

const request = '7f3c0b58-7a54-4f0f-9c0f-0d8f3f6f2a11';
const patient: Patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Okonkwo', given: ['Chidi'] }] };

function event(id: string, more: Partial<AuditEvent> = {}): AuditEvent {
  return {
    resourceType: 'AuditEvent',
    id,
    recorded: '2026-11-23T15:04:05Z',
    type: { code: 'rest' },
    subtype: [{ code: 'read' }],
    action: 'R',
    outcome: '0',
    agent: [
      { requestor: false, altId: 'staff', network: { address: '10.0.0.7', type: '2' } },
      { requestor: true, name: 'frontdesk', role: [{ coding: [{ code: 'front-desk' }] }] },
    ],
    source: { observer: {} },
    purposeOfEvent: [{ coding: [{ code: 'TREAT' }] }],
    entity: [
      { what: { reference: 'Patient/p1' }, role: { code: '1' } },
      { role: { code: '24' }, query: btoa('Patient/p1') },
      { type: { code: 'XrequestId' }, what: { identifier: { value: request } } },
    ],
    ...more,
  };
}

const denied = event('2', { outcome: '4', subtype: [{ code: 'update' }], action: 'U', entity: [] });

function show(address: string, answers: Parameters<typeof testHub>[0], scope = 'user/AuditEvent.rs user/Patient.rs') {
  window.location.hash = address;
  const hub = testHub(
    { 'GET $feed-status': { resourceType: 'Parameters' }, 'GET Location': searchset(), ...answers },
    scope,
  );
  // The list is drawn as far as it can be seen: here that is 600 pixels.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(45);
  const fresh = createRouter({ routeTree: router.routeTree, history: createHashHistory(), defaultPreload: false });
  render(<RouterProvider router={fresh as unknown as typeof router} />, { wrapper: hub.wrapper });
  return hub;
}

afterEach(() => {
  vi.restoreAllMocks();
  window.location.hash = '';
});

const both = {
  'POST AuditEvent/_search': searchset(denied, event('1')),
  'POST Patient/_search': searchset(patient),
};

it('lists who did what with whom, and opens a record', async () => {
  const { asked } = show('#/audit', both);
  const list = await screen.findByRole('list', { name: 'Audit trail' });

  expect(await within(list).findAllByRole('listitem')).toHaveLength(2);
  await userEvent.click(await within(list).findByRole('button', { name: /Read Patient.*Okonkwo, Chidi/ }));
  const drawer = await screen.findByRole('dialog', { name: 'Read Patient' });

  expect(within(drawer).getByText('Treatment')).toBeTruthy();
  expect(within(drawer).getByText('10.0.0.7')).toBeTruthy();
  expect(within(drawer).getByRole('link', { name: request }).getAttribute('href')).toBe(`#/audit?request=${request}`);
  expect(window.location.hash).toContain('record');
  expect(asked.filter((one) => one.method === 'GET').every((one) => !one.path.includes('p1'))).toBe(true);
});

it('asks for a person in a request body and leaves the address as it is', async () => {
  const { asked } = show('#/audit', both);
  await userEvent.type(await screen.findByLabelText(/Find by sign-in name/), 'frontdesk');

  await vi.waitFor(() => expect(asked.some((one) => one.body.includes('agent-name=frontdesk'))).toBe(true));
  expect(window.location.hash).not.toContain('frontdesk');
});

it('takes the number of a case into the address', async () => {
  const { asked } = show('#/audit', both);
  await userEvent.click(await screen.findByLabelText(/Find by sign-in name/));
  await userEvent.paste(request);

  await vi.waitFor(() => expect(asked.some((one) => one.body.includes(`request=${request}`))).toBe(true));
  expect(window.location.hash).toContain(request);
  await userEvent.click(await screen.findByRole('button', { name: /One case/ }));
  await vi.waitFor(() => expect(window.location.hash).not.toContain(request));
});

it('says that nothing fits, and that it failed', async () => {
  show('#/audit', { 'POST AuditEvent/_search': searchset() });
  expect(await screen.findByRole('heading', { name: 'Nothing fits' })).toBeTruthy();
});

it('says that it could not be loaded', async () => {
  show('#/audit', {
    'POST AuditEvent/_search': { status: 503, body: { resourceType: 'OperationOutcome', issue: [] } },
  });
  expect(await screen.findByText('The audit trail could not be loaded')).toBeTruthy();
});

it('is not shown to whom the trail is not open', async () => {
  const { asked } = show('#/audit', both, 'user/MessageHeader.rus user/Patient.rs');

  expect(await screen.findByRole('heading', { name: 'Not for this sign-in' })).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Audit' })).toBeNull();
  expect(asked.some((one: Asked) => one.path.startsWith('AuditEvent'))).toBe(false);
});

it('reports the disclosures of one patient', async () => {
  const outside = event('9', { agent: [{ requestor: true, altId: 'referral-network' }], purposeOfEvent: [] });
  const { asked } = show('#/audit/disclosures/p1', {
    'POST AuditEvent/_search': searchset(outside),
    'GET Patient/p1': { ...patient, birthDate: '1981-03-24' },
  });

  const row = await screen.findByRole('row', { name: /referral-network/ });
  expect(row.textContent).toContain('1 Patient');
  expect(await screen.findByText(/Okonkwo, Chidi, born 03\/24\/1981/)).toBeTruthy();
  expect(asked.find((one) => one.path === 'AuditEvent/_search')?.body).toContain('disclosure=true');
});

it('writes a CSV that a spreadsheet takes for text', () => {
  const line = toDisclosure(toRecord(event('3', { agent: [{ requestor: true, altId: '=HYPERLINK("x"),y' }] })));

  expect(toCsv([line]).split('\r\n')[1]).toBe('2026-11-23T15:04:05.000Z,"\'=HYPERLINK(""x""),y",1 Patient,Treatment,3');
});

it('takes only ids and names of views from the address', () => {
  expect(
    readFilter({ patient: 'Okonkwo Chidi', outcome: 'maybe', request: 'x', record: '1 or 1', from: '2026-13-01' }),
  ).toEqual({
    outcome: undefined,
    since: undefined,
    from: undefined,
    to: undefined,
    patient: undefined,
    request: undefined,
    record: undefined,
  });
});

it('asks for whole days of the practice, the last one too', () => {
  const query = queryOf({ since: 'days', from: '2026-11-01', to: '2026-11-01' }, '', 0, 'America/Chicago');

  // The day on which the clocks go back has 25 hours.
  expect(query).toEqual([
    ['date', 'ge2026-11-01T00:00:00-05:00'],
    ['date', 'lt2026-11-02T00:00:00-06:00'],
  ]);
});

it('names what was done in words', () => {
  expect(what(toRecord(event('1')))).toBe('Read Patient');
  expect(what(toRecord(event('1', { type: { code: '110114' }, subtype: [{ code: '110122' }] })))).toBe('Signed in');
  const operation = {
    subtype: [{ code: 'extended-operation-instance' }],
    entity: [{ query: btoa('Patient/p1/$break-glass') }],
  };
  expect(what(toRecord(event('1', operation)))).toBe('Broke the glass before Patient');
  expect(what(toRecord(event('1', { type: { code: '110107' }, subtype: [{ code: 'refused' }] })))).toBe(
    'Message refused',
  );
});
