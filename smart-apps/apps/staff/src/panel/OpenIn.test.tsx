import { testHub } from '@hub/fhir/testing';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { OpenIn } from './OpenIn';

const apps = [{ id: 'growth', name: 'Growth chart', description: 'Height and weight over time.' }];

afterEach(() => vi.restoreAllMocks());

function tabs() {
  const tab = { opener: window, location: { href: '' }, close: vi.fn() };
  vi.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
  return tab;
}

it('opens an app for this patient in a tab that cannot reach back', async () => {
  const tab = tabs();
  const { wrapper, asked } = testHub({
    'GET /smart/launches': apps,
    'POST /smart/launches': { url: 'https://growth.example.org/launch?launch=x' },
  });
  render(<OpenIn patientId="p1" encounterId="e1" />, { wrapper });

  await userEvent.click(await screen.findByRole('button', { name: 'Open in Growth chart' }));

  await waitFor(() => expect(tab.location.href).toBe('https://growth.example.org/launch?launch=x'));
  expect(tab.opener).toBeNull();
  expect(JSON.parse(asked.at(-1)?.body ?? '')).toEqual({ app: 'growth', patient: 'p1', encounter: 'e1' });
});

it('says so when the app cannot be opened, and closes the empty tab', async () => {
  const tab = tabs();
  const { wrapper } = testHub({ 'GET /smart/launches': apps, 'POST /smart/launches': { status: 403, body: {} } });
  render(<OpenIn patientId="p1" />, { wrapper });

  await userEvent.click(await screen.findByRole('button', { name: 'Open in Growth chart' }));

  expect((await screen.findByRole('alert')).textContent).toContain('The app could not be opened');
  expect(tab.close).toHaveBeenCalled();
});

it('shows nothing where no app can be opened', async () => {
  const { wrapper, asked } = testHub({ 'GET /smart/launches': [] });
  const { container } = render(<OpenIn patientId="p1" />, { wrapper });

  await waitFor(() => expect(asked).toHaveLength(1));
  expect(container.querySelector('section')).toBeNull();
});
