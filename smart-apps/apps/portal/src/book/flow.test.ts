import type { Offer } from '@hub/fhir/booking';
import { expect, it } from 'vitest';
import { oncePerTime } from './flow';

const offer = (key: string, start: number, siteId: string): Offer => ({
  key,
  token: key,
  start,
  end: start + 1,
  provider: key,
  place: '',
  siteId,
  zone: 'America/Chicago',
});

it('shows a time at a place once, with the first who has it', () => {
  const [a, b, c, d] = [offer('a', 1, 'MAIN'), offer('b', 1, 'MAIN'), offer('c', 1, 'NORTH'), offer('d', 2, 'MAIN')];

  expect(oncePerTime([{ day: '2026-11-27', offers: [a, b, c, d] }])).toEqual([
    { day: '2026-11-27', offers: [a, c, d] },
  ]);
});
