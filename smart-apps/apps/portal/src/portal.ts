import type { RuleRefusal } from '@hub/fhir/booking';
import type { Practice } from '@hub/fhir/visits';
import type { Appointment, Patient } from 'fhir/r4';
import { createContext, use } from 'react';
import type { Draft } from './book/draft';
import type { Place } from './place';

/** What somebody has just done, for the screen that says so. */
export interface Done {
  readonly what: 'booked' | 'moved' | 'asked' | 'cancelled' | 'withdrawn';
  readonly appointment: Appointment;
  /** Where a rule left it to the front desk. */
  readonly said?: RuleRefusal | undefined;
}

/** What every screen needs: whose visits, the practice, where to go, and what was typed so far. */
export interface PortalState {
  readonly patient: Patient;
  readonly practice: Practice;
  /** To the minute. */
  readonly now: number;
  /** The practice's number, of the site if it has one of its own. */
  readonly phoneOf: (siteId?: string) => string | undefined;
  readonly go: (place: Place, replace?: boolean) => void;
  readonly href: (place: Place) => string;
  readonly draft: (key: string) => Draft | undefined;
  readonly keep: (key: string, draft: Draft | undefined) => void;
  readonly done: Done | undefined;
  readonly tell: (done: Done | undefined) => void;
}

export const PortalContext = createContext<PortalState | undefined>(undefined);

export function usePortal(): PortalState {
  const portal = use(PortalContext);
  if (!portal) throw new Error('usePortal is called outside the portal');
  return portal;
}
