import type { Coverage, FhirResource, HumanName, Location, Patient } from 'fhir/r4';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const zone = 'America/Chicago';
const mrnSystem = 'urn:oid:2.999.10.1';

type Row = Record<string, string>;

export interface Provider {
  readonly id: string;
  readonly homeSite: string;
  readonly from: number;
  readonly to: number;
}

export interface Service {
  readonly code: string;
  readonly display: string;
  readonly category: string;
  readonly minutes: number;
  readonly weight: number;
  readonly from: number;
  readonly to: number;
}

/** The demo practice as resources, read from config/demo: the same people that the sample EHR plays. */
export interface Practice {
  readonly resources: FhirResource[];
  readonly patients: Patient[];
  readonly providers: Provider[];
  readonly services: Service[];
  readonly rooms: Record<string, string[]>;
  readonly roster: { npi: string; weekday: string; half: string; site: string }[];
  readonly reasons: { service: string; text: string; from: number; to: number }[];
}

export function loadPractice(folder: string): Practice {
  const read = (name: string) => csv(readFileSync(join(folder, `${name}.csv`), 'utf8'));
  const payers = read('payers');
  const sites = read('sites');
  const rooms = read('rooms');
  const practitioners = read('practitioners');
  const services = read('services');
  const people = read('patients');
  const patients = people.map(toPatient);
  const resources: FhirResource[] = [
    { resourceType: 'Organization', id: 'lakeside', name: 'Lakeside Family Practice' },
    ...payers.map((row): FhirResource => ({ resourceType: 'Organization', id: row.code, name: row.name })),
    ...sites.map(toSite),
    ...rooms.map(toRoom),
    ...practitioners.flatMap((row) => toPractitioner(row)),
    ...services.map((row): FhirResource => ({
      resourceType: 'HealthcareService',
      id: `svc-${row.code?.toLowerCase()}`,
      active: true,
      name: row.display,
      identifier: [{ system: 'urn:oid:2.999.10.9', value: row.code }],
      type: [{ coding: [{ system: 'urn:oid:2.999.10.9', code: row.code, display: row.display }] }],
    })),
    ...rooms
      .filter((row) => row.kind === 'room')
      .map((row) => schedule(`room-${locationId(row)}`, `Location/${locationId(row)}`)),
    ...patients,
    ...people.flatMap((row) => toCoverages(row, payers)),
    { resourceType: 'Practitioner', id: 'S011', name: [{ family: 'Delgado', given: ['Monica'] }] },
    { resourceType: 'Practitioner', id: 'S031', name: [{ family: 'Ferraro', given: ['Gina'] }] },
  ];
  return {
    resources,
    patients,
    providers: practitioners.map((row) => ({
      id: row.npi ?? '',
      homeSite: row.home_site ?? '',
      from: Number(row.sees_from_age),
      to: Number(row.sees_to_age),
    })),
    services: services.map((row) => ({
      code: row.code ?? '',
      display: row.display ?? '',
      category: row.category ?? '',
      minutes: Number(row.minutes),
      weight: Number(row.weight),
      from: Number(row.from_age),
      to: Number(row.to_age),
    })),
    rooms: Object.fromEntries(
      sites.map((site) => [
        site.code ?? '',
        rooms.filter((row) => row.site === site.code && row.kind === 'room').map(locationId),
      ]),
    ),
    roster: read('roster').map((row) => ({
      npi: row.npi ?? '',
      weekday: row.weekday ?? '',
      half: row.half ?? '',
      site: row.site ?? '',
    })),
    reasons: read('reasons')
      .filter((row) => row.kind === 'visit')
      .map((row) => ({
        service: row.service ?? '',
        text: row.text ?? '',
        from: Number(row.from_age || 0),
        to: Number(row.to_age || 120),
      })),
  };
}

export function schedule(id: string, actor: string): FhirResource {
  return { resourceType: 'Schedule', id, active: true, actor: [{ reference: actor }] };
}

function locationId(row: Row): string {
  return `${row.site}-${row.code}`;
}

function toSite(row: Row): Location {
  return {
    resourceType: 'Location',
    id: row.code,
    status: 'active',
    name: row.name,
    identifier: [{ system: 'urn:oid:2.999.10.8', value: row.code }],
    physicalType: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'si' }] },
    telecom: [{ system: 'phone', use: 'work', value: row.phone }],
    address: { line: [row.street ?? ''], city: row.city, state: row.state, postalCode: row.zip },
    managingOrganization: { reference: 'Organization/lakeside', display: 'Lakeside Family Practice' },
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: zone }],
  };
}

