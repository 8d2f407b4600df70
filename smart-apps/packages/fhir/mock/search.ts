import type {
  Appointment,
  Bundle,
  BundleEntry,
  Communication,
  CommunicationRequest,
  Coverage,
  Encounter,
  FhirResource,
  Patient,
  Schedule,
  Slot,
} from 'fhir/r4';
import type { Store } from './store';

type Test = (resource: FhirResource, value: string) => boolean;

const refersTo = (reference: string | undefined, value: string) =>
  reference === value || reference?.endsWith(`/${value}`) === true;

const tests: Record<string, Record<string, Test>> = {
  '*': { _id: (resource, value) => resource.id === value },
  Patient: {
    name: (resource, value) =>
      ((resource as Patient).name ?? []).some((name) =>
        [name.family, ...(name.given ?? [])].some((part) => plain(part).startsWith(plain(value))),
      ),
    birthdate: (resource, value) => (resource as Patient).birthDate === value,
    identifier: (resource, value) => ((resource as Patient).identifier ?? []).some((one) => one.value === value),
    phone: (resource, value) => ((resource as Patient).telecom ?? []).some((point) => point.value === value),
  },
  Appointment: {
    date: (resource, value) => compare((resource as Appointment).start, value),
    status: (resource, value) => (resource as Appointment).status === value,
    patient: (resource, value) =>
      (resource as Appointment).participant.some((part) => refersTo(part.actor?.reference, value)),
    location: (resource, value) =>
      (resource as Appointment).participant.some((part) => refersTo(part.actor?.reference, value)),
  },
  Encounter: {
    appointment: (resource, value) =>
      ((resource as Encounter).appointment ?? []).some((one) => refersTo(one.reference, value)),
    patient: (resource, value) => refersTo((resource as Encounter).subject?.reference, value),
  },
  Coverage: {
    patient: (resource, value) => refersTo((resource as Coverage).beneficiary.reference, value),
    beneficiary: (resource, value) => refersTo((resource as Coverage).beneficiary.reference, value),
  },
  Communication: {
    subject: (resource, value) => refersTo((resource as Communication).subject?.reference, value),
    category: (resource, value) =>
      ((resource as Communication).category ?? []).some(({ coding }) => coding?.some(({ code }) => code === value)),
  },
  CommunicationRequest: {
    subject: (resource, value) => refersTo((resource as CommunicationRequest).subject?.reference, value),
    status: (resource, value) => (resource as CommunicationRequest).status === value,
  },
  Schedule: { actor: (resource, value) => (resource as Schedule).actor.some((one) => refersTo(one.reference, value)) },
  Slot: { schedule: (resource, value) => refersTo((resource as Slot).schedule.reference, value) },
};

/** Whether somebody who sees only these patients' records sees this. What is nobody's, everybody does. */
export function isOwn(resource: FhirResource, own: readonly string[] | undefined): boolean {
  if (!own) return true;
  const reads = (reference: string | undefined) => own.some((id) => reference === `Patient/${id}`);
  if (resource.resourceType === 'Patient') return own.includes(resource.id ?? '');
  if (resource.resourceType === 'Appointment') return resource.participant.some(({ actor }) => reads(actor?.reference));
  if (resource.resourceType === 'Encounter') return reads(resource.subject?.reference);
  if (resource.resourceType === 'Coverage') return reads(resource.beneficiary.reference);
  return true;
}

/** Searches as FHIR describes them: parameters are joined by and, the values of one by or. */
export function search(
  store: Store,
  type: FhirResource['resourceType'],
  query: URLSearchParams,
  own?: readonly string[],
): Bundle {
  const mine = store.all(type).filter((one) => isOwn(one, own));
  const found = mine.filter((resource) =>
    [...query].every(([name, values]) => {
      const test = tests['*']?.[name] ?? tests[type]?.[name.split(':')[0] ?? ''];
      return !test || values.split(',').some((value) => test(resource, value));
    }),
  );
  const sort = query.get('_sort') ?? '';
  if (sort.endsWith('date'))
    found.sort(
      (a, b) =>
        ((a as Appointment).start ?? '').localeCompare((b as Appointment).start ?? '') *
        (sort.startsWith('-') ? -1 : 1),
    );
  if (sort === '-_lastUpdated')
    // Of two written in one moment the later one is newer.
    found.reverse().sort((a, b) => (b.meta?.lastUpdated ?? '').localeCompare(a.meta?.lastUpdated ?? ''));
  const count = Number(query.get('_count') ?? 100);
  const page = found.slice(0, count);
  const entry: BundleEntry[] = page.map((resource) => ({ resource, search: { mode: 'match' } }));
  const add = (resource: FhirResource | undefined) => {
    const isNew =
      resource &&
      !entry.some((one) => one.resource?.id === resource.id && one.resource?.resourceType === resource.resourceType);
    if (isNew) entry.push({ resource, search: { mode: 'include' } });
  };
  for (const include of query.getAll('_include')) page.flatMap((one) => included(store, one, include)).forEach(add);
  if (query.getAll('_revinclude').includes('Encounter:appointment')) {
    const wanted = new Set(page.map((one) => `Appointment/${one.id}`));
    store
      .all<Encounter>('Encounter')
      .filter((one) => one.appointment?.some((reference) => wanted.has(reference.reference ?? '')))
      .forEach(add);
  }
  return { resourceType: 'Bundle', type: 'searchset', total: found.length, entry };
}

function included(store: Store, resource: FhirResource, include: string): (FhirResource | undefined)[] {
  if (include === 'Appointment:patient') {
    return (resource as Appointment).participant
      .filter((part) => part.actor?.reference?.startsWith('Patient/'))
      .map((part) => store.get(part.actor?.reference));
  }
  if (include === 'Communication:subject') return [store.get((resource as Communication).subject?.reference)];
  if (include === 'Slot:schedule') return [store.get((resource as Slot).schedule.reference)];
  return [];
}

function compare(start: string | undefined, value: string): boolean {
  const [, operator, at] = /^(ge|gt|le|lt)?(.*)$/.exec(value) ?? [];
  const [have, limit] = [Date.parse(start ?? ''), Date.parse(at ?? '')];
  return { ge: have >= limit, gt: have > limit, le: have <= limit, lt: have < limit }[operator ?? 'ge'] ?? false;
}

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
