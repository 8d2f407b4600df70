import { expect, it } from 'vitest';
import { readDay, readSearch } from './address';

it('reads what it knows and leaves out the rest', () => {
  expect(readSearch({ site: 'MAIN', by: 'room', view: 'list', show: 'arrived', visit: 'a1', name: 'Okonkwo' })).toEqual(
    {
      site: 'MAIN',
      by: 'room',
      view: 'list',
      show: 'arrived',
      visit: 'a1',
      patient: undefined,
    },
  );
  expect(readSearch({ site: '<script>', by: 'colour', show: 5 })).toEqual({});
});

it('takes whatever is not a date for today', () => {
  expect(readDay('2026-11-29', '2026-11-23')).toBe('2026-11-29');
  expect(readDay('today', '2026-11-23')).toBe('2026-11-23');
  expect(readDay('2026-13-01', '2026-11-23')).toBe('2026-11-23');
});
