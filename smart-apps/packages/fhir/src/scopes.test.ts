import { describe, expect, it } from 'vitest';
import { Scopes } from './scopes';

describe('granted scopes', () => {
  it('allow what they name and nothing else', () => {
    const scopes = new Scopes('openid fhirUser user/Appointment.crus user/Encounter.rs');

    expect(scopes.allow('Appointment', 'u')).toBe(true);
    expect(scopes.allow('Appointment', 'd')).toBe(false);
    expect(scopes.allow('Encounter', 'u')).toBe(false);
    expect(scopes.allow('Patient', 'r')).toBe(false);
  });

  it('know the wildcard and the words of SMART 1', () => {
    const scopes = new Scopes('user/*.read user/Slot.write patient/Coverage.*');

    expect(scopes.allow('Claim', 's')).toBe(true);
    expect(scopes.allow('Claim', 'u')).toBe(false);
    expect(scopes.allow('Slot', 'u')).toBe(true);
    expect(scopes.allow('Coverage', 'd')).toBe(true);
  });

  it('count a scope with a condition for what it opens', () => {
    expect(new Scopes('user/Observation.rs?category=vital-signs').allow('Observation', 's')).toBe(true);
  });

  it('allow nothing when nothing was granted', () => {
    expect(new Scopes('').allow('Patient', 'r')).toBe(false);
  });
});
