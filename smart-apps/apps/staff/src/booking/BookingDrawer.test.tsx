import { Notifications } from '@mantine/notifications';
import { searchset, testHub } from '@hub/fhir/testing';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Appointment, OperationOutcomeIssue, Parameters as FhirParameters } from 'fhir/r4';
import { expect, it, vi } from 'vitest';
import { appointment, okonkwo, practice, visit } from '../fixtures';
import BookingDrawer from './BookingDrawer';
import type { BookingStart } from './useBooking';

const proposed = (time: string): Appointment => ({
  resourceType: 'Appointment',
  status: 'proposed',
  identifier: [{ system: 'urn:x-hub:offer', value: `token ${time}` }],
  start: `2036-11-24T${time}:00-06:00`,
  end: `2036-11-24T${time}:59-06:00`,
  participant: [
    { actor: { reference: 'Practitioner/okafor' }, status: 'needs-action' },
    { actor: { reference: 'Location/MAIN-EXAM1' }, status: 'needs-action' },
  ],
});
const booked = searchset(appointment({ id: 'new', start: '2036-11-24T09:20:00-06:00' }));

function refusal(status: number, issue: Partial<OperationOutcomeIssue>, ...contained: Appointment[]) {
  return {
    status,
    body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', ...issue }], contained },
  };
}

function drawer(begin: BookingStart, answers: Parameters<typeof testHub>[0]) {
  const { wrapper: Hub, asked } = testHub({
    'POST Appointment/$find': searchset(proposed('09:00'), proposed('09:20')),
    'POST Patient/_search': searchset(okonkwo),
    ...answers,
  });
  const onClose = vi.fn();
  render(
    <Hub>
      <BookingDrawer
        begin={begin}
        shown={{ day: '2036-11-24', siteId: undefined }}
        practice={practice}
        onClose={onClose}
      />
      <Notifications />
    </Hub>,
  );
  const sent = (path: string) =>
    asked.filter((one) => one.path === path).map((one) => (JSON.parse(one.body) as FhirParameters).parameter ?? []);
  return { onClose, sent, asked };
}

function find(): void {
  fireEvent.change(screen.getByLabelText('Visit type'), { target: { value: 'svc' } });
  fireEvent.click(screen.getByRole('button', { name: 'Find a time' }));
}

it('finds a time for somebody and books it with a comment', async () => {
  const { onClose, sent, asked } = drawer({}, { 'POST Appointment/$book': booked });
  fireEvent.change(screen.getByRole('combobox', { name: 'Patient' }), { target: { value: 'okon' } });
  fireEvent.click(await screen.findByText('Okonkwo, Chidi'));
  find();
  fireEvent.click(await screen.findByRole('radio', { name: /9:20 am/ }));
  fireEvent.change(screen.getByLabelText('Comment (optional)'), { target: { value: 'Needs a lift' } });
  fireEvent.click(screen.getByRole('button', { name: 'Book this time' }));

  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent('Appointment/$find')[0]).toEqual([
    { name: 'start', valueDateTime: '2036-11-24T00:00:00-06:00' },
    { name: 'end', valueDateTime: '2036-12-08T00:00:00-06:00' },
    { name: 'service-type-reference', valueReference: { reference: 'HealthcareService/svc' } },
    // With the patient, so that the practice's rules are asked too.
    { name: 'patient-reference', valueReference: { reference: 'Patient/p1' } },
    { name: '_count', valueInteger: 20 },
  ]);
  expect(sent('Appointment/$book')).toEqual([
    [
      {
        name: 'appointment-reference',
        valueReference: { identifier: { system: 'urn:x-hub:offer', value: 'token 09:20' } },
      },
      { name: 'patient-reference', valueReference: { reference: 'Patient/p1' } },
      { name: 'comment', valueString: 'Needs a lift' },
    ],
  ]);
  expect(asked.filter((one) => /okon/i.test(one.path))).toEqual([]);
});

