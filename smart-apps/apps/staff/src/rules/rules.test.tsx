import { testHub } from '@hub/fhir/testing';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { Parameters as FhirParameters } from 'fhir/r4';
import { expect, it } from 'vitest';
import { practice } from '../fixtures';
import { TryRules } from './TryRules';
import { toRules } from './rules';

const answer: FhirParameters = {
  resourceType: 'Parameters',
  parameter: [
    { name: 'allowed', valueBoolean: false },
    {
      name: 'refusal',
      part: [
        { name: 'reason', valueCoding: { system: 'urn:x-hub:booking-refusal', code: 'age' } },
        { name: 'text', valueString: 'This visit is for children.' },
        { name: 'path', valueCode: 'call' },
      ],
    },
    {
      name: 'condition',
      part: [
        { name: 'aspect', valueCode: 'open' },
        { name: 'asks', valueString: 'open' },
        { name: 'met', valueBoolean: true },
      ],
    },
    {
      name: 'condition',
      part: [
        { name: 'aspect', valueCode: 'age' },
        { name: 'asks', valueString: 'of 0 to 17 years' },
        { name: 'met', valueBoolean: false },
        { name: 'rule', valueString: 'Children' },
        { name: 'line', valueInteger: 12 },
      ],
    },
  ],
};

it('tries the rules, and says which one refuses and where it stands', async () => {
  const { wrapper: Hub, asked } = testHub({ 'POST Appointment/$booking-rules': answer });
  render(
    <Hub>
      <TryRules practice={practice} />
    </Hub>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Try' }));
  expect(screen.getByText('Choose the visit type.')).toBeTruthy();
  expect(asked).toEqual([]);

  fireEvent.change(screen.getByLabelText('Visit type'), { target: { value: 'svc' } });
  fireEvent.change(screen.getByLabelText('Day (optional)'), { target: { value: '2036-12-01' } });
  fireEvent.change(screen.getByLabelText('Time (optional)'), { target: { value: '09:20' } });
  fireEvent.click(screen.getByRole('button', { name: 'Try' }));

  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('This visit is for children.'));
  expect(screen.getByText('Children, line 12')).toBeTruthy();
  expect(screen.getAllByLabelText('not met')).toHaveLength(1);
  expect((JSON.parse(asked[0]?.body ?? '') as FhirParameters).parameter).toEqual([
    { name: 'audience', valueCode: 'patient' },
    { name: 'service-type-reference', valueReference: { reference: 'HealthcareService/svc' } },
    { name: 'start', valueDateTime: '2036-12-01T09:20:00-06:00' },
  ]);
});

it('lists the rules with whom and what they are about', () => {
  const listed: FhirParameters = {
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'rule',
        part: [
          { name: 'name', valueString: 'New patients' },
          { name: 'line', valueInteger: 7 },
          { name: 'by', valueCode: 'patient' },
          { name: 'by', valueCode: 'staff' },
          { name: 'service', valueString: 'NEWPAT' },
          { name: 'asks', valueString: 'a new patient' },
        ],
      },
    ],
  };

  expect(toRules(listed)).toEqual([
    { name: 'New patients', line: 7, by: ['patient', 'staff'], about: 'NEWPAT', asks: ['a new patient'] },
  ]);
});
