import type { Appointment, FhirResource } from 'fhir/r4';
import type { Practice } from '../practice';
import { idOf } from '../references';
import { type Day, dayOf } from '../zone';

export const offerSystem = 'urn:x-hub:offer';

/** A free time that the hub found. It is not stored; the token is what it is booked with. */
export interface Offer {
  readonly key: string;
  readonly token: string;
  readonly start: number;
  readonly end: number;
  readonly provider: string;
  readonly place: string;
  readonly siteId: string | undefined;
  /** The zone of the site: its clocks are what the patient goes by. */
  readonly zone: string;
}

export interface OfferDay {
  readonly day: Day;
  readonly offers: readonly Offer[];
}

export function offersOf(found: readonly FhirResource[], practice: Practice): Offer[] {
  return found.flatMap((one) => (one.resourceType === 'Appointment' ? (toOffer(one, practice) ?? []) : []));
}

function toOffer({ identifier, start, end, participant }: Appointment, practice: Practice): Offer | undefined {
  const token = identifier?.find((one) => one.system === offerSystem)?.value;
  if (!token || !start || !end) return undefined;
  const actors = participant.flatMap(({ actor }) => actor ?? []);
  const who = actors.find((one) => idOf(one, 'Practitioner'));
  const where = actors.flatMap((one) => {
    const id = idOf(one, 'Location');
    return id ? [{ id, name: practice.roomOf(id)?.name ?? one.display ?? '' }] : [];
  });
  const room = where.find(({ id }) => practice.isRoom(id));
  const siteId = where.map(({ id }) => practice.siteOf(id)).find(Boolean);
  const site = practice.sites.find(({ id }) => id === siteId);
  const provider = practice.providerOf(idOf(who, 'Practitioner') ?? '')?.name ?? who?.display ?? '';
  return {
    key: [Date.parse(start), who?.reference, room?.id].join(' '),
    token,
    start: Date.parse(start),
    end: Date.parse(end),
    provider,
    place: [room?.name, practice.sites.length > 1 && site?.name].filter(Boolean).join(', '),
    siteId,
    zone: site?.zone ?? practice.zone,
  };
}

/** By the calendar of each site, earliest first. What two answers both hold is shown once. */
export function byDay(offers: readonly Offer[]): OfferDay[] {
  const once = [...new Map(offers.map((offer) => [offer.key, offer])).values()].sort((a, b) => a.start - b.start);
  const dayOfOffer = ({ start, zone }: Offer) => dayOf(start, zone);
  return [...new Set(once.map(dayOfOffer))]
    .sort()
    .map((day) => ({ day, offers: once.filter((offer) => dayOfOffer(offer) === day) }));
}
