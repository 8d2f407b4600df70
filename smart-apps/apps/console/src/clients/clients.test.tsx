import { testHub } from '@hub/fhir/testing';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ClientDialog } from './ClientDialog';
import { ClientsScreen } from './ClientsScreen';

const client = (id: string, where: string, ...more: object[]) => ({
  name: 'client',
  part: [
    { name: 'id', valueString: id },
    { name: 'where', valueCode: where },
    { name: 'name', valueString: `The ${id}` },
    { name: 'authentication', valueCode: 'client_secret_basic' },
    { name: 'grants', valueString: 'client_credentials' },
    { name: 'scopes', valueString: 'system/Patient.rs' },
    ...more,
  ],
});
const parameters = (...parameter: object[]) => ({ resourceType: 'Parameters', parameter });

it('lists the clients, and changes only those that are registered here', async () => {
  const { wrapper } = testHub({
    'GET $clients': parameters(client('export', 'console'), client('staff', 'file')),
  });
  render(<ClientsScreen />, { wrapper });

  const here = await screen.findByRole('row', { name: /The export/ });
  expect(within(here).getByRole('button', { name: 'Retire' })).toBeDefined();
  const file = screen.getByRole('row', { name: /The staff/ });
  expect(within(file).queryByRole('button')).toBeNull();
});

it('says so when none is registered here', async () => {
  const { wrapper } = testHub({ 'GET $clients': parameters(client('staff', 'file')) });
  render(<ClientsScreen />, { wrapper });

  expect(await screen.findByText('No app is registered here yet')).toBeDefined();
});

it('shows a new secret once, after it was asked for', async () => {
  const { wrapper, asked } = testHub({
    'GET $clients': parameters(client('export', 'console')),
    'POST $new-client-secret': parameters({ name: 'secret', valueString: 's3cr3t' }),
  });
  render(<ClientsScreen />, { wrapper });

  await userEvent.click(await screen.findByRole('button', { name: 'New secret' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Make a secret' }));
  expect(await screen.findByRole('button', { name: 'Copy secret s3cr3t' })).toBeDefined();
  expect(asked.find(({ method }) => method === 'POST')?.body).toContain('"valueString":"export"');
  await userEvent.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.queryByText('s3cr3t')).toBeNull();
});

it('tells at the field what the hub found wrong', async () => {
  const { wrapper } = testHub({
    'POST $register-client': {
      status: 422,
      body: {
        resourceType: 'OperationOutcome',
        issue: [
          {
            severity: 'error',
            code: 'invalid',
            diagnostics: 'this id is or was somebody’s; choose another one',
            expression: ["Parameters.parameter.where(name='id').value"],
          },
        ],
      },
    },
  });
  render(<ClientDialog onClose={() => undefined} />, { wrapper });

  await userEvent.type(await screen.findByLabelText(/Name/), 'Staff');
  expect((screen.getByLabelText(/Client id/) as HTMLInputElement).value).toBe('staff');
  await userEvent.click(screen.getByRole('button', { name: 'Register it' }));
  expect(await screen.findByText('This id is or was somebody’s; choose another one.')).toBeDefined();
  expect(screen.getByLabelText(/Client id/).getAttribute('aria-invalid')).toBe('true');
});
