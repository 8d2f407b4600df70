import { expect, it } from 'vitest';
import { changedVisits } from '../day/useDay';
import { appointment, encounter, okonkwo, practice, visit } from '../fixtures';
import { merged, noData, toVisits } from './visit';

it('joins the appointment with its patient, provider, room, site and type', () => {
  expect(visit()).toMatchObject({
    name: 'Okonkwo, Chidi',
    mrn: '100113',
    type: 'Follow-up visit',
    providerIds: ['okafor'],
    roomId: 'MAIN-EXAM1',
    siteId: 'MAIN',
    end: Date.parse('2026-11-23T16:20:00Z'),
  });
});

it('finds the practitioner behind a role', () => {
  const participant = [{ actor: { reference: 'PractitionerRole/role-reyes' }, status: 'accepted' as const }];

  expect(visit({ participant }).providerIds).toEqual(['reyes']);
});

it('has a name even when the record of the patient is not there', () => {
  const [found] = toVisits(merged(noData, [appointment()]), practice);

  expect(found?.name).toBe('Okonkwo, Chidi');
});

it('leaves out what was entered in error', () => {
  expect(toVisits(merged(noData, [appointment({ status: 'entered-in-error' })]), practice)).toEqual([]);
});

it('takes the encounter that counts when an earlier one was cancelled', () => {
  const data = merged(noData, [
    appointment(),
    encounter({ id: 'e2', status: 'arrived' }),
    encounter({ id: 'e1', status: 'cancelled' }),
  ]);

  expect(data.encounters.a1?.id).toBe('e2');
});

it('says which visits another version has', () => {
  const before = merged(noData, [appointment(), okonkwo]);
  const after = merged(before, [encounter(), appointment({ id: 'a2' })]);

  expect(changedVisits(before, before)).toEqual([]);
  expect(changedVisits(before, after)).toEqual(['a1', 'a2']);
});
