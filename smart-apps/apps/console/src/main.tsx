import { mountApp } from '@hub/ui';
import { RouterProvider } from '@tanstack/react-router';
import { router } from './router';

const types = [
  'MessageHeader.rus',
  'AuditEvent.rs',
  'Patient.rs',
  'Appointment.rs',
  'Encounter.rs',
  'Coverage.rs',
  '*.rs',
];
const scope = ['openid', 'fhirUser', 'online_access', ...types.map((type) => `user/${type}`)].join(' ');

void mountApp(
  { clientId: 'console', path: '/apps/console/', scope },
  { signedIn: () => <RouterProvider router={router} /> },
);
