import { searchset, testHub } from '@hub/fhir/testing';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { appointment, practice } from '../fixtures';
import { EmptyDay } from './EmptyDay';

it('says where and when nobody comes, and leads to the next day with visits', async () => {
  const { wrapper, asked } = testHub({
    'GET Appointment': searchset(appointment({ start: '2026-11-24T09:00:00-06:00' })),
  });
  const onDay = vi.fn();
  render(<EmptyDay today="2026-11-23" day="2026-11-22" practice={practice} siteId="NORTH" onDay={onDay} />, {
    wrapper,
  });

  expect(screen.getByRole('heading', { name: 'No visits at North on Sunday, November 22' })).toBeTruthy();
  await userEvent.click(await screen.findByRole('button', { name: 'Go to Tuesday, November 24' }));

  expect(onDay).toHaveBeenCalledWith('2026-11-24');
  expect(decodeURIComponent(asked[0]?.path ?? '')).toContain('location=Location/NORTH,Location/NORTH-EXAM1');
});

it('says when nothing is booked at all', async () => {
  const { wrapper } = testHub({ 'GET Appointment': searchset() });
  render(
    <EmptyDay today="2026-11-23" day="2026-11-22" practice={practice} siteId={undefined} onDay={() => undefined} />,
    { wrapper },
  );

  expect(await screen.findByText(/Nothing is booked after this day either/)).toBeTruthy();
});
