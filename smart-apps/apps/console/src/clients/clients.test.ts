import { FhirFailure } from '@hub/fhir';
import { describe, expect, it } from 'vitest';
import { clientsOf, draftOf, emptyDraft, idFor, problemsByField, scopeProblem, toParameters } from './clients';

const answer = {
  resourceType: 'Parameters' as const,
  parameter: [
    {
      name: 'client',
      part: [
        { name: 'id', valueString: 'growth-chart' },
        { name: 'where', valueCode: 'console' },
        { name: 'name', valueString: 'Growth chart' },
        { name: 'redirects', valueString: 'https://growth.example.org/' },
        { name: 'redirects', valueString: 'https://growth.example.org/again' },
        { name: 'authentication', valueCode: 'none' },
        { name: 'scopes', valueString: 'openid' },
        { name: 'consent', valueBoolean: true },
        { name: 'registered-at', valueInstant: '2026-11-26T01:00:00Z' },
        { name: 'registered-by', valueString: 'admin' },
      ],
    },
  ],
};

describe('a client', () => {
  it('is read with where it is registered, when and by whom', () => {
    const [chart] = clientsOf(answer);
    expect(chart).toMatchObject({
      people: true,
      where: 'console',
      registered: { at: '2026-11-26T01:00:00Z', by: 'admin' },
      retired: undefined,
    });
  });

  it('comes back as it was read', () => {
    const [chart] = clientsOf(answer);
    const sent = chart && toParameters(draftOf(chart)).parameter;
    expect(sent).toContainEqual({ name: 'redirects', valueString: 'https://growth.example.org/again' });
    expect(sent).toContainEqual({ name: 'grants', valueCode: 'authorization_code' });
  });

  it('is sent without what belongs to another kind', () => {
    const system = {
      ...emptyDraft,
      people: false,
      authentication: 'client_secret_basic' as const,
      redirects: 'https://x',
      jwks: '{}',
    };
    const names = toParameters(system).parameter?.map((parameter) => parameter.name);
    expect(names).toEqual(['grants', 'authentication', 'submissions-only']);
  });

  it('is suggested an id by its name', () => {
    expect(idFor('2nd Growth Chart!')).toBe('nd-growth-chart');
  });
});

describe('what is wrong', () => {
  it('is told at its field and line', () => {
    const issue = (expression: string, diagnostics: string) => ({
      severity: 'error' as const,
      code: 'invalid' as const,
      diagnostics,
      expression: [expression],
    });
    const failure = new FhirFailure('invalid', 'no', 422, [
      issue("Parameters.parameter.where(name='redirects')[1].value", 'an address here is https://…'),
      issue("Parameters.parameter.where(name='id').value", 'this id is taken'),
    ]);
    expect(problemsByField(failure)).toEqual({
      redirects: 'Line 2: An address here is https://….',
      id: 'This id is taken.',
    });
  });

  it.each(['openid', 'launch/patient', 'user/Patient.rs', 'patient/*.read', 'user/Observation.rs?category=x'])(
    'is not %s',
    (scope) => expect(scopeProblem(scope)).toBeUndefined(),
  );

  it.each(['user/Patient.sr', 'everything', 'user/Patient.', 'launch/x'])('is %s among the scopes', (scope) =>
    expect(scopeProblem(`openid\n${scope}`)).toContain(`Line 2: ${scope}`),
  );
});
