import { expect, it } from 'vitest';
import { encounter, practice, visit } from '../fixtures';
import { columnOf, columnsFor, overlapWords, overlapping, placeWords, targetOf } from './columns';

const later = { id: 'a2', start: '2026-11-23T10:20:00-06:00', end: '2026-11-23T10:40:00-06:00' };

it('shows the providers who have visits, by name', () => {
  expect(columnsFor([visit()], 'provider', practice, undefined)).toEqual([
    { id: 'okafor', name: 'Dr. Okafor', detail: 'Family Medicine' },
  ]);
});

it('shows every room of the site, but no waiting room', () => {
  expect(columnsFor([], 'room', practice, 'MAIN').map((one) => one.id)).toEqual(['MAIN-EXAM1', 'MAIN-EXAM2']);
});

it('has a column for visits that name nobody', () => {
  const lonely = visit({ participant: [] });

  expect(columnsFor([lonely], 'provider', practice, undefined)).toEqual([{ id: 'none', name: 'No provider' }]);
});

it('puts a patient where they are, not where they were booked', () => {
  const elsewhere = visit(
    { status: 'arrived' },
    encounter({
      status: 'in-progress',
      location: [{ location: { reference: 'Location/MAIN-EXAM2' }, status: 'active' }],
    }),
  );

  expect(columnOf(elsewhere, 'room')).toBe('MAIN-EXAM2');
});

it('names the site of a room while several sites are on the screen', () => {
  expect(placeWords(visit(), practice, undefined)).toBe('Exam room 1, Main Street');
  expect(placeWords(visit(), practice, 'MAIN')).toBe('Exam room 1');
});

it('sees who else has the provider’s or the room’s time', () => {
  const other = visit(later);
  const target = targetOf('provider', 'okafor', other.start);

  expect(overlapping([visit(), other], visit(), target)).toEqual([other]);
  expect(overlapping([visit(), { ...other, status: 'cancelled' }], visit(), target)).toEqual([]);
  expect(overlapWords([other], visit(), target, practice)).toBe('Dr. Okafor already has Okonkwo, Chidi then');
});

it('takes visits that only touch for no overlap', () => {
  expect(overlapping([visit(later)], visit(), { start: visit().start })).toEqual([]);
});
