import { Part, idOf, useHub } from '@hub/fhir';
import type { RuleRefusal } from '@hub/fhir/booking';
import { useQuery } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';

/** A kind of visit, and what the practice's rules say of it to this patient. */
export interface Kind {
  readonly id: string;
  readonly name: string;
  /** Undefined when the patient may book it. */
  readonly refused: RuleRefusal | undefined;
}

export function kindsIn(answer: Parameters): Kind[] {
  return Part.of(answer)
    .all('service')
    .flatMap((service) => {
      const reference = service.reference('reference');
      const id = idOf(reference, 'HealthcareService');
      return id ? [{ id, name: reference?.display ?? id, refused: refusedBy(service) }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

function refusedBy(service: Part): RuleRefusal | undefined {
  if (service.flag('allowed')) return undefined;
  return {
    code: service.coding('reason')?.code ?? 'not-offered',
    text: service.text('text') ?? 'This visit cannot be booked here.',
    path: service.text('path') === 'request' ? 'request' : 'call',
  };
}

/** Those that only a call opens, by the reason: the same reason is said once. */
export function byReason(kinds: readonly Kind[]): { text: string; names: readonly string[] }[] {
  const callable = kinds.flatMap(({ name, refused }) =>
    refused?.path === 'call' ? [{ name, text: refused.text }] : [],
  );
  return [...new Set(callable.map((one) => one.text))].map((text) => ({
    text,
    names: callable.filter((one) => one.text === text).map((one) => one.name),
  }));
}

/** Of those, what can be booked or at least be asked for. */
export function askable(kinds: readonly Kind[]): readonly Kind[] {
  return kinds.filter(({ refused }) => refused?.path !== 'call');
}

export function useBookable(patientId: string) {
  const { client } = useHub();
  return useQuery({
    queryKey: ['bookable', patientId],
    queryFn: async ({ signal }) =>
      kindsIn(
        await client.perform<Parameters>(
          'Appointment/$bookable',
          {
            resourceType: 'Parameters',
            parameter: [{ name: 'patient-reference', valueReference: { reference: `Patient/${patientId}` } }],
          },
          signal,
        ),
      ),
  });
}