it('says beside the field what is missing, and goes there', async () => {
  const { sent } = drawer({}, {});
  fireEvent.click(screen.getByRole('button', { name: 'Find a time' }));
  expect(screen.getByText('Choose the visit type.')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Visit type')));

  find();
  fireEvent.click(await screen.findByRole('radio', { name: /9:00 am/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Book this time' }));

  expect(screen.getByText('Choose the patient.')).toBeTruthy();
  expect(sent('Appointment/$book')).toEqual([]);
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /9:00 am/ }).checked).toBe(true);
});

it('offers others when the time was just taken, and loses nothing that was typed', async () => {
  let tries = 0;
  const { onClose, sent } = drawer(
    { patient: okonkwo },
    {
      'POST Appointment/$book': () =>
        ++tries === 1 ? refusal(409, { code: 'conflict' }, proposed('10:00'), proposed('10:20')) : booked,
    },
  );
  find();
  fireEvent.click(await screen.findByRole('radio', { name: /9:00 am/ }));
  fireEvent.change(screen.getByLabelText('Comment (optional)'), { target: { value: 'Needs a lift' } });
  fireEvent.click(screen.getByRole('button', { name: 'Book this time' }));

  expect((await screen.findByRole('alert')).textContent).toContain('This time has just been taken.');
  fireEvent.click(screen.getByRole('button', { name: /10:20 am/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Book this time' }));

  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent('Appointment/$book')[1]?.[0]?.valueReference?.identifier?.value).toBe('token 10:20');
  expect(sent('Appointment/$book')[1]?.[2]).toEqual({ name: 'comment', valueString: 'Needs a lift' });
});

it('puts what the hub refuses beside its field', async () => {
  drawer(
    { patient: okonkwo },
    {
      'POST Appointment/$book': refusal(422, {
        code: 'required',
        diagnostics: 'This patient was merged.',
        expression: ['patient-reference'],
      }),
    },
  );
  find();
  fireEvent.click(await screen.findByRole('radio', { name: /9:00 am/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Book this time' }));

  await waitFor(() =>
    expect(screen.getByRole('combobox', { name: 'Patient' }).getAttribute('aria-invalid')).toBe('true'),
  );
  expect(screen.getAllByText('This patient was merged.').length).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: 'Book anyway' })).toBeNull();
});

it('books a time of one’s own against a rule only with a reason', async () => {
  let tries = 0;
  const { onClose, sent } = drawer(
    { patient: okonkwo, start: Date.parse('2036-11-24T06:00:00-06:00'), providerId: 'okafor' },
    {
      'POST Appointment/$book': () =>
        ++tries === 1
          ? refusal(422, { code: 'business-rule', diagnostics: 'Closed then.', expression: ['start'] })
          : booked,
    },
  );
  fireEvent.change(screen.getByLabelText('Visit type'), { target: { value: 'svc' } });
  fireEvent.click(screen.getByRole('button', { name: 'Book this time' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Book anyway' }));
  expect(screen.getByText('Say why it is booked all the same.')).toBeTruthy();
  expect(sent('Appointment/$book')).toHaveLength(1);

  fireEvent.change(screen.getByLabelText('Why book it anyway?'), { target: { value: 'Before her flight' } });
  fireEvent.click(screen.getByRole('button', { name: 'Book anyway' }));

  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent('Appointment/$book')[1]).toEqual([
    { name: 'start', valueDateTime: '2036-11-24T06:00:00-06:00' },
    { name: 'service-type-reference', valueReference: { reference: 'HealthcareService/svc' } },
    { name: 'practitioner', valueReference: { reference: 'Practitioner/okafor' } },
    { name: 'patient-reference', valueReference: { reference: 'Patient/p1' } },
    { name: 'overbook', valueBoolean: true },
    { name: 'reason', valueString: 'Before her flight' },
  ]);
});

it('says that a visit is only asked for where another system has still to agree', async () => {
  const start = '2036-11-24T09:20:00-06:00';
  drawer(
    { patient: okonkwo, start: Date.parse(start), providerId: 'okafor' },
    { 'POST Appointment/$book': searchset(appointment({ id: 'new', start, status: 'pending' })) },
  );
  fireEvent.change(screen.getByLabelText('Visit type'), { target: { value: 'svc' } });
  fireEvent.click(screen.getByRole('button', { name: 'Book this time' }));

  expect(await screen.findByText(/ is asked for /)).toBeTruthy();
});

it('moves a visit: its own time counts as free, and its patient and type are known', async () => {
  const { onClose, sent } = drawer({ visit: visit() }, { 'POST Appointment/a1/$reschedule': booked });
  expect(screen.queryByRole('combobox', { name: 'Patient' })).toBeNull();
  expect(screen.getByText(/^Now Monday, November 23, 10:00 am – 10:20 am/)).toBeTruthy();

  fireEvent.click(screen.getByRole('button', { name: 'Find a time' }));
  fireEvent.click(await screen.findByRole('radio', { name: /9:00 am/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Move to this time' }));

  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(sent('Appointment/$find')[0]).toContainEqual({
    name: 'ignore-appointment',
    valueReference: { reference: 'Appointment/a1' },
  });
  expect(sent('Appointment/a1/$reschedule')).toEqual([
    [
      {
        name: 'appointment-reference',
        valueReference: { identifier: { system: 'urn:x-hub:offer', value: 'token 09:00' } },
      },
    ],
  ]);
});

it('says what to do when nothing is free', async () => {
  const { sent } = drawer({ patient: okonkwo, providerId: 'okafor' }, { 'POST Appointment/$find': searchset() });
  find();
  await screen.findByRole('heading', { name: 'Nothing is free until Sunday, December 7, 2036' });

  fireEvent.click(screen.getByRole('button', { name: 'Look two weeks further' }));
  await screen.findByRole('heading', { name: 'Nothing is free until Sunday, December 21, 2036' });
  fireEvent.click(screen.getByRole('button', { name: 'Any provider' }));

  await waitFor(() => expect(sent('Appointment/$find')).toHaveLength(3));
  expect(sent('Appointment/$find')[2]?.some((one) => one.name === 'practitioner')).toBe(false);
});
