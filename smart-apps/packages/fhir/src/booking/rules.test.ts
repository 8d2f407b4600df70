import type { Bundle, OperationOutcomeIssue } from 'fhir/r4';
import { expect, it } from 'vitest';
import { FhirFailure } from '../failure';
import { ruleRefusalIn, ruleRefusalOf } from './rules';

const issue: OperationOutcomeIssue = {
  severity: 'information',
  code: 'business-rule',
  details: { coding: [{ system: 'urn:x-hub:booking-refusal', code: 'cut-off' }], text: 'We will call you.' },
  extension: [{ url: 'urn:x-hub:extension:allowed-path', valueCode: 'request' }],
};
const answer = (mode: 'match' | 'outcome'): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [{ resource: { resourceType: 'OperationOutcome', issue: [issue] }, search: { mode } }],
});

it('reads what a rule says beside an answer', () => {
  expect(ruleRefusalIn(answer('outcome'))).toEqual({ code: 'cut-off', text: 'We will call you.', path: 'request' });
  expect(ruleRefusalIn(answer('match'))).toBeUndefined();
});

it('tells a refusal by a rule from any other, and leaves it to a call when nothing else is said to be open', () => {
  const refused = new FhirFailure('invalid', 'No.', 422, [{ ...issue, extension: [] }]);

  expect(ruleRefusalOf(refused)?.path).toBe('call');
  expect(ruleRefusalOf(new FhirFailure('invalid', 'No.', 422, [{ ...issue, details: {} }]))).toBeUndefined();
  expect(ruleRefusalOf(new Error('broken'))).toBeUndefined();
});
