import { mountApp } from '@hub/ui';
import { RouterProvider } from '@tanstack/react-router';
import { router } from './router';
import './visits/status.css';

const types = [
  'Patient.crus',
  'Appointment.crus',
  'Encounter.rs',
  'Coverage.rs',
  'Slot.crus',
  'Schedule.rs',
  'Task.rus',
  'Practitioner.rs',
  'PractitionerRole.rs',
  'Location.rs',
  'Organization.rs',
  'HealthcareService.rs',
  'RelatedPerson.rs',
  'Account.rs',
  'Task.crus',
  'Provenance.rs',
  'Communication.crs',
  'CommunicationRequest.rs',
];
const scope = ['openid', 'fhirUser', 'online_access', ...types.map((type) => `user/${type}`)].join(' ');

void mountApp(
  { clientId: 'staff', path: '/apps/staff/', scope, placeOf: (patient) => `#/day/today?patient=${patient}` },
  { signedIn: () => <RouterProvider router={router} /> },
);
