import { Notifications } from '@mantine/notifications';
import { searchset, testHub } from '@hub/fhir/testing';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { Appointment, Bundle, Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { appointment, okonkwo, practice, practiceResources } from '../fixtures';
import { RequestsScreen } from './RequestsScreen';
import { inWords, toRequests } from './requests';

const zone = 'America/Chicago';
const wish: Appointment = {
  resourceType: 'Appointment',
  id: 'w1',
  status: 'proposed',
  comment: 'Mornings only',
  serviceType: [
    { extension: [{ url: 'urn:x-hub:extension:service', valueReference: { reference: 'HealthcareService/svc' } }] },
  ],
  requestedPeriod: [{ start: '2036-12-01T08:00:00-06:00', end: '2036-12-01T12:00:00-06:00' }],
  participant: [{ actor: { reference: 'Patient/p1' }, status: 'needs-action' }],
};
const task = (id: string, about: string, change: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  id,
  meta: { versionId: '2' },
  status: 'requested',
  intent: 'order',
  focus: { reference: `Appointment/${about}` },
  for: { reference: 'Patient/p1' },
  authoredOn: '2036-11-20T10:00:00Z',
  ...change,
});
const late = task('t2', 'a1', { authoredOn: '2036-11-19T10:00:00Z', businessStatus: { text: 'Asks to cancel' } });

describe('what is asked of the front desk', () => {
  it('is told with who, what and what would suit, longest waiting first', () => {
    const found = toRequests([task('t1', 'w1'), late, wish, appointment(), okonkwo], practice, '2036-11-24');

    expect(found.map((one) => one.asks)).toEqual(['Asks to cancel', 'Asks for a visit']);
    expect(found[1]).toMatchObject({
      name: 'Okonkwo, Chidi',
      mrn: '100113',
      type: 'Follow-up visit',
      serviceId: 'svc',
      isNew: true,
      wishes: ['Mon, Dec 1, 8:00 am – 12:00 pm'],
      from: '2036-12-01',
    });
    expect(found[0]).toMatchObject({ isNew: false });
  });

  it('has its wishes in words: days, parts of a day, from or until a day', () => {
    const say = (start: string | undefined, end: string | undefined) =>
      inWords({ ...(start ? { start } : {}), ...(end ? { end } : {}) }, zone, '2036-11-24');

    expect(say('2036-12-01T00:00:00-06:00', '2036-12-02T00:00:00-06:00')).toBe('Mon, Dec 1');
    expect(say('2036-12-01T00:00:00-06:00', '2036-12-06T00:00:00-06:00')).toBe('Mon, Dec 1 – Fri, Dec 5');
    expect(say('2036-12-01T00:00:00-06:00', undefined)).toBe('from Mon, Dec 1 on');
    expect(say(undefined, '2036-12-05T12:00:00-06:00')).toBe('until Fri, Dec 5');
    expect(say(undefined, undefined)).toBeUndefined();
  });
});

function show(answers: Parameters<typeof testHub>[0]) {
  const { wrapper: Hub, asked } = testHub({
    'GET Location': searchset(...practiceResources.filter((one) => one.resourceType === 'Location')),
    'GET HealthcareService': searchset(...practiceResources.filter((one) => one.resourceType === 'HealthcareService')),
    'GET Practitioner': searchset(),
    ...answers,
  });
  const root = createRootRoute({ component: RequestsScreen });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  render(
    <Hub>
      <RouterProvider router={router as never} />
      <Notifications />
    </Hub>,
  );
  return asked;
}

it('declines with a reason, and not without', async () => {
  const asked = show({
    'GET Task': searchset(task('t1', 'w1'), wish, okonkwo),
    'POST Appointment/w1/$cancel': searchset({ ...wish, status: 'cancelled' }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Decline' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('button', { name: 'Decline' }));
  expect(dialog.getByText('Choose a reason first.')).toBeTruthy();

  fireEvent.change(dialog.getByLabelText('Why?'), { target: { value: 'prov' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Decline' }));

  await waitFor(() => expect(asked.some((one) => one.path === 'Appointment/w1/$cancel')).toBe(true));
  const sent = asked.find((one) => one.path === 'Appointment/w1/$cancel');
  expect(sent?.body).toContain('"code":"prov"');
});

it('closes what was answered, without writing over what somebody else did', async () => {
  const asked = show({ 'GET Task': searchset(late, appointment(), okonkwo), 'POST ': searchset() });
  expect((await screen.findByRole('link', { name: 'Open the visit' })).getAttribute('href')).toBe(
    '#/day/2026-11-23?visit=a1',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Answered' }));

  await waitFor(() => expect(asked.some((one) => one.method === 'POST' && one.path === '')).toBe(true));
  const bundle = JSON.parse(asked.find((one) => one.path === '')?.body ?? '{}') as Bundle;
  expect(bundle.entry?.[0]?.request).toEqual({ method: 'PUT', url: 'Task/t2', ifMatch: 'W/"2"' });
  expect(bundle.entry?.[0]?.resource).toMatchObject({ status: 'completed' });
});

it('says so when nobody waits', async () => {
  show({ 'GET Task': searchset() });

  expect(await screen.findByRole('heading', { name: 'Nobody is waiting for an answer' })).toBeTruthy();
});
