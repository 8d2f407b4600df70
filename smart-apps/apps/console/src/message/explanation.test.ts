import type { Parameters } from 'fhir/r4';
import { expect, it } from 'vitest';
import { explained, fateOf, lostWords, toExplanation, valueKey } from './explanation';

const place = (segment: string, occurrence: number, field: number, text: string, raw: string) => [
  { name: 'place', valueString: text },
  { name: 'name', valueString: 'Name' },
  { name: 'segment', valueCode: segment },
  { name: 'occurrence', valueInteger: occurrence },
  { name: 'field', valueInteger: field },
  { name: 'raw', valueString: raw },
];
const value = (path: string, ...sources: ReturnType<typeof place>[]) => ({
  name: 'value',
  part: [
    { name: 'reference', valueReference: { reference: 'RelatedPerson/r2' } },
    { name: 'path', valueString: path },
    { name: 'value', valueString: 'x' },
    { name: 'changed', valueBoolean: true },
    { name: 'rule', valueString: 'Nk1ToRelatedPerson.java:40' },
    ...sources.map((part) => ({ name: 'source', part })),
  ],
});
const sent = (fate: string, part: ReturnType<typeof place>, rule?: string) => ({
  name: 'sent',
  part: [...part, { name: 'fate', valueCode: fate }, ...(rule ? [{ name: 'rule', valueString: rule }] : [])],
});
const answer: Parameters = {
  resourceType: 'Parameters',
  parameter: [
    { name: 'record', valueCode: 'then' },
    value('name[0].family', place('NK1', 2, 2, 'NK1[2]-2.1', 'Rivera')),
    value('name[0].use', place('NK1', 2, 7, 'NK1[2]-7', 'N'), place('NK1', 2, 2, 'NK1[2]-2.7', 'L')),
    value('active'),
    sent('mapped', place('NK1', 2, 2, 'NK1[2]-2.1', 'Rivera')),
    sent('dropped', place('NK1', 2, 2, 'NK1[2]-2.9', 'X')),
    sent('dropped', place('NK1', 2, 5, 'NK1[2]-5.1', '555'), 'feeds/riverside/feed.yaml:18'),
    sent('read', place('EVN', 1, 2, 'EVN-2', '2026')),
  ],
};
const explanation = toExplanation(answer);

it('finds where a value is from, whether or not its path names the type', () => {
  const found = explained(explanation, valueKey('RelatedPerson/r2', 'RelatedPerson.name[0].family'));

  expect(explanation.record).toBe('then');
  expect(found).toMatchObject({ rule: 'Nk1ToRelatedPerson.java:40', before: undefined, changed: true });
  expect(found?.sources).toEqual([{ place: 'NK1[2]-2.1', spot: 'NK1[2]-2', name: 'Name', raw: 'Rivera' }]);
  expect(explained(explanation, valueKey('Patient/p1', 'name[0].family'))).toBeUndefined();
});

it('tells what became of a field, what else depends on it, and what of it was lost', () => {
  const fate = fateOf(explanation, 'NK1[2]-2');

  expect(fate.became.map((one) => one.path)).toEqual(['name[0].family']);
  expect(fate.touched.map((one) => one.path)).toEqual(['name[0].use']);
  expect(fate.lost.map((one) => one.place)).toEqual(['NK1[2]-2.9']);
  expect(fateOf(explanation, 'NK1-2')).toEqual({ became: [], touched: [], lost: [], isContent: false });
});

it('says why nothing came of a value', () => {
  const words = explanation.sent.filter((one) => one.fate !== 'mapped').map(lostWords);

  expect(words).toEqual([
    'kept in the message, mapped nowhere',
    'dropped by the feed’s file',
    'looked at, but nothing depends on it',
  ]);
});
