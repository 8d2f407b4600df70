import type { Parameters, ParametersParameter } from 'fhir/r4';
import { expect, it } from 'vitest';
import { askable, byReason, kindsIn } from './bookable';

const service = (name: string, ...more: ParametersParameter[]): ParametersParameter => ({
  name: 'service',
  part: [
    {
      name: 'reference',
      valueReference: { reference: `HealthcareService/${name.replaceAll(' ', '-')}`, display: name },
    },
    { name: 'allowed', valueBoolean: more.length === 0 },
    ...more,
  ],
});
const refused = (code: string, text: string, path: string): ParametersParameter[] => [
  { name: 'reason', valueCoding: { system: 'urn:x-hub:booking-refusal', code } },
  { name: 'text', valueString: text },
  { name: 'path', valueCode: path },
];
const answer: Parameters = {
  resourceType: 'Parameters',
  parameter: [
    service('Sick visit'),
    service('Minor procedure', ...refused('not-offered', 'We arrange it with you.', 'request')),
    service('Well-child visit', ...refused('age', 'For children.', 'call')),
    service('New patient visit', ...refused('new-patients-only', 'For people who are new.', 'call')),
    service('Camp physical', ...refused('age', 'For children.', 'call')),
  ],
};

it('reads what may be booked, and of the rest why not and what is open instead', () => {
  const kinds = kindsIn(answer);

  expect(kinds.filter((one) => !one.refused).map((one) => one.name)).toEqual(['Sick visit']);
  expect(kinds.find((one) => one.id === 'Minor-procedure')?.refused).toEqual({
    code: 'not-offered',
    text: 'We arrange it with you.',
    path: 'request',
  });
});

it('says a reason once for all kinds that have it', () => {
  expect(byReason(kindsIn(answer))).toEqual([
    { text: 'For children.', names: ['Camp physical', 'Well-child visit'] },
    { text: 'For people who are new.', names: ['New patient visit'] },
  ]);
});

it('lets only that be asked for which no rule leaves to a call', () => {
  expect(askable(kindsIn(answer)).map((one) => one.name)).toEqual(['Minor procedure', 'Sick visit']);
});
