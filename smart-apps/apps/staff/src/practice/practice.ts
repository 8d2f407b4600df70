export { type Practice, type Provider, type Room, type Service, type Site, practiceOf } from '@hub/fhir/visits';
