import { type FhirClient, idOf, resources, useAllowed, useHub } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import type { Appointment, Coverage, Encounter, FhirResource, Patient, RelatedPerson } from 'fhir/r4';

/** What the panel shows about a person. `undefined` parts are not this role's to see. */
export interface PatientFile {
  readonly patient: Patient;
  readonly coverages: readonly Coverage[] | undefined;
  readonly related: readonly RelatedPerson[];
  readonly appointments: readonly Appointment[];
  readonly encounters: readonly Encounter[];
}

export function usePatient(id: string | undefined) {
  const { client } = useHub();
  const maySeeCoverage = useAllowed('Coverage', 's');
  const maySeeRelated = useAllowed('RelatedPerson', 's');
  return useQuery({
    queryKey: ['patient', id],
    queryFn: ({ signal }) => load(client, id ?? '', maySeeCoverage, maySeeRelated, signal),
    enabled: id !== undefined,
  });
}

async function load(
  client: FhirClient,
  id: string,
  withCoverage: boolean,
  withRelated: boolean,
  signal: AbortSignal,
): Promise<PatientFile> {
  const patient = await followed(client, id, signal);
  const who = ['patient', `Patient/${patient.id}`] as const;
  const [visits, coverages, related] = await Promise.all([
    client.search(
      'Appointment',
      [who, ['_sort', '-date'], ['_revinclude', 'Encounter:appointment'], ['_count', '40']],
      signal,
    ),
    withCoverage ? client.search('Coverage', [who, ['_count', '20']], signal) : undefined,
    withRelated ? client.search('RelatedPerson', [who, ['_count', '20']], signal) : undefined,
  ]);
  const of = <T extends FhirResource['resourceType']>(bundle: typeof visits | undefined, type: T) =>
    (bundle ? resources(bundle) : []).filter(
      (one): one is Extract<FhirResource, { resourceType: T }> => one.resourceType === type,
    );
  return {
    patient,
    coverages:
      coverages &&
      of(coverages, 'Coverage')
        .filter(current)
        .sort((a, b) => (a.order ?? 9) - (b.order ?? 9)),
    related: of(related, 'RelatedPerson'),
    appointments: of(visits, 'Appointment'),
    encounters: of(visits, 'Encounter'),
  };
}

/** A record that was merged leads to the one that stayed. */
async function followed(client: FhirClient, id: string, signal: AbortSignal): Promise<Patient> {
  const patient = await client.read('Patient', id, signal);
  const survivor = idOf(patient.link?.find((link) => link.type === 'replaced-by')?.other, 'Patient');
  return survivor ? client.read('Patient', survivor, signal) : patient;
}

function current(coverage: Coverage): boolean {
  return coverage.status === 'active' || coverage.status === 'draft';
}
