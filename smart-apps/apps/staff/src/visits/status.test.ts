import { describe, expect, it } from 'vitest';
import { appointment, encounter, practice } from '../fixtures';
import { confirmedExtension, leftReason, takesTime, visitStatus } from './status';

const status = (...[one, other]: [Parameters<typeof visitStatus>[0], Parameters<typeof visitStatus>[1]?]) =>
  visitStatus(one, other, practice.isRoom);
const at = (id: string, state: 'active' | 'completed' = 'active') => [
  { location: { reference: `Location/${id}` }, status: state },
];

describe('a visit', () => {
  it('is booked, and confirmed when the patient said so', () => {
    expect(status(appointment())).toBe('booked');
    expect(
      status(appointment({ extension: [{ url: confirmedExtension, valueDateTime: '2026-11-20T10:00:00-06:00' }] })),
    ).toBe('confirmed');
  });

  it('has arrived by its appointment or by its encounter alone', () => {
    expect(status(appointment({ status: 'arrived' }))).toBe('arrived');
    expect(status(appointment({ status: 'checked-in' }))).toBe('checked-in');
    expect(status(appointment({ status: 'checked-in' }), encounter({ status: 'arrived' }))).toBe('checked-in');
    expect(status(appointment(), encounter({ status: 'arrived' }))).toBe('arrived');
  });

  it('is in a room only while a room is its active place', () => {
    const arrived = appointment({ status: 'arrived' });

    expect(status(arrived, encounter({ location: at('MAIN-EXAM1') }))).toBe('in-room');
    expect(status(arrived, encounter({ location: at('MAIN-WAIT') }))).toBe('arrived');
    expect(status(arrived, encounter({ location: at('MAIN-EXAM1', 'completed') }))).toBe('arrived');
  });

  it('is done when it is fulfilled or the encounter is over, wherever the patient was last', () => {
    expect(status(appointment({ status: 'fulfilled' }))).toBe('done');
    expect(
      status(appointment({ status: 'arrived' }), encounter({ status: 'finished', location: at('MAIN-EXAM1') })),
    ).toBe('done');
  });

  it('is with the provider when its planning is over and its encounter is not', () => {
    expect(status(appointment({ status: 'fulfilled' }), encounter({ status: 'in-progress' }))).toBe('with-provider');
  });

  it('tells who left without being seen from who cancelled', () => {
    const left = appointment({ status: 'cancelled', cancelationReason: { coding: [leftReason] } });
    expect(status(left, encounter({ status: 'cancelled' }))).toBe('left');
    expect(takesTime('left')).toBe(false);
  });

  it('stays cancelled or missed whatever else is said', () => {
    expect(status(appointment({ status: 'cancelled' }), encounter({ status: 'finished' }))).toBe('cancelled');
    expect(status(appointment({ status: 'noshow' }), encounter({ location: at('MAIN-EXAM1') }))).toBe('no-show');
    expect(status(appointment({ status: 'entered-in-error' }))).toBe('entered-in-error');
  });

  it('is not booked yet while it is asked for, held or waiting', () => {
    expect(status(appointment({ status: 'proposed' }))).toBe('proposed');
    expect(status(appointment({ status: 'pending' }))).toBe('pending');
    expect(status(appointment({ status: 'waitlist' }))).toBe('waitlist');
  });
});
