export { usePractice } from '@hub/fhir/booking';
