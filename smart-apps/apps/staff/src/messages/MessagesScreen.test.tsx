import { searchset, testHub } from '@hub/fhir/testing';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Communication } from 'fhir/r4';
import { expect, it } from 'vitest';
import { Messages } from './MessagesScreen';

const reminder: Communication = {
  resourceType: 'Communication',
  id: 'c1',
  status: 'completed',
  sent: '2026-11-23T15:00:00Z',
  medium: [{ coding: [{ code: 'sms' }] }],
  subject: { reference: 'Patient/p1' },
  about: [{ reference: 'Appointment/a1' }],
  payload: [{ contentString: 'Chidi, you have an appointment.' }],
  extension: [
    { url: 'urn:x-hub:extension:contact', valueString: '+18475550160' },
    { url: 'urn:x-hub:extension:gateway', valueCode: 'sandbox' },
  ],
};
const lost: Communication = {
  resourceType: 'Communication',
  id: 'c2',
  status: 'not-done',
  statusReason: { text: 'There is no number.' },
  meta: { lastUpdated: '2026-11-23T14:00:00Z' },
  subject: { reference: 'Patient/p1' },
};

it('shows what went out, and lets one answer as the patient where it went to nobody', async () => {
  const { wrapper, asked } = testHub({
    'GET Communication?': searchset(reminder, lost),
    'POST Communication/c1/$reply-as-patient': { resourceType: 'Parameters' },
  });
  render(<Messages zone="America/Chicago" />, { wrapper });

  expect(await screen.findByText('Chidi, you have an appointment.')).toBeTruthy();
  expect(screen.getByRole('note').textContent).toContain('would have gone out');
  expect(screen.getAllByRole('form', { name: 'Answer as the patient' })).toHaveLength(1);
  await userEvent.click(screen.getByRole('button', { name: 'YES' }));

  await waitFor(() => expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1));
  expect(JSON.parse(asked.find(({ method }) => method === 'POST')?.body ?? '').parameter[0].valueString).toBe('YES');
});

it('shows only what was not sent, with the reason', async () => {
  const { wrapper } = testHub({ 'GET Communication?': searchset(reminder, lost) });
  render(<Messages zone="America/Chicago" />, { wrapper });

  await userEvent.click(await screen.findByRole('button', { name: 'Not sent' }));

  expect(screen.getByText('There is no number.')).toBeTruthy();
  expect(screen.queryByText('Chidi, you have an appointment.')).toBeNull();
});

it('offers no answer to a message that really went out', async () => {
  const real = {
    ...reminder,
    extension: [{ url: 'urn:x-hub:extension:gateway', valueCode: 'sms' }],
  };
  const { wrapper } = testHub({ 'GET Communication?': searchset(real) });
  render(<Messages zone="America/Chicago" />, { wrapper });

  await screen.findByText('Chidi, you have an appointment.');
  expect(screen.queryByRole('form')).toBeNull();
  expect(screen.queryByRole('note')).toBeNull();
});

it('says why there is nothing', async () => {
  const { wrapper } = testHub({ 'GET Communication?': searchset() });
  render(<Messages zone="America/Chicago" />, { wrapper });

  expect(await screen.findByRole('heading', { name: 'No message yet' })).toBeTruthy();
});
