import { Part } from '@hub/fhir';
import { expect, test } from 'vitest';
import { isMerge, restoredWords, toUndone } from './undo';

test('what a merge taken back restores is counted by kind', () => {
  const { restored, left } = toUndone(
    Part.of({
      resourceType: 'Parameters',
      parameter: [
        { name: 'restored', valueReference: { reference: 'Patient/a' } },
        { name: 'restored', valueReference: { reference: 'Patient/b' } },
        { name: 'restored', valueReference: { reference: 'ServiceRequest/c' } },
        { name: 'left', valueString: 'Appointment/d Appointment.participant[0].actor' },
      ],
    }),
  );

  expect(restoredWords(restored)).toBe('2 patients, 1 service request');
  expect(left).toEqual(['Appointment/d Appointment.participant[0].actor']);
});

test('merges are told by their trigger event', () => {
  expect(isMerge('ADT^A40')).toBe(true);
  expect(isMerge('ADT^A04')).toBe(false);
  expect(isMerge('SIU^S12')).toBe(false);
});
