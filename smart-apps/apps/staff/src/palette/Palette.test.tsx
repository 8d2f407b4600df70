import { searchset, testHub } from '@hub/fhir/testing';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { okonkwo } from '../fixtures';
import Palette, { type Command } from './Palette';

const commands = (run: () => void): Command[] => [{ id: 'today', label: 'Go to today', icon: null, run }];
const nothing = () => undefined;

it('finds a patient with the keyboard alone', async () => {
  const { wrapper, asked } = testHub({ 'POST Patient/_search': searchset(okonkwo) });
  const onPatient = vi.fn();
  render(<Palette commands={commands(nothing)} zone="America/Chicago" onPatient={onPatient} onClose={nothing} />, {
    wrapper,
  });

  await userEvent.type(screen.getByRole('combobox'), 'okonkwo 3/24/81');
  expect((await screen.findByRole('option', { name: /Okonkwo, Chidi/ })).getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{Enter}');

  expect(onPatient).toHaveBeenCalledWith('p1');
  expect(asked.at(-1)?.body).toContain('name=okonkwo&birthdate=1981-03-24');
  expect(asked.every((one) => !one.path.includes('okonkwo'))).toBe(true);
});

it('runs a command by its name', async () => {
  const { wrapper } = testHub({ 'POST Patient/_search': searchset() });
  const run = vi.fn();
  render(<Palette commands={commands(run)} zone="America/Chicago" onPatient={nothing} onClose={nothing} />, {
    wrapper,
  });

  await userEvent.type(screen.getByRole('combobox'), 'toda');
  await screen.findByText(/Nobody found/);
  await userEvent.keyboard('{Enter}');

  expect(run).toHaveBeenCalledOnce();
});

it('says that nobody was found, and what to try', async () => {
  const { wrapper } = testHub({ 'POST Patient/_search': searchset() });
  render(<Palette commands={[]} zone="America/Chicago" onPatient={nothing} onClose={nothing} />, { wrapper });

  await userEvent.type(screen.getByRole('combobox'), 'zzyzx');

  expect(await screen.findByText(/Nobody found for “zzyzx”/)).toBeTruthy();
});

it('shows a search that failed as failed, not as empty', async () => {
  const { wrapper } = testHub({ 'POST Patient/_search': { status: 503, body: {} } });
  render(<Palette commands={[]} zone="America/Chicago" onPatient={nothing} onClose={nothing} />, { wrapper });

  await userEvent.type(screen.getByRole('combobox'), 'okonkwo');

  expect((await screen.findByRole('alert')).textContent).toContain('The search did not work');
});
