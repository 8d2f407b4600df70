import type { Bundle, Schedule } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { appointment, slot } from '../fixtures';
import { freed, isPossible, moved, movedSlots, taken, transaction, undoing } from './changes';
import { confirmedExtension } from './status';

const calendar = (id: string, actor: string): Schedule => ({
  resourceType: 'Schedule',
  id,
  actor: [{ reference: actor }],
});
const calendars = [
  calendar('okafor', 'Practitioner/okafor'),
  calendar('reyes', 'Practitioner/reyes'),
  calendar('exam1', 'Location/MAIN-EXAM1'),
];
const half = Date.parse('2026-11-23T10:30:00-06:00');

describe('a visit that does not take place', () => {
  it('gives back the time it held, and only that', () => {
    expect(
      freed([slot('s1', 'okafor'), slot('s2', 'exam1', { status: 'free' })]).map((one) => [one.id, one.status]),
    ).toEqual([['s1', 'free']]);
  });
});

describe('a moved visit', () => {
  it('keeps its length, its patient and what was not moved', () => {
    const after = moved(appointment(), { start: half }, 'America/Chicago');

    expect([after.start, after.end]).toEqual(['2026-11-23T10:30:00-06:00', '2026-11-23T10:50:00-06:00']);
    expect(after.participant).toEqual(appointment().participant);
  });

  it('is confirmed no longer when its time is another, and still is when only its room is', () => {
    const confirmed = appointment({
      extension: [{ url: confirmedExtension, valueDateTime: '2026-11-21T09:00:00-06:00' }],
    });

    expect(moved(confirmed, { start: half }, 'America/Chicago').extension).toBeUndefined();
    expect(
      moved(confirmed, { start: Date.parse(confirmed.start ?? ''), roomId: 'MAIN-EXAM2' }, 'America/Chicago').extension,
    ).toHaveLength(1);
  });

  it('has the new provider in the place of the old one', () => {
    const after = moved(appointment(), { start: half, providerId: 'reyes' }, 'America/Chicago');

    expect(after.participant.map((one) => one.actor?.reference)).toEqual([
      'Patient/p1',
      'Practitioner/reyes',
      'Location/MAIN-EXAM1',
    ]);
  });

  it('gets a room that it did not have', () => {
    const [patient] = appointment().participant;
    const after = moved(
      appointment({ participant: patient ? [patient] : [] }),
      { start: half, roomId: 'MAIN-EXAM2' },
      'America/Chicago',
    );

    expect(after.participant.at(-1)?.actor?.reference).toBe('Location/MAIN-EXAM2');
  });

  it('takes its slots along, and hands the provider’s over to the calendar of the new one', () => {
    const target = { start: half, providerId: 'reyes' };
    const after = movedSlots(
      [slot('s1', 'okafor'), slot('s2', 'exam1')],
      moved(appointment(), target, 'America/Chicago'),
      calendars,
      target,
    );

    expect(after.map((one) => [one.schedule.reference, one.start])).toEqual([
      ['Schedule/reyes', '2026-11-23T10:30:00-06:00'],
      ['Schedule/exam1', '2026-11-23T10:30:00-06:00'],
    ]);
  });
});

it('takes the time of a late patient again', () => {
  expect(
    taken([slot('s1', 'okafor', { status: 'free' }), slot('s2', 'exam1')]).map((one) => [one.id, one.status]),
  ).toEqual([['s1', 'busy']]);
});

it('saves everything at once, and only over the versions that were seen', () => {
  expect(transaction([appointment(), slot('s1', 'okafor')]).entry?.map((one) => one.request)).toEqual([
    { method: 'PUT', url: 'Appointment/a1', ifMatch: 'W/"3"' },
    { method: 'PUT', url: 'Slot/s1', ifMatch: 'W/"1"' },
  ]);
});

it('undoes over the versions that the change made', () => {
  const answer: Bundle = {
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: [
      { response: { status: '200', etag: 'W/"4"' } },
      { response: { status: '200', location: 'Slot/s1/_history/2' } },
    ],
  };

  expect(undoing([appointment(), slot('s1', 'okafor')], answer).map((one) => one.meta?.versionId)).toEqual(['4', '2']);
});

it('knows what can be done from where', () => {
  expect(isPossible('check-in', 'confirmed')).toBe(true);
  expect(isPossible('check-in', 'no-show')).toBe(true);
  expect(isPossible('check-in', 'in-room')).toBe(false);
  expect(isPossible('move', 'done')).toBe(false);
  expect(isPossible('cancel', 'booked')).toBe(true);
  // Who is here and goes again has left: that is counted apart (practice.md 3.4).
  expect(isPossible('cancel', 'arrived')).toBe(false);
  expect(isPossible('cancel', 'cancelled')).toBe(false);
});
