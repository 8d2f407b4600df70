import { expect, it } from 'vitest';
import { momentOf, replaysOf, resultWords } from './replays';

const part = (name: string, value: object) => ({ name, ...value });

it('reads how far a replay is, and says it', () => {
  const [replay] = replaysOf({
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'replay',
        part: [
          part('id', { valueInteger: 7 }),
          part('feed', { valueCode: 'demo-ehr' }),
          part('total', { valueInteger: 1_300 }),
          part('unchanged', { valueInteger: 1_200 }),
          part('changed', { valueInteger: 2 }),
          part('held', { valueInteger: 1 }),
          part('waiting', { valueInteger: 32 }),
        ],
      },
    ],
  });

  expect(replay && resultWords(replay)).toBe('1,200 changed nothing, 2 changed the record, 1 held');
  expect(replay && resultWords({ ...replay, passed: 1, waiting: 3, ended: '2026-11-23T16:00:00Z' })).toBe(
    '1,200 changed nothing, 2 changed the record, 1 held, 1 left as they were, 3 wait behind a held one',
  );
});

it('takes what is typed for the practice’s clock', () => {
  expect(momentOf('2026-11-23T09:40', 'America/Chicago')).toBe('2026-11-23T15:40:00.000Z');
  expect(momentOf('2026-06-23T09:40', 'America/Chicago')).toBe('2026-06-23T14:40:00.000Z');
  expect(momentOf('', 'America/Chicago')).toBeUndefined();
  expect(momentOf('2026-11-23', 'America/Chicago')).toBeUndefined();
});
