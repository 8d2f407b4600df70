import type { Communication, CommunicationRequest } from 'fhir/r4';
import { expect, it } from 'vitest';
import { toMessage, toMessages, toPlanned } from './message';

const sms = { coding: [{ system: 'urn:x-hub:medium', code: 'sms' }] };
const sent: Communication = {
  resourceType: 'Communication',
  id: 'c1',
  status: 'completed',
  sent: '2026-11-23T15:00:00Z',
  medium: [sms],
  subject: { reference: 'Patient/p1' },
  about: [{ reference: 'Appointment/a1' }],
  payload: [{ contentString: 'See you' }],
  extension: [
    { url: 'urn:x-hub:extension:contact', valueString: '+18475550160' },
    { url: 'urn:x-hub:extension:gateway', valueCode: 'sandbox' },
  ],
};

it('tells what was sent, has arrived, is being sent and was not', () => {
  expect(toMessage(sent).fate).toBe('sent');
  expect(toMessage({ ...sent, received: '2026-11-23T15:00:04Z' }).fate).toBe('arrived');
  expect(toMessage({ ...sent, status: 'in-progress' }).fate).toBe('trying');
  expect(toMessage({ ...sent, status: 'not-done', statusReason: { text: 'No number' } })).toMatchObject({
    fate: 'not-sent',
    reason: 'No number',
  });
});

it('knows an answer by its having come and gone by no gateway', () => {
  const { sent: _, ...came } = sent;
  expect(toMessage({ ...came, received: '2026-11-23T15:01:00Z', extension: sent.extension?.slice(0, 1) }).fate).toBe(
    'answer',
  );
});

it('names the patient and whether it went to nobody', () => {
  const [one] = toMessages([
    sent,
    { resourceType: 'Patient', id: 'p1', name: [{ family: 'Okonkwo', given: ['Chidi'] }] },
  ]);
  expect(one).toMatchObject({
    patient: 'Okonkwo, Chidi',
    visitId: 'a1',
    way: 'sms',
    contact: '+18475550160',
    sandbox: true,
  });
});

it('names the way that is tried first', () => {
  const planned = toPlanned(
    [
      {
        resourceType: 'CommunicationRequest',
        status: 'active',
        about: [{ reference: 'Appointment/a1' }],
        medium: [{ coding: [{ code: 'email' }, { code: 'EMAILWRIT' }] }, sms],
      },
    ],
    'a1',
  );
  expect(planned[0]?.way).toBe('email');
});

it('lists what is still to be said about one visit, soonest first', () => {
  const request = (id: string, about: string, at: string): CommunicationRequest => ({
    resourceType: 'CommunicationRequest',
    id,
    status: 'active',
    about: [{ reference: about }],
    occurrenceDateTime: at,
    medium: [sms],
  });
  const planned = toPlanned(
    [
      request('later', 'Appointment/a1', '2026-11-25T15:00:00Z'),
      request('other', 'Appointment/a2', '2026-11-23T15:00:00Z'),
      request('sooner', 'Appointment/a1', '2026-11-24T15:00:00Z'),
      { ...request('gone', 'Appointment/a1', '2026-11-24T15:00:00Z'), status: 'revoked' },
    ],
    'a1',
  );
  expect(planned.map(({ id }) => id)).toEqual(['sooner', 'later']);
});
