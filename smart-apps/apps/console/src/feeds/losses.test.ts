import { expect, it } from 'vitest';
import { losesSomething, percent, toLossReport } from './losses';

const counts = (mapped: number, kept: number, read: number, dropped: number) => [
  { name: 'mapped', valueInteger: mapped },
  { name: 'kept', valueInteger: kept },
  { name: 'read', valueInteger: read },
  { name: 'dropped', valueInteger: dropped },
  { name: 'values', valueInteger: mapped + kept + read + dropped },
];

it('reads a report as the hub tells it', () => {
  const report = toLossReport({
    resourceType: 'Parameters',
    parameter: [
      { name: 'messages', valueInteger: 2 },
      { name: 'held', valueInteger: 1 },
      { name: 'most', valueInteger: 50 },
      { name: 'from', valueInstant: '2026-11-23T15:00:00Z' },
      {
        name: 'type',
        part: [
          { name: 'code', valueCode: 'ADT^A28' },
          { name: 'messages', valueInteger: 2 },
          { name: 'translated', valueBoolean: true },
          ...counts(2, 0, 0, 2),
          {
            name: 'field',
            part: [
              { name: 'position', valueString: 'PID-16.1' },
              { name: 'name', valueString: 'Marital Status' },
              { name: 'rule', valueString: 'feeds/riverside/feed.yaml:19' },
              ...counts(0, 0, 0, 2),
            ],
          },
        ],
      },
    ],
  });

  expect(report).toMatchObject({ messages: 2, held: 1, most: 50, from: Date.UTC(2026, 10, 23, 15), until: undefined });
  expect(report.types[0]).toMatchObject({ code: 'ADT^A28', values: 4, mapped: 2, dropped: 2 });
  expect(report.types[0]?.fields[0]).toMatchObject({
    position: 'PID-16.1',
    name: 'Marital Status',
    rule: 'feeds/riverside/feed.yaml:19',
    dropped: 2,
  });
});

it('rounds without making some none or nearly all all', () => {
  expect([percent(0, 0), percent(0, 10), percent(1, 4), percent(4, 4)]).toEqual(['0 %', '0 %', '25 %', '100 %']);
  expect([percent(1, 1_000), percent(999, 1_000)]).toEqual(['<1 %', '>99 %']);
});

it('counts as loss whatever no element holds', () => {
  const none = { values: 2, mapped: 2, kept: 0, read: 0, dropped: 0 };

  expect(losesSomething(none)).toBe(false);
  expect(losesSomething({ ...none, kept: 1 })).toBe(true);
});
