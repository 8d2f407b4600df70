import { mountApp } from '@hub/ui';
import { Portal } from './Portal';
import './portal.css';

const types = [
  'Patient.rs',
  'Appointment.crus',
  'Practitioner.rs',
  'PractitionerRole.rs',
  'Location.rs',
  'HealthcareService.rs',
];
const scope = ['openid', 'fhirUser', 'online_access', ...types.map((type) => `user/${type}`)].join(' ');

void mountApp({ clientId: 'portal', path: '/apps/portal/', scope }, { signedIn: () => <Portal /> });
