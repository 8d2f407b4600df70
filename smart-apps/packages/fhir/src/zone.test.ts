import { describe, expect, it } from 'vitest';
import { addDays, clock, dayBounds, dayOf, instantOf, isDay, isoAt, longDay, wallMinutes } from './zone';

const chicago = 'America/Chicago';

describe('a day in the practice’s zone', () => {
  it('begins and ends at its own midnight, wherever the browser is', () => {
    expect(dayBounds('2026-11-23', chicago)).toEqual({
      start: '2026-11-23T00:00:00-06:00',
      end: '2026-11-24T00:00:00-06:00',
    });
  });

  it('has 23 hours when the clocks go forward and 25 when they go back', () => {
    const hours = (day: string) => {
      const { start, end } = dayBounds(day, chicago);
      return (Date.parse(end) - Date.parse(start)) / 3_600_000;
    };

    expect(hours('2026-03-08')).toBe(23);
    expect(hours('2026-11-01')).toBe(25);
    expect(hours('2026-11-02')).toBe(24);
  });

  it('is the day that the practice’s calendar shows, not the browser’s', () => {
    expect(dayOf(Date.parse('2026-11-24T03:00:00Z'), chicago)).toBe('2026-11-23');
    expect(dayOf(Date.parse('2026-11-23T20:00:00Z'), 'Asia/Tokyo')).toBe('2026-11-24');
  });
});

describe('a time on the wall', () => {
  it('is found again on both sides of a change of the clocks', () => {
    for (const day of ['2026-03-08', '2026-11-01', '2026-07-04']) {
      for (const minutes of [0, 8 * 60, 12 * 60 + 25, 23 * 60]) {
        expect(wallMinutes(instantOf(day, minutes, chicago), day, chicago)).toBe(minutes);
      }
    }
  });

  it('that the clocks jump over comes after the jump', () => {
    expect(isoAt(instantOf('2026-03-08', 2 * 60 + 30, chicago), chicago)).toBe('2026-03-08T03:30:00-05:00');
  });

  it('that comes twice means the first', () => {
    expect(isoAt(instantOf('2026-11-01', 60 + 30, chicago), chicago)).toBe('2026-11-01T01:30:00-05:00');
  });

  it('keeps its offset when it is written', () => {
    expect(isoAt(Date.parse('2026-11-23T16:30:00Z'), chicago)).toBe('2026-11-23T10:30:00-06:00');
    expect(isoAt(Date.parse('2026-11-23T16:30:00Z'), 'Asia/Kolkata')).toBe('2026-11-23T22:00:00+05:30');
    expect(isoAt(Date.parse('2026-11-23T16:30:00Z'), 'UTC')).toBe('2026-11-23T16:30:00+00:00');
  });

  it('reads as people say it', () => {
    expect(clock(Date.parse('2026-11-23T15:05:00Z'), chicago)).toBe('9:05 am');
    expect(clock(Date.parse('2026-11-23T18:00:00Z'), chicago)).toBe('12:00 pm');
  });
});

describe('calendar dates', () => {
  it('go on over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-08', -1)).toBe('2026-03-07');
  });

  it('are told from what only looks like one', () => {
    expect(isDay('2026-02-30')).toBe(false);
    expect(isDay('2026-2-3')).toBe(false);
    expect(isDay('today')).toBe(false);
    expect(isDay('2028-02-29')).toBe(true);
  });

  it('have a weekday that no zone shifts', () => {
    expect(longDay('2026-11-23')).toBe('Monday, November 23');
    expect(longDay('2020-02-02', '2026-11-23')).toBe('Sunday, February 2, 2020');
  });
});
