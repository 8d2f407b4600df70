import { isoAt } from '@hub/fhir';
import { byDay, nextSpan, offersOf } from '@hub/fhir/booking';
import type { Appointment } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { practiceResources, practice } from '../fixtures';
import { practiceOf } from '@hub/fhir/visits';

function offer(start: string, change: Partial<Appointment> = {}): Appointment {
  return {
    resourceType: 'Appointment',
    status: 'proposed',
    identifier: [{ system: 'urn:x-hub:offer', value: `token-${start}` }],
    start,
    end: new Date(Date.parse(start) + 20 * 60_000).toISOString(),
    participant: [
      { actor: { reference: 'Practitioner/okafor' }, status: 'needs-action' },
      { actor: { reference: 'Location/MAIN-EXAM1' }, status: 'needs-action' },
      { actor: { reference: 'Location/MAIN' }, status: 'needs-action' },
    ],
    ...change,
  };
}

describe('an offer', () => {
  it('says who and where in the words of the practice', () => {
    expect(offersOf([offer('2026-11-23T10:00:00-06:00')], practice)).toEqual([
      expect.objectContaining({
        token: 'token-2026-11-23T10:00:00-06:00',
        provider: 'Dr. Okafor',
        place: 'Exam room 1, Main Street',
        zone: 'America/Chicago',
      }),
    ]);
  });

  it('takes the words of the hub where the practice has none', () => {
    const found = offersOf(
      [
        offer('2026-11-23T10:00:00-06:00', {
          participant: [
            { actor: { reference: 'Practitioner/new', display: 'Dr. New' }, status: 'needs-action' },
            { actor: { reference: 'Location/other', display: 'Tent' }, status: 'needs-action' },
          ],
        }),
      ],
      practice,
    );

    expect(found[0]).toMatchObject({ provider: 'Dr. New', zone: 'America/Chicago' });
  });

  it('without a token cannot be booked, so it is not shown', () => {
    expect(offersOf([offer('2026-11-23T10:00:00-06:00', { identifier: [] })], practice)).toEqual([]);
  });
});

describe('the days of the offers', () => {
  const days = (...starts: string[]) =>
    byDay(
      offersOf(
        starts.map((start) => offer(start)),
        practice,
      ),
    ).map(({ day, offers }) => [day, ...offers.map((one) => isoAt(one.start, one.zone))]);

  it('are those of the wall calendar on both sides of a change of the clocks', () => {
    // Late on Saturday, twice the same time in the night, and Sunday evening: UTC has other days than the practice.
    expect(
      days('2026-11-02T05:30:00Z', '2026-11-01T04:30:00Z', '2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z'),
    ).toEqual([
      ['2026-10-31', '2026-10-31T23:30:00-05:00'],
      ['2026-11-01', '2026-11-01T01:30:00-05:00', '2026-11-01T01:30:00-06:00', '2026-11-01T23:30:00-06:00'],
    ]);
  });

  it('hold what two answers brought only once', () => {
    expect(days('2026-11-23T16:00:00Z', '2026-11-23T10:00:00-06:00')).toEqual([
      ['2026-11-23', '2026-11-23T10:00:00-06:00'],
    ]);
  });

  it('are those of each site', () => {
    const west = practiceOf(
      practiceResources.map((one) =>
        one.id === 'MAIN'
          ? {
              ...one,
              extension: [
                { url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'America/Los_Angeles' },
              ],
            }
          : one,
      ) as typeof practiceResources,
    );

    expect(byDay(offersOf([offer('2026-11-24T07:30:00Z')], west)).map(({ day }) => day)).toEqual(['2026-11-23']);
    expect(byDay(offersOf([offer('2026-11-24T07:30:00Z')], practice)).map(({ day }) => day)).toEqual(['2026-11-24']);
  });
});

describe('where to look on', () => {
  const offers = offersOf([offer('2026-11-23T10:00:00-06:00'), offer('2026-11-23T10:20:00-06:00')], practice);
  const span = { start: Date.parse('2026-11-23T06:00:00Z'), end: Date.parse('2026-12-07T06:00:00Z') };

  it('is at the last time of a full answer, which may have more providers', () => {
    expect(nextSpan({ ...span, offers }, 2)).toEqual({ start: Date.parse('2026-11-23T10:20:00-06:00'), end: span.end });
  });

  it('is behind a time that fills the whole answer', () => {
    const [first] = offers;
    expect(nextSpan({ ...span, offers: first ? [first, first] : [] }, 2).start).toBe(
      Date.parse('2026-11-23T10:01:00-06:00'),
    );
  });

  it('is after the span when everything in it was shown', () => {
    expect(nextSpan({ ...span, offers }, 20)).toEqual({ start: span.end, end: Date.parse('2026-12-21T06:00:00Z') });
  });
});
