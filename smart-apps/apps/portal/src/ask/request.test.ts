import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../book/draft';
import { periods, request } from './request';

const zone = 'America/Chicago';
const service = {
  id: 'svc',
  name: 'Minor procedure',
  codes: ['PROC'],
  offered: true,
  type: { coding: [{ system: 'urn:oid:2.999.10.9', code: 'PROC' }] },
};

describe('when it suits', () => {
  it('is four weeks when nothing is chosen', () => {
    expect(periods(emptyDraft('2026-11-30'), zone)).toEqual([
      { start: '2026-11-30T00:00:00-06:00', end: '2026-12-28T00:00:00-06:00' },
    ]);
  });

  it('is the chosen halves of the chosen days, for two weeks', () => {
    expect(periods({ from: '2026-11-30', weekdays: [2], parts: ['morning'] }, zone)).toEqual([
      { start: '2026-12-01T00:00:00-06:00', end: '2026-12-01T12:00:00-06:00' },
      { start: '2026-12-08T00:00:00-06:00', end: '2026-12-08T12:00:00-06:00' },
    ]);
  });

  it('is the whole day when both halves do, on the day when the clocks change too', () => {
    expect(periods({ from: '2026-10-31', weekdays: [7], parts: ['morning', 'afternoon'] }, zone)[0]).toEqual({
      start: '2026-11-01T00:00:00-05:00',
      end: '2026-11-02T00:00:00-06:00',
    });
  });
});

it('asks for a kind of visit, with somebody if they are named, and for no time', () => {
  const asked = request(
    { ...emptyDraft('2026-11-30'), providerId: 'okafor', comment: ' After work ' },
    'p1',
    service,
    zone,
  );

  expect(asked).toMatchObject({
    status: 'proposed',
    comment: 'After work',
    serviceType: [
      {
        coding: [{ code: 'PROC' }],
        extension: [{ url: 'urn:x-hub:extension:service', valueReference: { reference: 'HealthcareService/svc' } }],
      },
    ],
    participant: [
      { actor: { reference: 'Patient/p1' }, status: 'needs-action' },
      { actor: { reference: 'Practitioner/okafor' }, status: 'needs-action' },
    ],
  });
  expect(asked).not.toHaveProperty('start');
  expect(asked).not.toHaveProperty('slot');
});
