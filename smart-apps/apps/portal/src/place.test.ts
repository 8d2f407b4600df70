import { expect, it } from 'vitest';
import { type Place, readAddress, writeAddress } from './place';

const places: Place[] = [
  { screen: 'visits' },
  { screen: 'book' },
  { screen: 'times', service: 'svc' },
  { screen: 'look', service: 'svc' },
  { screen: 'move', visit: 'a1' },
  { screen: 'move-look', visit: 'a1' },
  { screen: 'ask' },
  { screen: 'ask', service: 'svc' },
  { screen: 'done' },
];

it.each(places)('reads the address that it writes: $screen', (place) => {
  expect(readAddress(writeAddress({ place, patient: 'p1' }))).toEqual({ place, patient: 'p1' });
  expect(readAddress(writeAddress({ place, patient: undefined }))).toEqual({ place, patient: undefined });
});

it('leads to the visits from an address that it does not know', () => {
  expect(readAddress('#/nowhere/x').place).toEqual({ screen: 'visits' });
  expect(readAddress('').place).toEqual({ screen: 'visits' });
});
