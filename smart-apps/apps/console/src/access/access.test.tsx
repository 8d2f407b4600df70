import { testHub } from '@hub/fhir/testing';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { EmergenciesScreen } from './EmergenciesScreen';
import { lettersInWords, toAccess } from './access';

const waiting = {
  name: 'case',
  part: [
    { name: 'id', valueInteger: 7 },
    { name: 'person', valueString: 'okafor' },
    { name: 'patient', valueReference: { reference: 'Patient/p' } },
    { name: 'reason', valueString: 'Collapsed in the waiting room' },
    { name: 'started', valueInstant: '2026-11-26T01:00:00Z' },
  ],
};
const reviewed = {
  ...waiting,
  part: [...waiting.part, { name: 'reviewed-by', valueString: 'ferraro' }, { name: 'finding', valueCode: 'justified' }],
};
const patient = { resourceType: 'Patient', id: 'p', name: [{ family: 'Okonkwo', given: ['Chidi'] }] };

it('notes what a review found, and shows by whom', async () => {
  const { wrapper, asked } = testHub({
    'GET $break-glass-cases': { resourceType: 'Parameters', parameter: [waiting] },
    'POST $review-break-glass': { resourceType: 'Parameters', parameter: [reviewed] },
    'GET Patient/p': patient,
  });
  render(<EmergenciesScreen />, { wrapper });

  const one = await screen.findByRole('article');
  expect(one.textContent).toContain('Collapsed in the waiting room');
  expect(await within(one).findByText(/Okonkwo/)).toBeDefined();
  await userEvent.click(within(one).getByRole('button', { name: 'Justified' }));

  expect(await screen.findByText('Found justified by ferraro')).toBeDefined();
  const sent = asked.find(({ method }) => method === 'POST')?.body ?? '';
  expect(sent).toContain('{"name":"id","valueInteger":7},{"name":"finding","valueCode":"justified"}');
});

it('reads the answer type by type, with every reason', () => {
  const answer = toAccess({
    resourceType: 'Parameters',
    parameter: [
      { name: 'role', valueString: 'Clinician' },
      { name: 'opens-app', valueBoolean: true },
      {
        name: 'type',
        part: [
          { name: 'name', valueCode: 'Observation' },
          { name: 'may', valueString: 'crus' },
          { name: 'stored', valueInteger: 3 },
          { name: 'seen', valueInteger: 0 },
          { name: 'why', valueString: 'one' },
          { name: 'why', valueString: 'two' },
        ],
      },
    ],
  });

  expect(answer.types).toEqual([{ type: 'Observation', may: 'crus', stored: 3, seen: 0, why: ['one', 'two'] }]);
  expect(lettersInWords('crs')).toBe('create, read, search');
  expect(lettersInWords('')).toBe('Nothing');
});
