import { expect, it } from 'vitest';
import { appointment } from '../fixtures';
import { cancelReason, cancelReasons, cancelWords } from './cancel';

it('is called off with the code that is counted', () => {
  expect(cancelReason('oth-weath')).toEqual({
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
        code: 'oth-weath',
        display: 'Other: Weather',
      },
    ],
  });
});

it('is called off for reasons that the code system of R4 knows', () => {
  const published: Record<string, string> = {
    pat: 'Patient',
    'pat-fb': 'Patient: Feeling Better',
    'pat-mv': 'Patient: Moved',
    'pat-lt': 'Patient: Lack of Transportation',
    prov: 'Provider',
    'prov-pers': 'Provider: Personal',
    'oth-weath': 'Other: Weather',
    'oth-err': 'Other: Error',
    other: 'Other',
  };

  expect(Object.fromEntries(cancelReasons.map(({ code, display }) => [code, display]))).toEqual(published);
});

it('says why in the words of the desk', () => {
  const cancelled = appointment({ cancelationReason: { ...cancelReason('oth-weath'), text: 'Roads closed' } });

  expect(cancelWords(cancelled)).toBe('Weather · Roads closed');
  expect(
    cancelWords(appointment({ cancelationReason: { coding: [{ code: 'pat-preg', display: 'Patient: Pregnant' }] } })),
  ).toBe('Patient: Pregnant');
  expect(cancelWords(appointment())).toBeUndefined();
});
