import type { Offer } from '@hub/fhir/booking';
import { searchset, testHub } from '@hub/fhir/testing';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Appointment, OperationOutcomeIssue, Parameters as FhirParameters } from 'fhir/r4';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { appointment, now, okonkwo, practice } from '../fixtures';
import { PortalContext, type PortalState } from '../portal';
import { LookStep } from './LookStep';
import { type Draft, emptyDraft } from './draft';
import type { Flow } from './flow';

const offer = (time: string): Offer => ({
  key: time,
  token: `token ${time}`,
  start: Date.parse(`2026-11-30T${time}:00-06:00`),
  end: Date.parse(`2026-11-30T${time}:59-06:00`),
  provider: 'Dr. Okafor',
  place: 'Exam room 1',
  siteId: 'MAIN',
  zone: 'America/Chicago',
});
const proposed = (time: string): Appointment => ({
  resourceType: 'Appointment',
  status: 'proposed',
  identifier: [{ system: 'urn:x-hub:offer', value: `token ${time}` }],
  start: `2026-11-30T${time}:00-06:00`,
  end: `2026-11-30T${time}:59-06:00`,
  participant: [{ actor: { reference: 'Practitioner/okafor' }, status: 'needs-action' }],
});
const refusal = (status: number, issue: Partial<OperationOutcomeIssue>, ...contained: Appointment[]) => ({
  status,
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', ...issue }], contained },
});

function look(answers: Parameters<typeof testHub>[0]) {
  const { wrapper: Hub, asked } = testHub(answers, 'user/Appointment.crus');
  const [go, tell, forget] = [vi.fn(), vi.fn(), vi.fn()];
  const portal: PortalState = {
    patient: okonkwo,
    practice,
    now,
    phoneOf: () => '(847) 555-0100',
    go,
    href: ({ screen: name }) => `#/${name}`,
    draft: () => undefined,
    keep: () => undefined,
    done: undefined,
    tell,
  };
  function Step() {
    const [draft, setDraft] = useState<Draft>({ ...emptyDraft('2026-11-23'), offer: offer('09:00') });
    const flow: Flow = {
      serviceId: 'svc',
      visit: undefined,
      times: { screen: 'times', service: 'svc' },
      look: { screen: 'look', service: 'svc' },
      draft,
      change: (what) => setDraft((before) => ({ ...before, ...what })),
      forget,
    };
    return draft.offer ? <LookStep flow={flow} offer={draft.offer} /> : null;
  }
  render(
    <Hub>
      <PortalContext value={portal}>
        <Step />
      </PortalContext>
    </Hub>,
  );
  const sent = () =>
    asked
      .filter((one) => one.path === 'Appointment/$book')
      .map((one) => (JSON.parse(one.body) as FhirParameters).parameter ?? []);
  return { go, tell, forget, sent };
}

const book = () => fireEvent.click(screen.getByRole('button', { name: 'Book this visit' }));

it('books what was looked over, with what was typed, and goes on to what happens next', async () => {
  const { go, tell, forget, sent } = look({ 'POST Appointment/$book': searchset(appointment()) });
  expect(screen.getByText(/Monday, November 30, 9:00 am/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/Anything we should know/), { target: { value: ' A cane ' } });
  book();

  await waitFor(() => expect(go).toHaveBeenCalledWith({ screen: 'done' }, true));
  expect(sent()).toEqual([
    [
      {
        name: 'appointment-reference',
        valueReference: { identifier: { system: 'urn:x-hub:offer', value: 'token 09:00' } },
      },
      { name: 'patient-reference', valueReference: { reference: 'Patient/p1' } },
      { name: 'comment', valueString: 'A cane' },
    ],
  ]);
  expect(tell).toHaveBeenCalledWith(expect.objectContaining({ what: 'booked' }));
  expect(forget).toHaveBeenCalled();
});

it('offers other times when somebody was faster, and loses nothing that was typed', async () => {
  let tries = 0;
  const { go, sent } = look({
    'POST Appointment/$book': () =>
      ++tries === 1 ? refusal(409, { code: 'conflict' }, proposed('10:00')) : searchset(appointment()),
  });
  fireEvent.change(screen.getByLabelText(/Anything we should know/), { target: { value: 'A cane' } });
  book();

  fireEvent.click(await screen.findByRole('button', { name: /10:00 am/ }));
  expect(screen.getByLabelText<HTMLTextAreaElement>(/Anything we should know/).value).toBe('A cane');
  book();

  await waitFor(() => expect(go).toHaveBeenCalled());
  expect(sent()[1]?.[0]?.valueReference?.identifier?.value).toBe('token 10:00');
});

it('says what a rule says, and leads on to asking for a time or to a call', async () => {
  const { go } = look({
    'POST Appointment/$book': refusal(422, {
      code: 'business-rule',
      details: {
        coding: [{ system: 'urn:x-hub:booking-refusal', code: 'referral' }],
        text: 'This visit needs a referral first.',
      },
      extension: [{ url: 'urn:x-hub:extension:allowed-path', valueCode: 'request' }],
    }),
  });
  book();

  expect((await screen.findByRole('alert')).textContent).toContain('This visit needs a referral first.');
  expect(screen.getByRole('link', { name: 'Ask for a time' }).getAttribute('href')).toBe('#/ask');
  expect(screen.getByRole('link', { name: /Call us/ }).getAttribute('href')).toBe('tel:8475550100');
  expect(screen.queryByRole('button', { name: 'Book this visit' })).toBeNull();
  expect(go).not.toHaveBeenCalled();
});

it('does not blame its patient for what went wrong elsewhere, and can be tried again', async () => {
  look({ 'POST Appointment/$book': { status: 503, body: {} } });
  book();

  expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong with us, not with you.');
  expect(screen.getByRole('button', { name: 'Book this visit' })).toBeTruthy();
});
