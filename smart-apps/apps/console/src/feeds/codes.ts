import { Part } from '@hub/fhir';
import type { Parameters, ParametersParameter } from 'fhir/r4';

/** A code of the sender's own that nobody has explained. */
export interface UnknownCode {
  /** `PV1-10`. */
  readonly field: string;
  readonly name: string | undefined;
  /** The HL7 tables in which it is not found. */
  readonly tables: readonly string[];
  readonly local: string;
  /** The sender's words for it. */
  readonly display: string | undefined;
  readonly messages: number;
  /** The newest of them. */
  readonly header: string;
  readonly last: string;
  /** What somebody has said it means, where these messages have not been applied again since. */
  readonly known: string | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface UnknownCodes {
  readonly codes: readonly UnknownCode[];
  /** How many messages were read, and whether these were all with such codes. */
  readonly messages: number;
  readonly all: boolean;
  readonly choices: ReadonlyMap<string, readonly Choice[]>;
}

/** Chosen where the standard has no code. HL7 has none with a blank in it. */
export const leave = 'leave it';

export function toUnknownCodes(answer: Parameters): UnknownCodes {
  const parts = Part.of(answer);
  return {
    messages: parts.number('messages') ?? 0,
    all: parts.flag('all') ?? true,
    codes: parts.all('code').map((code) => ({
      field: code.text('field') ?? '',
      name: code.text('name'),
      tables: code.texts('table'),
      local: code.text('local') ?? '',
      display: code.text('display'),
      messages: code.number('messages') ?? 0,
      header: code.reference('header')?.reference?.split('/')[1] ?? '',
      last: code.text('last') ?? '',
      known: code.flag('left') ? leave : code.text('code'),
    })),
    choices: new Map(
      parts.all('table').map((table) => [
        table.text('number') ?? '',
        table.all('choice').map((choice) => {
          const value = choice.text('code') ?? '';
          const display = choice.text('display');
          return { value, label: display ? `${value}: ${display}` : value };
        }),
      ]),
    ),
  };
}

/** What one may stand for in each of its tables, with the way out last. */
export function choicesFor(code: UnknownCode, { choices }: UnknownCodes): Choice[] {
  const [first = [], ...others] = code.tables.map((table) => choices.get(table) ?? []);
  const common = first.filter(({ value }) => others.every((table) => table.some((choice) => choice.value === value)));
  return [...common, { value: leave, label: 'None: keep it as it came, or leave it out' }];
}

export function keyOf({ field, local }: UnknownCode): string {
  return `${field} ${local}`;
}

/** What is sent for the choices made, by key. */
export function mapping(feed: string, codes: readonly UnknownCode[], chosen: ReadonlyMap<string, string>): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'feed', valueString: feed },
      ...codes.flatMap((code): ParametersParameter[] => {
        const standard = chosen.get(keyOf(code));
        return standard === undefined
          ? []
          : [
              {
                name: 'code',
                part: [
                  { name: 'field', valueString: code.field },
                  { name: 'local', valueString: code.local },
                  ...(standard === leave ? [] : [{ name: 'code', valueString: standard }]),
                ],
              },
            ];
      }),
    ],
  };
}
