import { testHub } from '@hub/fhir/testing';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { practice, visit } from '../fixtures';
import { DayBoard, type DayBoardProps } from './DayBoard';
import { waited } from './VisitCard';

const a = visit();
const b = visit({ id: 'a2', start: '2026-11-23T11:00:00-06:00', end: '2026-11-23T11:20:00-06:00', status: 'arrived' });

function board(change: Partial<DayBoardProps> = {}) {
  const { wrapper } = testHub({});
  const props: DayBoardProps = {
    day: '2026-11-23',
    zone: practice.zone,
    now: Date.parse('2026-11-23T16:10:00Z'),
    columns: [{ id: 'okafor', name: 'Dr. Okafor', detail: 'Family Medicine' }],
    visitsOf: () => [a, b],
    subtitle: () => 'Exam room 1',
    selected: undefined,
    fresh: new Set(),
    busy: new Set(),
    canMove: () => true,
    check: () => ({}),
    onSelect: vi.fn(),
    onOpen: vi.fn(),
    onMove: vi.fn(),
    ...change,
  };
  render(<DayBoard {...props} />, { wrapper });
  return props;
}

it('says a card’s time, person, status and place to those who listen', () => {
  board();

  expect(
    screen.getByRole('button', { name: '10:00 am, Okonkwo, Chidi, Booked, Follow-up visit, Exam room 1' }),
  ).toBeTruthy();
  expect(screen.getByRole('group', { name: /Dr. Okafor/ })).toBeTruthy();
});

it('is one stop for the Tab key; arrows lead on from there', () => {
  const { onSelect } = board({ selected: 'a1' });
  const cards = screen.getAllByRole('button');

  expect(cards.map((card) => card.tabIndex)).toEqual([0, -1]);
  fireEvent.keyDown(cards[0] as HTMLElement, { key: 'ArrowDown' });
  expect(onSelect).toHaveBeenCalledWith(b);
});

it('shows the time of day in words', () => {
  board();

  expect(screen.getByText('10:10 am')).toBeTruthy();
});

it('marks what has just changed', () => {
  board({ fresh: new Set(['a2']) });

  expect(screen.getByRole('button', { name: /Arrived/ }).dataset.fresh).toBe('true');
});

it('says a long wait in hours', () => {
  expect([0, 14, 60, 125].map(waited)).toEqual(['0 min', '14 min', '1 h', '2 h 5 min']);
});

it('says which time of which column an empty place is, and nothing on a card', () => {
  const onEmpty = vi.fn();
  board({ onEmpty });
  const column = screen.getByRole('group', { name: /Dr. Okafor/ });

  // The board begins at eight and shows two pixels a minute.
  fireEvent.doubleClick(column, { clientY: 2 * 97 });
  fireEvent.doubleClick(screen.getByRole('button', { name: /Booked/ }), { clientY: 2 * 97 });

  expect(onEmpty.mock.calls).toEqual([['okafor', Date.parse('2026-11-23T09:30:00-06:00')]]);
});
