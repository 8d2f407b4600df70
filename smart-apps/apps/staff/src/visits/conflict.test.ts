import type { Appointment } from 'fhir/r4';
import { expect, it } from 'vitest';
import { appointment, practice } from '../fixtures';
import { otherChanges, writer } from './conflict';

const nobody = () => undefined;
const version = (versionId: string, source: string, change: Partial<Appointment>): Appointment =>
  appointment({ ...change, meta: { versionId, source, lastUpdated: `2026-11-23T15:0${versionId}:00Z` } });

it('says who changed what, step by step, since the version that was seen', () => {
  const moved = { start: '2026-11-23T10:30:00-06:00', end: '2026-11-23T10:50:00-06:00' };
  const history = [
    version('5', 'http://hub/fhir/Practitioner/delgado', { ...moved, status: 'arrived' }),
    version('4', 'urn:x-hub:feed:demo-ehr', moved),
    version('3', 'urn:x-hub:feed:demo-ehr', {}),
  ];

  const changes = otherChanges(
    appointment(),
    history,
    practice,
    (reference) => practice.providerOf(reference.split('/')[1] ?? '')?.name,
  );

  expect(changes).toEqual([
    {
      who: 'a message from demo-ehr',
      at: '9:04 am',
      differences: [
        { what: 'Start', before: '10:00 am', after: '10:30 am' },
        { what: 'End', before: '10:20 am', after: '10:50 am' },
      ],
    },
    { who: 'Monica Delgado', at: '9:05 am', differences: [{ what: 'Status', before: 'booked', after: 'arrived' }] },
  ]);
});

it('finds a new room, provider and day', () => {
  const participant = [
    { actor: { reference: 'Practitioner/reyes' }, status: 'accepted' as const },
    { actor: { reference: 'Location/NORTH-EXAM1' }, status: 'accepted' as const },
  ];
  const [change] = otherChanges(
    appointment(),
    [version('4', '', { participant, start: '2026-11-24T10:00:00-06:00', end: '2026-11-24T10:20:00-06:00' })],
    practice,
    nobody,
  );

  expect(change?.who).toBe('someone else');
  expect(change?.differences.map((one) => [one.what, one.after])).toEqual([
    ['Day', 'Tuesday, November 24'],
    ['Provider', 'Dr. Reyes'],
    ['Room', 'Exam room 1, North'],
  ]);
});

it('has nothing to tell when nobody was faster', () => {
  expect(otherChanges(appointment(), [appointment()], practice, nobody)).toEqual([]);
});

it('reads the writer from what the server keeps with a version', () => {
  expect(writer('urn:x-hub:feed:demo-ehr#4711', nobody)).toBe('a message from demo-ehr');
  expect(writer('Practitioner/delgado', () => 'Monica Delgado')).toBe('Monica Delgado');
  expect(writer(undefined, nobody)).toBe('someone else');
});
