import type { Appointment } from 'fhir/r4';
import { addDays, dayOf, instantOf, isoAt } from '../src/zone';
import { type Practice, type Service, zone } from './practice';
import type { Store } from './store';

export const offerSystem = 'urn:x-hub:offer';

const minute = 60_000;
const step = 20;
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A time of a provider in a room: what is offered, and what is booked. */
export interface Place {
  readonly start: number;
  readonly provider: string;
  readonly room: string | undefined;
  readonly site: string | undefined;
  readonly service: Service;
}

/** What times are looked for. */
export interface Wish {
  readonly from: number;
  readonly to: number;
  readonly service: Service;
  readonly providers: readonly string[];
  readonly sites: readonly string[];
  readonly except: string | undefined;
  readonly count: number;
}

/** Who works when by the roster, and who has that time already by the appointments. */
export class Calendar {
  constructor(
    private readonly store: Store,
    private readonly practice: Practice,
  ) {}

  free({ from, to, service, providers, sites, except, count }: Wish): Place[] {
    const taken = this.taken(except);
    const found: Place[] = [];
    for (let day = dayOf(from, zone); found.length < count && instantOf(day, 0, zone) < to; day = addDays(day, 1)) {
      const today = this.halves(day)
        .filter((half) => providers.length === 0 || providers.includes(half.npi))
        .filter((half) => sites.length === 0 || sites.includes(half.site))
        .flatMap((half) => {
          const starts = Array.from(
            { length: Math.max(0, Math.floor((half.to - half.from - service.minutes) / step) + 1) },
            (_, index) => instantOf(day, half.from + index * step, zone),
          );
          return starts
            .filter((start) => start >= from && start < to && start > Date.now())
            .flatMap((start) => {
              const end = start + service.minutes * minute;
              const isFree = (actor: string) =>
                !taken.some((one) => one.has(actor) && one.start < end && start < one.end);
              const room = this.practice.rooms[half.site]?.find((id) => isFree(`Location/${id}`));
              return room && isFree(`Practitioner/${half.npi}`)
                ? [{ start, provider: half.npi, room, site: half.site, service }]
                : [];
            });
        });
      found.push(...today.sort((a, b) => a.start - b.start || a.provider.localeCompare(b.provider)));
    }
    return found.slice(0, count);
  }

  /** Who else has the provider or the room then. */
  clashes({ start, provider, room, service }: Place, except: string | undefined): boolean {
    const end = start + service.minutes * minute;
    return this.taken(except).some(
      (one) =>
        one.start < end &&
        start < one.end &&
        (one.has(`Practitioner/${provider}`) || (room && one.has(`Location/${room}`))),
    );
  }

  works({ start, provider, service }: Place): boolean {
    const day = dayOf(start, zone);
    const end = start + service.minutes * minute;
    return this.halves(day).some(
      (half) =>
        half.npi === provider && start >= instantOf(day, half.from, zone) && end <= instantOf(day, half.to, zone),
    );
  }

  private halves(day: string): { npi: string; site: string; from: number; to: number }[] {
    const weekday = weekdays[new Date(`${day}T12:00:00Z`).getUTCDay()];
    return this.practice.roster
      .filter((row) => row.weekday === weekday)
      .map(({ npi, site, half }) => {
        const [from, to] = weekday === 'SAT' ? [9, 13] : half === 'AM' ? [8, 12] : [13, 17];
        return { npi, site, from: from * 60, to: to * 60 };
      });
  }

  private taken(except: string | undefined): { start: number; end: number; has: (actor: string) => boolean }[] {
    return this.store
      .all<Appointment>('Appointment')
      .filter((one) => one.id !== except && !['cancelled', 'noshow', 'entered-in-error'].includes(one.status))
      .map((one) => ({
        start: Date.parse(one.start ?? ''),
        end: Date.parse(one.end ?? ''),
        has: (actor: string) => one.participant.some((part) => part.actor?.reference === actor),
      }));
  }
}

/** A free time as `$find` shows it: not stored, with all that is needed to book it in its token. */
export function toOffer(place: Place, names: (reference: string) => string | undefined): Appointment {
  const { start, provider, room, site, service } = place;
  const token = Buffer.from(JSON.stringify({ start, provider, room, site, service: service.code })).toString(
    'base64url',
  );
  const [from, to] = [isoAt(start, zone), isoAt(start + service.minutes * minute, zone)];
  const locations = [room, site].flatMap((id) => (id ? [`Location/${id}`] : []));
  return {
    resourceType: 'Appointment',
    id: `offer-${start}-${provider}`,
    status: 'proposed',
    identifier: [{ system: offerSystem, value: token }],
    serviceType: serviceType(service),
    start: from,
    end: to,
    minutesDuration: service.minutes,
    contained: [
      {
        resourceType: 'Slot',
        id: 's1',
        status: 'free',
        start: from,
        end: to,
        schedule: { reference: `Schedule/doc-${provider}` },
      },
    ],
    slot: [{ reference: '#s1' }],
    participant: [`Practitioner/${provider}`, ...locations].map((reference) => ({
      actor: { reference, display: names(reference) ?? reference },
      status: 'needs-action',
    })),
  };
}

export function serviceType({ code, display }: Service): Appointment['serviceType'] {
  return [
    {
      coding: [{ system: 'urn:oid:2.999.10.9', code, display }],
      extension: [
        {
          url: 'urn:x-hub:extension:service',
          valueReference: { reference: `HealthcareService/svc-${code.toLowerCase()}` },
        },
      ],
    },
  ];
}
