import { searchset, testHub } from '@hub/fhir/testing';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { appointment, okonkwo, practice, visit } from '../fixtures';
import { cancelReason } from '../visits/cancel';
import CancelDialog from './CancelDialog';
import { ConflictDialog } from './ConflictDialog';
import MoveDialog from './MoveDialog';

const nothing = () => undefined;

it('cancels with a reason, and not without', async () => {
  const { wrapper } = testHub({});
  const onCancel = vi.fn();
  render(<CancelDialog visit={visit()} saving={false} onCancel={onCancel} onClose={nothing} />, { wrapper });

  await userEvent.click(screen.getByRole('button', { name: 'Cancel the visit' }));
  expect(screen.getByRole('alert').textContent).toBe('Choose a reason first.');
  expect(onCancel).not.toHaveBeenCalled();

  await userEvent.click(screen.getByLabelText('Weather'));
  await userEvent.type(screen.getByLabelText('Note (optional)'), 'Roads closed');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the visit' }));
  expect(onCancel).toHaveBeenCalledWith(cancelReason('oth-weath'), 'Roads closed');
});

it('moves by the clock of the practice, and warns of who has the time', async () => {
  const other = appointment({ id: 'a2', start: '2026-11-23T11:00:00-06:00', end: '2026-11-23T11:20:00-06:00' });
  const { wrapper } = testHub({ 'GET Appointment': searchset(appointment(), other, okonkwo) });
  const onMove = vi.fn();
  render(
    <MoveDialog
      visit={visit()}
      practice={practice}
      proposed={undefined}
      saving={false}
      onMove={onMove}
      onClose={nothing}
    />,
    { wrapper },
  );
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Move' }).disabled).toBe(true);

  fireEvent.change(screen.getByLabelText('Time'), { target: { value: '11:10' } });
  await waitFor(() => expect(screen.getByText(/Dr. Okafor already has/)).toBeTruthy());
  await userEvent.click(screen.getByRole('button', { name: 'Move and double-book' }));

  expect(onMove).toHaveBeenCalledWith({ start: Date.parse('2026-11-23T17:10:00Z') });
});

it('names who was faster and what they changed, and overwrites only when told to', async () => {
  const { wrapper } = testHub({});
  const again = vi.fn(async () => undefined);
  const changes = [
    {
      who: 'a message from demo-ehr',
      at: '9:02 am',
      differences: [{ what: 'Start', before: '10:00 am', after: '10:30 am' }],
    },
  ];
  render(
    <ConflictDialog
      conflict={{ visit: visit(), doing: 'Okonkwo could not be checked in', current: appointment(), changes, again }}
      onClose={nothing}
    />,
    { wrapper },
  );

  expect(screen.getByRole('heading', { name: 'Changed by a message from demo-ehr at 9:02 am' })).toBeTruthy();
  expect(screen.getByText('10:30 am')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Do it all the same' }));
  expect(again).toHaveBeenCalledOnce();
});
