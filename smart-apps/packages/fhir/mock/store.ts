import type { FhirResource, Patient } from 'fhir/r4';

/** Resources with their versions, in memory. */
export class Store {
  private readonly versions = new Map<string, FhirResource[]>();
  private readonly deleted = new Set<string>();
  onChange: (reference: string, version: string, action: 'create' | 'update') => void = () => undefined;
  private clock = Date.now() - 86_400_000;

  put(resource: FhirResource, source: string, tell = true): FhirResource {
    const reference = `${resource.resourceType}/${resource.id}`;
    const past = this.versions.get(reference) ?? [];
    const version = String(past.length + 1);
    this.clock = tell ? Date.now() : this.clock + 1;
    const stored = {
      ...structuredClone(resource),
      meta: { ...resource.meta, versionId: version, lastUpdated: new Date(this.clock).toISOString(), source },
    } as FhirResource;
    this.versions.set(reference, [...past, stored]);
    this.deleted.delete(reference);
    if (tell) this.onChange(reference, version, past.length === 0 ? 'create' : 'update');
    return stored;
  }

  /** For the made-up past: when a version was written. */
  date(resource: FhirResource, when: number): void {
    if (resource.meta) resource.meta.lastUpdated = new Date(when).toISOString();
  }

  get<T extends FhirResource>(reference: string | undefined): T | undefined {
    return this.versions.get(reference ?? '')?.at(-1) as T | undefined;
  }

  history(reference: string): FhirResource[] {
    return [...(this.versions.get(reference) ?? [])].reverse();
  }

  all<T extends FhirResource>(type: T['resourceType']): T[] {
    return [...this.versions.entries()]
      .filter(([reference]) => reference.startsWith(`${type}/`))
      .map(([, versions]) => versions.at(-1) as T);
  }

  patientByMrn(mrn: string): Patient | undefined {
    return this.all<Patient>('Patient').find((patient) => patient.identifier?.some((one) => one.value === mrn));
  }
}
