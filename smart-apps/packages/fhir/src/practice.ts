import type {
  CodeableConcept,
  FhirResource,
  HealthcareService,
  Location,
  Practitioner,
  PractitionerRole,
} from 'fhir/r4';
import type { FhirClient } from './client';
import { addressLines, calledName, credentials, phones } from './people';
import { idOf } from './references';
import { browserZone } from './zone';

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly address: readonly string[];
  readonly phone: string | undefined;
  /** The practice that it belongs to. */
  readonly organization: string | undefined;
}

export interface Room {
  readonly id: string;
  readonly name: string;
  readonly siteId: string | undefined;
  readonly waiting: boolean;
}

export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly detail: string | undefined;
  readonly siteIds: readonly string[];
}

/** A kind of visit. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly codes: readonly string[];
  readonly offered: boolean;
  readonly type: CodeableConcept | undefined;
}

/** The practice as the day needs it: loaded once, looked up by id. */
export interface Practice {
  readonly sites: readonly Site[];
  readonly rooms: readonly Room[];
  readonly providers: readonly Provider[];
  readonly zone: string;
  readonly roomOf: (id: string) => Room | undefined;
  readonly isRoom: (id: string) => boolean;
  readonly siteOf: (locationId: string) => string | undefined;
  readonly providerOf: (id: string) => Provider | undefined;
  /** The practitioner behind a PractitionerRole. */
  readonly practitionerOfRole: (roleId: string) => string | undefined;
  readonly services: readonly Service[];
  readonly serviceOf: (code: string) => Service | undefined;
}

const timezone = 'http://hl7.org/fhir/StructureDefinition/timezone';

export async function loadPractice(client: FhirClient, signal: AbortSignal): Promise<Practice> {
  const count = ['_count', '500'] as const;
  const [locations, practitioners, roles, services] = await Promise.all([
    client.searchAll('Location', [count], signal),
    client.searchAll('Practitioner', [count], signal),
    client.searchAll('PractitionerRole', [count], signal),
    client.searchAll('HealthcareService', [count], signal),
  ]);
  return practiceOf([...locations, ...practitioners, ...roles, ...services]);
}

export function practiceOf(resources: readonly FhirResource[]): Practice {
  const locations = ofType(resources, 'Location').filter((one) => one.status !== 'inactive');
  const sites = locations.filter(isSite).map(toSite).sort(byName);
  const rooms = locations
    .filter((one) => !isSite(one))
    .map(toRoom)
    .sort(byName);
  const roles = ofType(resources, 'PractitionerRole').filter((one) => one.active !== false);
  const providers = ofType(resources, 'Practitioner')
    .filter((one) => one.active !== false)
    .map((one) => toProvider(one, roles))
    .sort(byName);
  const roomById = new Map(rooms.map((room) => [room.id, room]));
  const siteIds = new Set(sites.map((site) => site.id));
  const providerById = new Map(providers.map((provider) => [provider.id, provider]));
  const roleOwner = new Map(roles.map((role) => [role.id, idOf(role.practitioner, 'Practitioner')]));
  const services = ofType(resources, 'HealthcareService').map(toService).sort(byName);
  return {
    sites,
    rooms,
    providers,
    zone: sites[0]?.zone ?? browserZone(),
    roomOf: (id) => roomById.get(id),
    isRoom: (id) => roomById.get(id)?.waiting === false,
    siteOf: (id) => (siteIds.has(id) ? id : roomById.get(id)?.siteId),
    providerOf: (id) => providerById.get(id),
    practitionerOfRole: (id) => roleOwner.get(id),
    services,
    serviceOf: (code) => services.find((one) => one.codes.includes(code)),
  };
}

function ofType<T extends FhirResource['resourceType']>(resources: readonly FhirResource[], type: T) {
  return resources.filter((one): one is Extract<FhirResource, { resourceType: T }> => one.resourceType === type);
}

function physicalType(location: Location): string | undefined {
  return location.physicalType?.coding?.[0]?.code;
}

function isSite(location: Location): boolean {
  const type = physicalType(location);
  return type === 'si' || type === 'bu' || (type === undefined && !location.partOf);
}

function toSite(location: Location): Site {
  const zone = location.extension?.find((one) => one.url === timezone)?.valueCode;
  return {
    id: location.id ?? '',
    name: location.name ?? location.id ?? '',
    zone: zone ?? browserZone(),
    address: addressLines(location.address),
    phone: phones(location.telecom)[0]?.number,
    organization: location.managingOrganization?.display,
  };
}

function toRoom(location: Location): Room {
  return {
    id: location.id ?? '',
    name: location.name ?? location.id ?? '',
    siteId: idOf(location.partOf, 'Location'),
    waiting: physicalType(location) !== 'ro',
  };
}

function toProvider(practitioner: Practitioner, roles: readonly PractitionerRole[]): Provider {
  const own = roles.filter((role) => idOf(role.practitioner, 'Practitioner') === practitioner.id);
  const specialty = own.flatMap((role) => role.specialty ?? []).map((one) => one.text ?? one.coding?.[0]?.display)[0];
  return {
    id: practitioner.id ?? '',
    name: calledName(practitioner),
    detail: specialty ?? credentials(practitioner),
    siteIds: own.flatMap((role) => role.location ?? []).flatMap((one) => idOf(one, 'Location') ?? []),
  };
}

function toService(service: HealthcareService): Service {
  const codes = [
    ...(service.identifier ?? []).map((one) => one.value),
    ...(service.type ?? []).map((one) => one.coding?.[0]?.code),
  ].filter((code) => code !== undefined);
  return {
    id: service.id ?? '',
    name: service.name ?? codes[0] ?? '',
    codes,
    offered: service.active !== false,
    type: service.type?.[0],
  };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}
