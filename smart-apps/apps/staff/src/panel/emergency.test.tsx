import { testHub } from '@hub/fhir/testing';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Emergency } from './Emergency';

const flags = (related: boolean, mayBreakGlass: boolean) => ({
  resourceType: 'Parameters' as const,
  parameter: [
    { name: 'related', valueBoolean: related },
    { name: 'may-break-glass', valueBoolean: mayBreakGlass },
  ],
});

it('says nothing to whoever has to do with the patient, or may not open records', async () => {
  for (const answer of [flags(true, true), flags(false, false)]) {
    const { wrapper, asked } = testHub({ 'GET Patient/p/$relationship': answer });
    const { unmount } = render(<Emergency patientId="p" zone="America/Chicago" />, { wrapper });
    await expect.poll(() => asked.length).toBe(1);
    expect(screen.queryByText(/emergency/i)).toBeNull();
    unmount();
  }
});

it('opens nothing without a reason', async () => {
  const { wrapper, asked } = testHub({ 'GET Patient/p/$relationship': flags(false, true) });
  render(<Emergency patientId="p" zone="America/Chicago" />, { wrapper });

  await userEvent.click(await screen.findByRole('button', { name: 'Open in an emergency' }));
  await userEvent.type(await screen.findByLabelText('Reason'), 'help');
  await userEvent.click(screen.getByRole('button', { name: 'Open the record' }));

  expect(await screen.findByText('Say in a few words what the emergency is.')).toBeDefined();
  expect(asked.filter(({ path }) => path.includes('$break-glass'))).toEqual([]);
});
