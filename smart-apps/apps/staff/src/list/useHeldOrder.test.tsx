import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { visit } from '../fixtures';
import type { Visit } from '../visits/visit';
import { useHeldOrder } from './useHeldOrder';

const at = (id: string, from: string, change = {}): Visit =>
  visit({ id, start: `2026-11-23T${from}:00-06:00`, end: `2026-11-23T${from}:00-06:00`, ...change });
const ids = (rows: readonly Visit[]) => rows.map((row) => row.id).join('');

function list(first: readonly Visit[], busy: boolean) {
  return renderHook(({ visits, busy }) => useHeldOrder(visits, busy, 'day'), { initialProps: { visits: first, busy } });
}

it('follows the day while nobody uses the list', () => {
  const { result, rerender } = list([at('a', '09:00'), at('c', '11:00')], false);

  rerender({ visits: [at('a', '09:00'), at('b', '10:00'), at('c', '11:00')], busy: false });

  expect(ids(result.current.rows)).toBe('abc');
  expect(result.current.waiting).toBe(0);
});

it('keeps every row in its place under the pointer, and says how much waits', () => {
  const { result, rerender } = list([at('a', '09:00'), at('c', '11:00')], true);

  rerender({ visits: [at('b', '08:00'), at('a', '09:00', { status: 'arrived' }), at('c', '11:00')], busy: true });

  expect(ids(result.current.rows)).toBe('ac');
  expect(result.current.rows[0]?.status).toBe('arrived');
  expect(result.current.waiting).toBe(1);

  act(() => result.current.release());
  expect(ids(result.current.rows)).toBe('bac');
  expect(result.current.waiting).toBe(0);
});

it('counts a visit that moved to another time, and one that went away', () => {
  const { result, rerender } = list([at('a', '09:00'), at('b', '10:00'), at('c', '11:00')], true);

  rerender({ visits: [at('b', '10:00'), at('a', '12:00')], busy: true });

  expect(ids(result.current.rows)).toBe('abc');
  expect(result.current.waiting).toBe(2);
});
