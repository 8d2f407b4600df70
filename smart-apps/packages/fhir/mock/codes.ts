import type { Parameters, ParametersParameter } from 'fhir/r4';
import type { Entry } from './feed';
import { Hl7 } from './hl7';

/** Some of HL7 table 0069: the mock knows no other. */
const services = new Map([
  ['MED', 'Medical Services'],
  ['SUR', 'Surgical Service'],
  ['URO', 'Urology'],
  ['CAR', 'Cardiac Service'],
]);

/** `$unmapped-codes` and `$map-codes`, for hospital services (PV1-10). */
export class Codes {
  private readonly explained = new Set<string>();

  constructor(private readonly entries: readonly Entry[]) {}

  list(): Parameters {
    const unknown = this.unknown();
    return {
      resourceType: 'Parameters',
      parameter: [
        { name: 'messages', valueInteger: [...unknown.values()].flat().length },
        { name: 'all', valueBoolean: true },
        ...[...unknown].map(([local, entries]) => describe(local, entries)),
        {
          name: 'table',
          part: [
            { name: 'number', valueCode: '0069' },
            ...[...services].map(([code, display]) => ({
              name: 'choice',
              part: [
                { name: 'code', valueString: code },
                { name: 'display', valueString: display },
              ],
            })),
          ],
        },
      ],
    };
  }

  /** The messages that are to be applied again, or why nothing is explained. */
  explain(input: Parameters): readonly Entry[] | string {
    const unknown = this.unknown();
    const wanted = (input.parameter ?? []).filter(({ name }) => name === 'code');
    const said = (code: ParametersParameter, name: string) =>
      code.part?.find((part) => part.name === name)?.valueString;
    if (wanted.length === 0) return 'code: expected at least one, with field, local and code.';
    if (wanted.some((code) => !unknown.has(said(code, 'local') ?? '')))
      return 'code: this is none of the codes that wait. Ask again which do.';
    if (wanted.some((code) => !services.has(said(code, 'code') ?? 'MED')))
      return 'code: HL7 table 0069 has no such code, for PV1-10.';
    const locals = wanted.map((code) => said(code, 'local') ?? '');
    locals.forEach((local) => this.explained.add(local));
    return locals.flatMap((local) => unknown.get(local) ?? []);
  }

  private unknown(): Map<string, Entry[]> {
    const unknown = new Map<string, Entry[]>();
    for (const entry of this.entries) {
      const local = entry.direction === 'in' ? new Hl7(entry.text).get('PV1-10.1') : '';
      if (local && !services.has(local) && !this.explained.has(local))
        unknown.set(local, [...(unknown.get(local) ?? []), entry]);
    }
    return unknown;
  }
}

function describe(local: string, entries: readonly Entry[]): ParametersParameter {
  const newest = entries.toSorted((one, other) => other.received - one.received)[0];
  const display = newest && new Hl7(newest.text).get('PV1-10.2');
  return {
    name: 'code',
    part: [
      { name: 'field', valueString: 'PV1-10' },
      { name: 'name', valueString: 'Hospital Service' },
      { name: 'table', valueCode: '0069' },
      { name: 'local', valueString: local },
      ...(display ? [{ name: 'display', valueString: display }] : []),
      { name: 'messages', valueInteger: entries.length },
      { name: 'header', valueReference: { reference: `MessageHeader/${newest?.id}` } },
      { name: 'last', valueInstant: new Date(newest?.received ?? 0).toISOString() },
    ],
  };
}
