import type { Parameters } from 'fhir/r4';
import { expect, test } from 'vitest';
import { choicesFor, keyOf, leave, mapping, toUnknownCodes } from './codes';

const answer: Parameters = {
  resourceType: 'Parameters',
  parameter: [
    { name: 'messages', valueInteger: 3 },
    { name: 'all', valueBoolean: true },
    {
      name: 'code',
      part: [
        { name: 'field', valueString: 'PV1-10' },
        { name: 'name', valueString: 'Hospital Service' },
        { name: 'table', valueCode: '0069' },
        { name: 'local', valueString: 'XQ7' },
        { name: 'display', valueString: 'Wound care' },
        { name: 'messages', valueInteger: 2 },
        { name: 'header', valueReference: { reference: 'MessageHeader/41' } },
        { name: 'last', valueInstant: '2026-11-26T09:00:00Z' },
      ],
    },
    {
      name: 'code',
      part: [
        { name: 'field', valueString: 'PID-13' },
        { name: 'table', valueCode: '0201' },
        { name: 'table', valueCode: '0202' },
        { name: 'local', valueString: 'PAGER' },
        { name: 'messages', valueInteger: 1 },
      ],
    },
    {
      name: 'table',
      part: [
        { name: 'number', valueCode: '0069' },
        {
          name: 'choice',
          part: [
            { name: 'code', valueString: 'SUR' },
            { name: 'display', valueString: 'Surgical Service' },
          ],
        },
      ],
    },
    {
      name: 'table',
      part: [
        { name: 'number', valueCode: '0201' },
        { name: 'choice', part: [{ name: 'code', valueString: 'BPN' }] },
        { name: 'choice', part: [{ name: 'code', valueString: 'PRN' }] },
      ],
    },
    {
      name: 'table',
      part: [
        { name: 'number', valueCode: '0202' },
        { name: 'choice', part: [{ name: 'code', valueString: 'BPN' }] },
      ],
    },
  ],
};

test('a code is shown with what it may stand for in each of its tables', () => {
  const unknown = toUnknownCodes(answer);
  const [service, pager] = unknown.codes;
  if (!service || !pager) throw new Error('two codes are in the answer');

  expect(service).toMatchObject({ field: 'PV1-10', local: 'XQ7', display: 'Wound care', messages: 2, header: '41' });
  expect(choicesFor(service, unknown).map(({ label }) => label)).toEqual([
    'SUR: Surgical Service',
    'None: keep it as it came, or leave it out',
  ]);
  expect(choicesFor(pager, unknown).map(({ value }) => value)).toEqual(['BPN', leave]);
});

test('only what was chosen is sent, and what is left as it is goes without a code', () => {
  const { codes } = toUnknownCodes(answer);
  const sent = (chosen: [number, string][]) =>
    mapping('demo-ehr', codes, new Map(chosen.map(([index, code]) => [codes[index] ? keyOf(codes[index]) : '', code])));

  expect(sent([[0, 'SUR']]).parameter).toEqual([
    { name: 'feed', valueString: 'demo-ehr' },
    {
      name: 'code',
      part: [
        { name: 'field', valueString: 'PV1-10' },
        { name: 'local', valueString: 'XQ7' },
        { name: 'code', valueString: 'SUR' },
      ],
    },
  ]);
  expect(sent([[1, leave]]).parameter?.[1]?.part?.map(({ name }) => name)).toEqual(['field', 'local']);
});
