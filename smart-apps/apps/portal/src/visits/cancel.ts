/** Why a patient calls a visit off: HL7's codes and displays, their own words. */
export const reasons = [
  { code: 'pat', display: 'Patient', label: 'The time does not suit me' },
  { code: 'pat-fb', display: 'Patient: Feeling Better', label: 'I feel better' },
  { code: 'pat-lt', display: 'Patient: Lack of Transportation', label: 'I cannot get there' },
  { code: 'pat-mv', display: 'Patient: Moved', label: 'I have moved away' },
  { code: 'other', display: 'Other', label: 'Another reason' },
] as const;

export type ReasonCode = (typeof reasons)[number]['code'];
