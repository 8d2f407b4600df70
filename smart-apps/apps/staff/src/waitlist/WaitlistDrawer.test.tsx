import { Notifications } from '@mantine/notifications';
import { searchset, testHub } from '@hub/fhir/testing';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import type { Appointment, Parameters as FhirParameters, Patient } from 'fhir/r4';
import { expect, it, vi } from 'vitest';
import { appointment, okonkwo, practice } from '../fixtures';
import type { WaitlistStart } from './AddEntry';
import WaitlistDrawer from './WaitlistDrawer';

const soon = new Date(Date.now() + 20 * 60_000).toISOString();
const callOnly: Patient = {
  resourceType: 'Patient',
  id: 'p2',
  name: [{ family: 'Abara', given: ['Ngozi'] }],
  telecom: [{ system: 'phone', use: 'home', value: '847-555-0161' }],
};

function waiting(id: string, patient: string, change: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    id,
    status: 'waitlist',
    created: '2026-11-01T15:00:00Z',
    serviceType: [{ coding: [{ code: 'FOLLOWUP' }] }],
    participant: [
      { actor: { reference: `Patient/${patient}` }, status: 'needs-action' },
      { actor: { reference: 'Practitioner/okafor' }, status: 'needs-action' },
    ],
    ...change,
  };
}

const offered = waiting('w2', 'p2', {
  priority: 8,
  extension: [
    {
      url: 'urn:x-hub:extension:waitlist-offer',
      extension: [
        { url: 'start', valueDateTime: '2036-11-24T15:00:00Z' },
        { url: 'answer-by', valueDateTime: soon },
        { url: 'practitioner', valueReference: { reference: 'Practitioner/okafor' } },
      ],
    },
  ],
});

function drawer(answers: Parameters<typeof testHub>[0], begin?: WaitlistStart) {
  const { wrapper: Hub, asked } = testHub({ 'POST Patient/_search': searchset(okonkwo), ...answers });
  render(
    <Hub>
      <WaitlistDrawer practice={practice} begin={begin} onPatient={vi.fn()} onClose={vi.fn()} />
      <Notifications />
    </Hub>,
  );
  return (path: string) => asked.filter((one) => one.method === 'POST' && one.path === path);
}

const two = { 'GET Appointment?': searchset(waiting('w1', 'p1', { priority: 1 }), offered, okonkwo, callOnly) };

it('shows who has an offer first, with the time that is left and whom to call', async () => {
  drawer(two);

  const rows = await screen.findAllByRole('listitem');

  expect(rows).toHaveLength(2);
  expect(rows[0]?.textContent).toContain('Abara, Ngozi');
  expect(rows[0]?.textContent).toMatch(/(19|20) min left/);
  expect(rows[0]?.textContent).toContain('Phone only: call them');
  expect(rows[1]?.textContent).toContain('Urgent');
  fireEvent.click(screen.getByText('On offer (1)'));
  expect(screen.getAllByRole('listitem')).toHaveLength(1);
});

it('accepts for somebody after a call', async () => {
  const sent = drawer({
    ...two,
    'POST Appointment/w2/$accept-offer': searchset(appointment({ id: 'w2', start: '2036-11-24T15:00:00Z' })),
  });

  fireEvent.click(await screen.findByRole('button', { name: 'Accept for them' }));

  expect(await screen.findByText(/Abara, Ngozi is booked for/)).toBeTruthy();
  expect(sent('Appointment/w2/$accept-offer')).toHaveLength(1);
});

it('says so when somebody was faster', async () => {
  drawer({
    ...two,
    'POST Appointment/w2/$accept-offer': {
      status: 409,
      body: {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: 'conflict', diagnostics: 'Somebody else has taken this time.' }],
      },
    },
  });

  fireEvent.click(await screen.findByRole('button', { name: 'Accept for them' }));

  expect((await screen.findByRole('alert')).textContent).toContain('could not be saved');
});

it('removes somebody with a reason', async () => {
  const sent = drawer({ ...two, 'POST Appointment/w1/$cancel': searchset(waiting('w1', 'p1')) });
  fireEvent.click(await screen.findByRole('button', { name: 'Remove Okonkwo, Chidi from the waitlist' }));
  const row = screen.getAllByRole('listitem')[1] as HTMLElement;
  fireEvent.change(within(row).getByLabelText('Why?'), { target: { value: 'pat-fb' } });

  fireEvent.click(within(row).getByRole('button', { name: 'Remove' }));

  await waitFor(() => expect(sent('Appointment/w1/$cancel')).toHaveLength(1));
  const given = JSON.parse(sent('Appointment/w1/$cancel')[0]?.body ?? '') as FhirParameters;
  expect(given.parameter?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe('pat-fb');
});

it('adds somebody for whom nothing was free', async () => {
  const sent = drawer(
    { 'GET Appointment?': searchset(), 'POST Appointment': waiting('w3', 'p1') },
    { patient: okonkwo, provider: 'okafor', from: '2036-11-24' },
  );
  fireEvent.click(screen.getByRole('button', { name: 'Add to the waitlist' }));
  expect(screen.getByText('Choose the visit type.')).toBeTruthy();
  expect(sent('Appointment')).toHaveLength(0);
  fireEvent.change(screen.getByLabelText('Visit type'), { target: { value: 'svc' } });
  fireEvent.change(screen.getByLabelText('Priority'), { target: { value: '1' } });

  fireEvent.click(screen.getByRole('button', { name: 'Add to the waitlist' }));

  expect(await screen.findByText('Okonkwo, Chidi is on the waitlist')).toBeTruthy();
  expect(JSON.parse(sent('Appointment')[0]?.body ?? '')).toMatchObject({
    status: 'waitlist',
    priority: 1,
    requestedPeriod: [{ start: '2036-11-24T00:00:00-06:00', end: '2036-12-23T00:00:00-06:00' }],
    participant: [{ actor: { reference: 'Patient/p1' } }, { actor: { reference: 'Practitioner/okafor' } }],
  });
  expect(await screen.findByText('Nobody waits')).toBeTruthy();
});
