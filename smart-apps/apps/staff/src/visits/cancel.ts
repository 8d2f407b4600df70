import { cancelReasonSystem, cancelationReason } from '@hub/fhir/visits';
import type { Appointment, CodeableConcept } from 'fhir/r4';

/** Of the code system that R4 binds Appointment.cancelationReason to; its codes and displays, our words. */
export const cancelReasons = [
  { code: 'pat', display: 'Patient', label: 'Patient asked to cancel' },
  { code: 'pat-fb', display: 'Patient: Feeling Better', label: 'Patient feels better' },
  { code: 'pat-mv', display: 'Patient: Moved', label: 'Patient has moved away' },
  { code: 'pat-lt', display: 'Patient: Lack of Transportation', label: 'Patient has no transport' },
  { code: 'prov', display: 'Provider', label: 'Provider is not available' },
  { code: 'prov-pers', display: 'Provider: Personal', label: 'Provider: personal reason' },
  { code: 'oth-weath', display: 'Other: Weather', label: 'Weather' },
  { code: 'oth-err', display: 'Other: Error', label: 'Booked by mistake' },
  { code: 'other', display: 'Other', label: 'Another reason' },
] as const;
export type CancelCode = (typeof cancelReasons)[number]['code'];

export function cancelReason(code: string): CodeableConcept {
  return cancelationReason(code, cancelReasons.find((one) => one.code === code)?.display);
}

/** Why a visit was called off, in the words of the desk, with what was typed beside. */
export function cancelWords({ cancelationReason }: Appointment): string | undefined {
  const coding =
    cancelationReason?.coding?.find((one) => one.system === cancelReasonSystem) ?? cancelationReason?.coding?.[0];
  const known = cancelReasons.find((one) => one.code === coding?.code)?.label;
  const words = [known ?? coding?.display ?? coding?.code, cancelationReason?.text].filter(Boolean);
  return words.length > 0 ? [...new Set(words)].join(' · ') : undefined;
}
