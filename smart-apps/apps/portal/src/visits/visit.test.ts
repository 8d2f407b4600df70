import type { Appointment } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { appointment, now, practice } from '../fixtures';
import { type Visit, canDo, sorted, toVisit } from './visit';

const visit = (change: Partial<Appointment> = {}): Visit => {
  const found = toVisit(appointment(change), practice);
  if (!found) throw new Error('this visit is not shown');
  return found;
};
const withPatient = (status: 'accepted' | 'needs-action', source: string): Partial<Appointment> => ({
  meta: { source },
  participant: [{ actor: { reference: 'Patient/p1' }, status }],
});

describe('a visit', () => {
  it('says what, with whom and where in the words of the practice', () => {
    expect(visit({ patientInstruction: 'Bring your diary', comment: ' With a cane ' })).toMatchObject({
      type: 'Follow-up visit',
      serviceId: 'svc',
      providers: ['Dr. Okafor'],
      site: { name: 'Main Street', phone: '(847) 555-0100' },
      notes: ['Bring your diary', 'With a cane'],
    });
  });

  it('has still to be confirmed when an EHR says only that it is booked', () => {
    expect(visit(withPatient('accepted', 'urn:x-hub:feed:demo-ehr')).standing).toBe('to-confirm');
    expect(visit(withPatient('needs-action', 'Patient/p1')).standing).toBe('to-confirm');
  });

  it('is confirmed when its patient said so here, or the EHR says that they did', () => {
    const said = [{ url: 'urn:x-hub:extension:patient-confirmed', valueDateTime: '2026-11-20' }];
    expect(visit(withPatient('accepted', 'Patient/p1')).standing).toBe('confirmed');
    expect(visit({ ...withPatient('accepted', 'urn:x-hub:feed:demo-ehr'), extension: said }).standing).toBe(
      'confirmed',
    );
  });

  it('is not one while its time is only held', () => {
    const held = [{ url: 'urn:x-hub:extension:hold-expires', valueDateTime: '2026-11-23T09:05:00-06:00' }];
    expect(toVisit(appointment({ status: 'pending', extension: held }), practice)).toBeUndefined();
  });
});

it('sorts the visits: the next one, later ones, what is asked for, and what is over, newest first', () => {
  const of = (id: string, start: string | undefined, status: Appointment['status'] = 'booked') => {
    const { start: _start, end: _end, ...rest } = appointment({ id, status });
    return visit(start ? { ...rest, start } : { ...rest, start: undefined, end: undefined });
  };
  const all = [
    of('later', '2026-12-04T10:00:00-06:00'),
    of('asked', undefined, 'proposed'),
    of('long ago', '2026-01-04T10:00:00-06:00', 'fulfilled'),
    of('next', '2026-11-24T10:00:00-06:00'),
    of('off', '2026-11-25T10:00:00-06:00', 'cancelled'),
    of('this morning', '2026-11-23T08:00:00-06:00'),
  ];

  const { next, later, asked, past } = sorted(all, now);

  expect(next?.id).toBe('this morning');
  expect(later.map(({ id }) => id)).toEqual(['next', 'later']);
  expect(asked.map(({ id }) => id)).toEqual(['asked']);
  expect(past.map(({ id }) => id)).toEqual(['off', 'long ago']);
});

describe('what a patient may do', () => {
  it('is everything before a visit, and nothing once it has begun', () => {
    expect(canDo(visit(), now)).toEqual({ confirm: true, move: true, cancel: true });
    expect(canDo(visit({ start: '2026-11-23T08:50:00-06:00' }), now)).toEqual({
      confirm: false,
      move: false,
      cancel: false,
    });
  });

  it('with what is only asked for is to take it back', () => {
    expect(canDo(visit({ status: 'proposed', start: undefined, end: undefined }), now)).toEqual({
      confirm: false,
      move: false,
      cancel: true,
    });
  });
});
