export { usePractice } from '@hub/fhir/visits';
