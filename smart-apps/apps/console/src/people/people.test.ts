import { describe, expect, it } from 'vitest';
import { input, peopleOf, standing } from './people';

const answer = {
  resourceType: 'Parameters' as const,
  parameter: [
    {
      name: 'person',
      part: [
        { name: 'username', valueString: 'mdelgado' },
        { name: 'name', valueString: 'Monica Delgado' },
        { name: 'role', valueCode: 'front-desk' },
        { name: 'active', valueBoolean: true },
        { name: 'password', valueBoolean: true },
        { name: 'lastSignIn', valueInstant: '2026-11-02T08:00:00Z' },
      ],
    },
    {
      name: 'role',
      part: [
        { name: 'id', valueCode: 'front-desk' },
        { name: 'title', valueString: 'Front desk' },
      ],
    },
  ],
};

describe('people', () => {
  it('are told with the title of their role', () => {
    const [monica] = peopleOf(answer).people;
    expect(monica).toMatchObject({ name: 'Monica Delgado', role: 'Front desk', lastSignIn: '2026-11-02T08:00:00Z' });
  });

  it.each([
    [{ active: false }, 'Deactivated'],
    [{ locked: true }, 'Locked for a while'],
    [{}, 'Active'],
    [{ password: false, invited: true }, 'Invited'],
    [{ password: false }, 'No password yet'],
  ])('stand as %o', (changed, words) => {
    const [monica] = peopleOf(answer).people;
    expect(monica && standing({ ...monica, ...changed })).toBe(words);
  });

  it('are named to an operation as FHIR wants it', () => {
    expect(input({ username: 'x', role: 'admin' }).parameter).toEqual([
      { name: 'username', valueString: 'x' },
      { name: 'role', valueCode: 'admin' },
    ]);
  });
});
