import type { Offer } from '@hub/fhir/booking';

/** What somebody has chosen and typed so far. It outlives a step back, and a refusal. */
export interface Draft {
  readonly providerId: string;
  readonly siteId: string;
  /** The first day to look at, or from when on it suits. */
  readonly from: string;
  readonly offer?: Offer | undefined;
  readonly comment: string;
  /** Of a request: 1 for Monday to 6 for Saturday. */
  readonly weekdays: readonly number[];
  readonly parts: readonly DayPart[];
}

export type DayPart = 'morning' | 'afternoon';

export function emptyDraft(from: string): Draft {
  return { providerId: '', siteId: '', from, comment: '', weekdays: [], parts: [] };
}
