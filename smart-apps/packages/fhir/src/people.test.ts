import { expect, it } from 'vitest';
import { ageOn, bestName, calledName, phones, sortName, usDate, usPhone } from './people';

it('uses the name that someone goes by now', () => {
  expect(
    sortName(
      bestName([
        { use: 'old', family: 'Before' },
        { use: 'usual', family: 'Every', given: ['Day'] },
        { use: 'official', family: 'Okonkwo', given: ['Chidi', 'L'] },
      ]),
    ),
  ).toBe('Okonkwo, Chidi L');
  expect(sortName(bestName([{ text: 'Only Text' }]))).toBe('Only Text');
  expect(sortName(bestName(undefined))).toBeUndefined();
});

it('calls a doctor by the title and others by their name', () => {
  expect(
    calledName({ resourceType: 'Practitioner', name: [{ prefix: ['Dr'], family: 'Okafor', given: ['Amara'] }] }),
  ).toBe('Dr. Okafor');
  expect(calledName({ resourceType: 'Practitioner', name: [{ family: 'Whitfield', given: ['Hannah'] }] })).toBe(
    'Hannah Whitfield',
  );
});

it('counts years on the day, not in the year', () => {
  expect(ageOn('1981-03-24', '2026-03-23')).toBe(44);
  expect(ageOn('1981-03-24', '2026-03-24')).toBe(45);
  expect(ageOn('1981', '2026-03-24')).toBeUndefined();
});

it('writes dates and numbers as the practice reads them, and only what is known', () => {
  expect(usDate('1981-03-24')).toBe('03/24/1981');
  expect(usDate('1981-03')).toBe('03/1981');
  expect(usPhone('+1 847 555 0160')).toBe('(847) 555-0160');
  expect(usPhone('0049 30 1234')).toBe('0049 30 1234');
});

it('puts the mobile number first and leaves old ones out', () => {
  const found = phones([
    { system: 'phone', use: 'home', value: '847-555-0112' },
    { system: 'phone', use: 'old', value: '847-555-0000' },
    { system: 'email', value: 'a@example.org' },
    { system: 'phone', use: 'mobile', value: '847-555-0160' },
  ]);

  expect(found.map((one) => one.use)).toEqual(['mobile', 'home']);
});
