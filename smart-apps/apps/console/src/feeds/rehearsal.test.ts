import { FhirFailure } from '@hub/fhir';
import type { MessageHeader, Parameters, ParametersParameter } from 'fhir/r4';
import { expect, it } from 'vitest';
import { groupsOf, mistakesOf, nothingTried, withPortion } from './rehearsal';

const header = (id: string): MessageHeader => ({
  resourceType: 'MessageHeader',
  id,
  eventCoding: { code: 'A31' },
  source: { endpoint: 'urn:x-hub:feed:harbor' },
});

const message = (id: string, verdict: string, ...parts: ParametersParameter[]): ParametersParameter => ({
  name: 'message',
  part: [{ name: 'header', resource: header(id) }, { name: 'verdict', valueCode: verdict }, ...parts],
});

const difference = (path: string, now?: string, proposed?: string): ParametersParameter => ({
  name: 'difference',
  part: [
    { name: 'reference', valueReference: { reference: 'Patient/1' } },
    { name: 'path', valueString: path },
    ...(now ? [{ name: 'now', valueString: now }] : []),
    ...(proposed ? [{ name: 'proposed', valueString: proposed }] : []),
  ],
});

const problem = (change: string, severity: string, text: string): ParametersParameter => ({
  name: 'problem',
  part: [
    { name: 'change', valueCode: change },
    { name: 'severity', valueCode: severity },
    { name: 'place', valueString: 'PID-3' },
    { name: 'text', valueString: text },
  ],
});

const portion = (messages: number, same: number, ...more: ParametersParameter[]): Parameters => ({
  resourceType: 'Parameters',
  parameter: [{ name: 'messages', valueInteger: messages }, { name: 'same', valueInteger: same }, ...more],
});

it('adds portion to portion', () => {
  const first = withPortion(
    nothingTried,
    portion(
      20,
      19,
      { name: 'next', valueString: '41' },
      message('60', 'different', difference('telecom[1].value', 'x')),
    ),
  );
  const both = withPortion(first, portion(3, 2, message('40', 'now-held', problem('added', 'error', 'Nobody known.'))));

  expect(first.next).toBe('41');
  expect(both).toMatchObject({ messages: 23, same: 21, next: undefined });
  expect(both.rehearsed.map((one) => one.message.id)).toEqual(['60', '40']);
});

it('groups by what would be otherwise, the worse and the more frequent first', () => {
  const { rehearsed } = withPortion(
    nothingTried,
    portion(
      4,
      0,
      message(
        '4',
        'different',
        difference('telecom[0].value', 'a'),
        difference('telecom[1].use', 'b'),
        difference('gender', 'male', 'other'),
      ),
      message('3', 'different', difference('telecom[0].value', 'a'), problem('gone', 'warning', 'A remark.')),
      message('2', 'now-held', problem('added', 'warning', 'A remark.'), problem('added', 'error', 'Nobody known.')),
      message('1', 'now-held', problem('added', 'error', 'Nobody known.')),
    ),
  );

  const groups = groupsOf(rehearsed);

  expect(groups.map(({ title, why, cases }) => [title, why, cases.length])).toEqual([
    ['Would be held', 'PID-3: Nobody known.', 2],
    ['Patient.telecom', undefined, 2],
    ['Patient.gender', undefined, 1],
    ['A remark less', 'PID-3: A remark.', 1],
  ]);
  expect(groups[1]?.cases[0]?.differences).toHaveLength(2);
});

it('finds the lines of mistakes, and none in another failure', () => {
  const url = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-';
  const refused = new FhirFailure('invalid', 'unknown key', 422, [
    {
      severity: 'error',
      code: 'invalid',
      diagnostics: 'unknown key',
      expression: ['feeds/harbor/feed.yaml'],
      extension: [
        { url: `${url}line`, valueInteger: 18 },
        { url: `${url}col`, valueInteger: 3 },
      ],
    },
  ]);

  expect(mistakesOf(refused)).toEqual([{ file: 'feeds/harbor/feed.yaml', line: 18, column: 3, text: 'unknown key' }]);
  expect(mistakesOf(new FhirFailure('offline', 'away'))).toEqual([]);
});
