import { FhirFailure } from '@hub/fhir';
import { testHub } from '@hub/fhir/testing';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { Changes } from './Changes';
import { fromServer } from './FixScreen';
import { SegmentEditor } from './SegmentEditor';
import { Segments } from './Segments';
import { toChanges, toSegments } from './useMessage';

const { wrapper } = testHub({});
const said = toSegments({
  resourceType: 'Parameters',
  parameter: [
    { name: 'text', valueString: 'PID|1||100113||Okonkwo^Chidi\r' },
    {
      name: 'segment',
      part: [
        { name: 'id', valueCode: 'PID' },
        { name: 'name', valueString: 'Patient Identification' },
        { name: 'line', valueInteger: 1 },
        {
          name: 'field',
          part: [
            { name: 'position', valueString: 'PID-5' },
            { name: 'name', valueString: 'Patient Name' },
            { name: 'value', valueString: 'Okonkwo^Chidi' },
          ],
        },
      ],
    },
  ],
});
const problem = { code: 'NO_USABLE_IDENTIFIER', severity: 'error' as const, place: 'PID-3', text: 'No record number.' };

it('shows a chosen field in the text as it came', async () => {
  const onField = vi.fn();
  render(<Segments {...said} problems={[]} marked={['PID-5']} focus={false} onField={onField} below={undefined} />, {
    wrapper,
  });

  expect(screen.getByText('Okonkwo^Chidi', { selector: 'pre span' }).dataset.chosen).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: /PID-5 Patient Name/ }));
  expect(onField).toHaveBeenCalledWith('PID-5');
});

function Editing() {
  const [line, setLine] = useState('PID|1||||Okonkwo^Chidi');
  return (
    <SegmentEditor
      line={line}
      original="PID|1||||Okonkwo^Chidi"
      segment={said.segments[0]}
      problems={[problem]}
      onChange={setLine}
    />
  );
}

it('opens a segment with a problem, says it beside its field, and writes the field into the line', async () => {
  render(<Editing />, { wrapper });
  const field = screen.getByLabelText(/PID-3/);
  expect(screen.getByText('No record number.')).toBeTruthy();

  await userEvent.type(field, '100113');

  expect(screen.getByLabelText<HTMLTextAreaElement>('PID, the whole segment').value).toBe(
    'PID|1||100113||Okonkwo^Chidi',
  );
  expect(screen.getByText('changed')).toBeTruthy();
});

it('takes the server’s complaints to the fields they are about', () => {
  const refusal = new FhirFailure('invalid', 'No.', 422, [
    { severity: 'error', code: 'required', diagnostics: 'A record number is needed.', expression: ['PID-3'] },
  ]);

  expect(fromServer(refusal)).toEqual([
    { code: 'required', severity: 'error', place: 'PID-3', text: 'A record number is needed.' },
  ]);
  expect(fromServer(new Error('x'))).toEqual([]);
});

it('shows before and after, and says why there is nothing', () => {
  const changes = toChanges({
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'change',
        part: [
          { name: 'reference', valueReference: { reference: 'Patient/p1' } },
          { name: 'action', valueCode: 'update' },
          {
            name: 'element',
            part: [
              { name: 'path', valueString: 'Patient.birthDate' },
              { name: 'before', valueString: '1981-03-23' },
              { name: 'after', valueString: '1981-03-24' },
            ],
          },
        ],
      },
    ],
  });
  const still = { chosen: undefined, focus: false, onChoose: undefined, below: undefined };
  const { rerender } = render(<Changes {...still} changes={changes} why="" />, { wrapper });
  expect(screen.getByText('birthDate').nextElementSibling?.textContent).toBe('1981-03-231981-03-24');

  rerender(<Changes {...still} changes={[]} why="It said nothing that was not known already." />);
  expect(screen.getByText('Nothing. It said nothing that was not known already.')).toBeTruthy();
});
