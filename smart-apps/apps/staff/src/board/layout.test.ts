import { expect, it } from 'vitest';
import { visit } from '../fixtures';
import type { Visit } from '../visits/visit';
import { hoursOf, layout, neighbour } from './layout';

const midnight = Date.parse('2026-11-23T00:00:00-06:00');
const minutes = (instant: number) => (instant - midnight) / 60_000;

function at(id: string, from: string, to: string, status: 'booked' | 'cancelled' = 'booked'): Visit {
  return visit({ id, status, start: `2026-11-23T${from}:00-06:00`, end: `2026-11-23T${to}:00-06:00` });
}

it('gives visits at the same time equal parts of the column', () => {
  const placed = layout([at('a', '10:00', '10:40'), at('b', '10:20', '11:00'), at('c', '11:00', '11:20')], minutes);

  expect(placed.map(({ visit: { id }, left, width }) => [id, left, width])).toEqual([
    ['a', 0, 0.5],
    ['b', 0.5, 0.5],
    ['c', 0, 1],
  ]);
});

it('uses a lane again when it is free', () => {
  const placed = layout([at('a', '10:00', '11:00'), at('b', '10:00', '10:20'), at('c', '10:20', '11:00')], minutes);

  expect(placed.map(({ width }) => width)).toEqual([0.5, 0.5, 0.5]);
});

it('lets a cancelled visit stand aside when somebody has its time', () => {
  const placed = layout(
    [at('a', '10:00', '10:20', 'cancelled'), at('b', '10:00', '10:20'), at('c', '11:00', '11:20', 'cancelled')],
    minutes,
  );

  expect(placed.map(({ visit: { id }, aside, width }) => [id, aside, width])).toEqual([
    ['b', false, 1],
    ['c', false, 1],
    ['a', true, 0],
  ]);
});

it('leads the arrow keys down the column and to the nearest time beside it', () => {
  const columns = [
    layout([at('a', '9:00'.padStart(5, '0'), '09:20'), at('b', '10:00', '10:20')], minutes),
    [],
    layout([at('c', '09:40', '10:10'), at('d', '14:00', '14:20')], minutes),
  ];

  expect(neighbour(columns, 'a', 'ArrowDown')?.id).toBe('b');
  expect(neighbour(columns, 'b', 'ArrowDown')).toBeUndefined();
  expect(neighbour(columns, 'b', 'ArrowRight')?.id).toBe('c');
  expect(neighbour(columns, 'd', 'ArrowLeft')?.id).toBe('b');
  expect(neighbour(columns, undefined, 'ArrowDown')?.id).toBe('a');
});

it('shows office hours, and more when a visit needs them', () => {
  expect(hoursOf([at('a', '10:00', '10:20')], minutes)).toEqual({ from: 480, to: 1080 });
  expect(hoursOf([at('a', '06:40', '07:00'), at('b', '19:00', '19:30')], minutes)).toEqual({ from: 360, to: 1200 });
});