function toRoom(row: Row): Location {
  return {
    resourceType: 'Location',
    id: locationId(row),
    status: 'active',
    name: row.name,
    identifier: [{ system: 'urn:oid:2.999.10.8', value: locationId(row) }],
    physicalType: { coding: [{ code: row.kind === 'room' ? 'ro' : 'area' }] },
    partOf: { reference: `Location/${row.site}` },
  };
}

function toPractitioner(row: Row): FhirResource[] {
  const name: HumanName = { use: 'official', family: row.family, given: [row.given ?? ''] };
  if (row.prefix) name.prefix = [row.prefix];
  if (row.suffix) name.suffix = [row.suffix];
  return [
    {
      resourceType: 'Practitioner',
      id: row.npi,
      active: true,
      name: [name],
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: row.npi, type: { coding: [{ code: 'NPI' }] } }],
    },
    {
      resourceType: 'PractitionerRole',
      id: `role-${row.npi}`,
      active: true,
      practitioner: { reference: `Practitioner/${row.npi}` },
      specialty: [{ text: row.specialty }],
      location: [{ reference: `Location/${row.home_site}` }],
    },
    schedule(`doc-${row.npi}`, `Practitioner/${row.npi}`),
  ];
}

/** An id that does not tell the record number: ids stand in addresses. */
export function patientId(mrn: string): string {
  return `p-${((Number(mrn) * 7_919) % 999_983).toString(36)}`;
}

function toPatient(row: Row): Patient {
  const phones = [
    { use: 'home' as const, value: row.phone_home },
    { use: 'mobile' as const, value: row.phone_mobile },
  ].filter((phone) => phone.value);
  const patient: Patient = {
    resourceType: 'Patient',
    id: patientId(row.mrn ?? ''),
    active: true,
    identifier: [{ system: mrnSystem, value: row.mrn, type: { coding: [{ code: 'MR' }] } }],
    name: [
      {
        use: 'official',
        family: row.family,
        given: [row.given, row.middle].filter((part): part is string => Boolean(part)),
      },
    ],
    gender: row.sex === 'M' ? 'male' : 'female',
    birthDate: row.birth_date,
    telecom: [
      ...phones.map((phone) => ({ system: 'phone' as const, ...phone })),
      ...(row.email ? [{ system: 'email' as const, value: row.email }] : []),
    ],
    address: [{ line: [row.street ?? ''], city: row.city, state: row.state, postalCode: row.zip }],
    generalPractitioner: [{ reference: `Practitioner/${row.pcp_npi}` }],
  };
  if (row.nok_family) {
    patient.contact = [
      {
        name: { family: row.nok_family, given: [row.nok_given ?? ''] },
        relationship: [{ coding: [{ code: row.nok_relation }], text: kin[row.nok_relation ?? ''] }],
        telecom: [{ system: 'phone', value: row.nok_phone }],
      },
    ];
  }
  if (row.language && row.language !== 'en') {
    const language = new Intl.DisplayNames('en', { type: 'language' }).of(row.language);
    patient.communication = [{ language: { coding: [{ code: row.language }], text: language }, preferred: true }];
  }
  return patient;
}

const kin: Record<string, string> = {
  SPO: 'Spouse',
  MTH: 'Mother',
  FTH: 'Father',
  CHD: 'Child',
  SIB: 'Sibling',
  PAR: 'Parent',
};

function toCoverages(row: Row, payers: Row[]): Coverage[] {
  return ['', '2'].flatMap((nth, index): Coverage[] => {
    const payer = row[`payer${nth}`];
    if (!payer) return [];
    return [
      {
        resourceType: 'Coverage',
        id: `cov-${patientId(row.mrn ?? '')}-${index + 1}`,
        status: 'active',
        order: index + 1,
        beneficiary: { reference: `Patient/${patientId(row.mrn ?? '')}` },
        payor: [{ reference: `Organization/${payer}`, display: payers.find((one) => one.code === payer)?.name }],
        subscriberId: row[`member_id${nth}`],
        period: { start: row[`coverage_start${nth}`] },
        class: [
          { type: { coding: [{ code: 'plan' }] }, value: row[`plan_code${nth}`] ?? '', name: row[`plan_name${nth}`] },
          ...(row[`group_number${nth}`]
            ? [{ type: { coding: [{ code: 'group' }] }, value: row[`group_number${nth}`] ?? '' }]
            : []),
        ],
      },
    ];
  });
}

/** Comma-separated lines with quotes; a line that begins with # is a remark. */
export function csv(text: string): Row[] {
  const lines = text.split(/\r?\n/).filter((line) => line && !line.startsWith('#'));
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    );
  const names = cells(lines[0] ?? '');
  return lines.slice(1).map((line) => {
    const values = cells(line);
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
}
