import { FhirFailure } from '@hub/fhir';
import type { Appointment, OperationOutcomeIssue } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { practice } from '../fixtures';
import { refusalOf, wrongIn } from './refusal';

const proposed = (hour: number): Appointment => ({
  resourceType: 'Appointment',
  status: 'proposed',
  identifier: [{ system: 'urn:x-hub:offer', value: `t${hour}` }],
  start: `2026-11-23T${hour}:00:00-06:00`,
  end: `2026-11-23T${hour}:20:00-06:00`,
  participant: [{ actor: { reference: 'Practitioner/okafor' }, status: 'needs-action' }],
});
const issue = (code: OperationOutcomeIssue['code'], diagnostics: string, expression?: string) => ({
  severity: 'error' as const,
  code,
  diagnostics,
  ...(expression ? { expression: [expression] } : {}),
});

describe('a refusal', () => {
  it('of a time that is taken brings up to three others', () => {
    const failure = new FhirFailure(
      'conflict',
      'Taken.',
      409,
      [issue('conflict', 'Taken.')],
      undefined,
      [10, 11, 12, 13].map(proposed),
    );

    expect(refusalOf(failure, practice)).toMatchObject({
      taken: true,
      mayInsist: true,
      alternatives: [{ token: 't10' }, { token: 't11' }, { token: 't12' }],
    });
  });

  it('by a rule may be overruled; for what is missing it may not', () => {
    const rule = new FhirFailure('invalid', 'Closed.', 422, [issue('business-rule', 'Closed.', 'Appointment.start')]);
    const missing = new FhirFailure('invalid', 'Whom?', 422, [issue('required', 'Whom?', 'patient-reference')]);

    expect(refusalOf(rule, practice)).toMatchObject({ taken: false, mayInsist: true, wrong: { from: 'Closed.' } });
    expect(refusalOf(missing, practice)).toMatchObject({ mayInsist: false, wrong: { patient: 'Whom?' } });
  });

  it('is not what a hub that is away says', () => {
    expect(refusalOf(new FhirFailure('offline', 'Away.'), practice)).toBeUndefined();
    expect(refusalOf(new FhirFailure('forbidden', 'No.', 403), practice)).toBeUndefined();
    expect(refusalOf(new Error('bug'), practice)).toBeUndefined();
  });
});

it('finds the field in every way that an expression may name it', () => {
  const said = (expression: string) =>
    wrongIn(new FhirFailure('invalid', 'x', 422, [issue('invalid', 'That.', expression)]));

  expect(said('end')).toEqual({ from: 'That.' });
  expect(said('Parameters.end')).toEqual({ from: 'That.' });
  expect(said("Parameters.parameter.where(name='service-type-reference').value")).toEqual({ service: 'That.' });
  expect(said("Parameters.parameter.where(name='reason').value.ofType(string)")).toEqual({ reason: 'That.' });
  expect(said("Parameters.parameter.where(name='appointment-resource').resource.start")).toEqual({ from: 'That.' });
  expect(said('Appointment.participant[1].actor')).toEqual({ provider: 'That.' });
  expect(said('_count')).toEqual({});
});
