import { describe, expect, it } from 'vitest';
import { birthDate, patientSearches } from './find';

const today = '2026-11-23';

describe('a birth date', () => {
  it.each([
    ['3/24/1981', '1981-03-24'],
    ['03-24-1981', '1981-03-24'],
    ['1981-03-24', '1981-03-24'],
    ['24.3.1981', '1981-03-24'],
    ['3/24/81', '1981-03-24'],
    ['6/2/19', '2019-06-02'],
    ['Mar 24 1981', '1981-03-24'],
    ['March 24th, 1981', '1981-03-24'],
    ['24 mar 1981', '1981-03-24'],
    ['19810324', '1981-03-24'],
    ['03241981', '1981-03-24'],
  ])('is understood as %s', (typed, date) => {
    expect(birthDate(typed, today)).toBe(date);
  });

  it.each(['2/30/1981', '13/13/1981', '11/24/2026', '1/1/1850', 'may be', '100113'])('is not seen in %s', (typed) => {
    expect(birthDate(typed, today)).toBeUndefined();
  });
});

describe('what is searched for', () => {
  it('is every word of a name, in any order', () => {
    expect(patientSearches('Okonkwo, Chidi', today)).toEqual([
      [
        ['name', 'Okonkwo'],
        ['name', 'Chidi'],
      ],
    ]);
  });

  it('is a name and a birth date together', () => {
    expect(patientSearches('okonkwo 3/24/81', today)).toEqual([
      [
        ['name', 'okonkwo'],
        ['birthdate', '1981-03-24'],
      ],
    ]);
  });

  it('is a birth date alone', () => {
    expect(patientSearches('1981-03-24', today)).toEqual([[['birthdate', '1981-03-24']]]);
  });

  it('is a record number, with or without its name', () => {
    expect(patientSearches('100113', today)).toEqual([[['identifier', '100113']]]);
    expect(patientSearches('MRN 100113', today)).toEqual([[['identifier', '100113']]]);
    expect(patientSearches('mrn#100113', today)).toEqual([[['identifier', '100113']]]);
  });

  it('is a phone number in the ways that systems store it, and a record number all the same', () => {
    const [record, phone] = patientSearches('(847) 555-0160', today);

    expect(record).toEqual([['identifier', '8475550160']]);
    expect(phone?.[0]?.[1].split(',')).toEqual(
      expect.arrayContaining(['8475550160', '847-555-0160', '(847) 555-0160', '+18475550160']),
    );
  });

  it('is nothing until there is enough to search for', () => {
    expect(patientSearches('', today)).toEqual([]);
    expect(patientSearches('o', today)).toEqual([]);
    expect(patientSearches('12', today)).toEqual([]);
  });

  it('keeps names with apostrophes, hyphens and letters of other languages whole', () => {
    expect(patientSearches("O'Brien", today)).toEqual([[['name', "O'Brien"]]]);
    expect(patientSearches('Müller-Hayes', today)).toEqual([[['name', 'Müller-Hayes']]]);
    expect(patientSearches('Åkesson B', today)).toEqual([
      [
        ['name', 'Åkesson'],
        ['name', 'B'],
      ],
    ]);
  });
});
