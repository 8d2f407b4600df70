import { dayOf } from '@hub/fhir';
import type { OfferDay } from '@hub/fhir/booking';
import type { Place } from '../place';
import { usePortal } from '../portal';
import type { Visit } from '../visits/visit';
import { type Draft, emptyDraft } from './draft';

/** Booking a visit of a kind, or moving one: where its steps are, and what was chosen in them. */
export interface Flow {
  readonly serviceId: string;
  /** The visit that is moved. */
  readonly visit: Visit | undefined;
  readonly times: Place;
  readonly look: Place;
  readonly draft: Draft;
  readonly change: (what: Partial<Draft>) => void;
  readonly forget: () => void;
}

export function useFlow(serviceId: string, visit: Visit | undefined): Flow {
  const { draft, keep, practice, now } = usePortal();
  const key = visit ? `move ${visit.id}` : `book ${serviceId}`;
  const before = draft(key) ?? {
    ...emptyDraft(dayOf(now, practice.zone)),
    ...(visit ? { providerId: visit.providerId ?? '', siteId: visit.site?.id ?? '' } : {}),
  };
  return {
    serviceId,
    visit,
    times: visit ? { screen: 'move', visit: visit.id } : { screen: 'times', service: serviceId },
    look: visit ? { screen: 'move-look', visit: visit.id } : { screen: 'look', service: serviceId },
    draft: before,
    change: (what) => keep(key, { ...before, ...what }),
    forget: () => keep(key, undefined),
  };
}

/** For whom anybody will do, a time at a place is one time, however many have it. */
export function oncePerTime(days: readonly OfferDay[]): OfferDay[] {
  return days.map(({ day, offers }) => ({
    day,
    offers: [...new Map([...offers].reverse().map((one) => [`${one.start} ${one.siteId}`, one])).values()].reverse(),
  }));
}
