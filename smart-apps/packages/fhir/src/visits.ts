/** The practice and its visits, as every app that shows visits reads them. */
export {
  appointmentIn,
  cancelReasonSystem,
  cancelationReason,
  confirmedExtension,
  providersOf,
  serviceExtension,
  visitType,
} from './booking/visit';
export { type Practice, type Provider, type Room, type Service, type Site, loadPractice, practiceOf } from './practice';
export { usePractice } from './react/usePractice';
