import type { Coverage } from 'fhir/r4';
import { expect, it } from 'vitest';
import { okonkwo } from '../fixtures';
import { warnings } from './warnings';

const day = '2026-11-23';
const coverage = (period: Coverage['period']): Coverage => ({
  resourceType: 'Coverage',
  status: 'active',
  beneficiary: {},
  payor: [{}],
  period,
});
const words = (...args: Parameters<typeof warnings>) => warnings(...args).map((one) => one.text);

it('is silent when all is in order', () => {
  expect(words(okonkwo, [coverage({ start: '2022-01-01' })], day)).toEqual([]);
});

it('asks for the card when nobody pays, now or on that day', () => {
  expect(words(okonkwo, [], day)).toEqual(['No coverage on file. Ask for the insurance card.']);
  expect(words(okonkwo, [coverage({ end: '2026-10-31' })], day)).toEqual(['No coverage is in force on this day.']);
});

it('says nothing about coverage to those who may not see it', () => {
  expect(words(okonkwo, undefined, day)).toEqual([]);
});

it('says what must be known before somebody speaks', () => {
  const patient = {
    ...okonkwo,
    telecom: [],
    deceasedBoolean: true,
    communication: [{ language: { text: 'Polish' }, preferred: true }],
  };

  expect(words(patient, undefined, day)).toEqual([
    'Recorded as deceased.',
    'No phone number on file.',
    'Prefers to speak Polish.',
  ]);
});
