import type { Parameters, ParametersParameter } from 'fhir/r4';
import type { Entry } from './feed';
import { Hl7, fieldNames } from './hl7';

/** A value of a message, as deep as it is divided. */
interface Sent {
  readonly segment: string;
  readonly occurrence: number;
  readonly field: number;
  readonly repetition: number;
  readonly component: number;
  readonly raw: string;
}

/** An element of a resource and what stands there now and stood there before. */
export interface Leaf {
  readonly reference: string;
  readonly path: string;
  readonly version: string;
  readonly value: string | undefined;
  readonly before: string | undefined;
}

/** The mock does not translate: a value is from where the message has the same text, be it written in another way. */
export function explanation(entry: Entry, leaves: readonly Leaf[]): Parameters {
  const sent = valuesOf(entry.text);
  const sources = new Map(leaves.map((leaf) => [leaf, sent.filter((one) => isSame(one.raw, leaf.value))]));
  const mapped = new Set([...sources.values()].flat());
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'record', valueCode: ['applied', 'unchanged', 'stale'].includes(entry.state) ? 'then' : 'now' },
      ...leaves.map((leaf): ParametersParameter => ({
        name: 'value',
        part: [
          { name: 'reference', valueReference: { reference: leaf.reference } },
          { name: 'version', valueString: leaf.version },
          { name: 'path', valueString: leaf.path },
          ...(leaf.value === undefined ? [] : [{ name: 'value', valueString: leaf.value }]),
          ...(leaf.before === undefined ? [] : [{ name: 'before', valueString: leaf.before }]),
          { name: 'changed', valueBoolean: leaf.value !== leaf.before },
          { name: 'rule', valueString: 'feed.ts:1' },
          ...(sources.get(leaf) ?? []).map((one) => ({ name: 'source', part: placeParts(one) })),
        ],
      })),
      ...sent.filter(isContent).map((one): ParametersParameter => ({
        name: 'sent',
        part: [...placeParts(one), { name: 'fate', valueCode: mapped.has(one) ? 'mapped' : 'dropped' }],
      })),
    ],
  };
}

/** What the last messages lose, counted by the same likeness. */
export function lossReport(
  entries: readonly Entry[],
  leavesOf: (entry: Entry) => readonly Leaf[],
  query: URLSearchParams,
): Parameters {
  const most = Number(query.get('count') ?? 50);
  const type = query.get('type');
  const sample = entries
    .filter((entry) => entry.direction === 'in' && (!type || typeOf(entry).startsWith(type)))
    .sort((a, b) => b.received - a.received)
    .slice(0, most);
  const held = sample.filter((entry) => entry.state === 'held');
  const counted = sample.filter((entry) => !held.includes(entry));
  const types = [...new Set(counted.map(typeOf))].sort();
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'feed', valueCode: 'demo-ehr' },
      { name: 'messages', valueInteger: sample.length },
      { name: 'held', valueInteger: held.length },
      { name: 'most', valueInteger: most },
      ...(sample.length > 0
        ? [
            { name: 'from', valueInstant: new Date(sample.at(-1)?.received ?? 0).toISOString() },
            { name: 'until', valueInstant: new Date(sample[0]?.received ?? 0).toISOString() },
          ]
        : []),
      ...types.map((one) =>
        lossOf(
          one,
          counted.filter((entry) => typeOf(entry) === one),
          leavesOf,
        ),
      ),
    ],
  };
}

function lossOf(
  type: string,
  entries: readonly Entry[],
  leavesOf: (entry: Entry) => readonly Leaf[],
): ParametersParameter {
  const fields = new Map<string, { mapped: number; dropped: number }>();
  for (const entry of entries) {
    const leaves = leavesOf(entry);
    for (const one of valuesOf(entry.text).filter(isContent)) {
      const position = `${one.segment}-${one.field}${one.component > 0 ? `.${one.component}` : ''}`;
      const counts = fields.get(position) ?? { mapped: 0, dropped: 0 };
      counts[leaves.some((leaf) => isSame(one.raw, leaf.value)) ? 'mapped' : 'dropped'] += 1;
      fields.set(position, counts);
    }
  }
  const all = [...fields].sort(([, a], [, b]) => b.dropped - a.dropped);
  const sum = (fate: 'mapped' | 'dropped') => all.reduce((total, [, counts]) => total + counts[fate], 0);
  return {
    name: 'type',
    part: [
      { name: 'code', valueCode: type },
      { name: 'messages', valueInteger: entries.length },
      { name: 'translated', valueBoolean: true },
      ...countParts({ mapped: sum('mapped'), dropped: sum('dropped') }),
      ...all.map(([position, counts]) => ({
        name: 'field',
        part: [{ name: 'position', valueString: position }, ...nameParts(position), ...countParts(counts)],
      })),
    ],
  };
}

function countParts({ mapped, dropped }: { mapped: number; dropped: number }): ParametersParameter[] {
  return [
    { name: 'mapped', valueInteger: mapped },
    { name: 'kept', valueInteger: 0 },
    { name: 'read', valueInteger: 0 },
    { name: 'dropped', valueInteger: dropped },
    { name: 'values', valueInteger: mapped + dropped },
  ];
}

function typeOf(entry: Entry): string {
  const message = new Hl7(entry.text);
  return `${message.get('MSH-9.1')}^${message.get('MSH-9.2')}`;
}

function isContent({ segment, field }: Sent): boolean {
  return segment !== 'MSH' && fieldNames[segment]?.[field - 1] !== 'Set ID';
}

function valuesOf(text: string): Sent[] {
  const seen = new Map<string, number>();
  return new Hl7(text).lines.flatMap(([segment = '', ...fields]) => {
    const occurrence = (seen.get(segment) ?? 0) + 1;
    seen.set(segment, occurrence);
    const first = segment === 'MSH' ? 2 : 1;
    return fields.flatMap((field, index) =>
      segment === 'MSH' && index === 0 ? [] : parts(field, { segment, occurrence, field: index + first }),
    );
  });
}

function parts(field: string, at: Pick<Sent, 'segment' | 'occurrence' | 'field'>): Sent[] {
  return field.split('~').flatMap((repetition, index) => {
    const components = repetition.split('^');
    return components.flatMap((raw, number) =>
      raw === ''
        ? []
        : [{ ...at, repetition: index + 1, component: components.length > 1 ? number + 1 : 0, raw } satisfies Sent],
    );
  });
}

/** 20261123093000-0600 is 2026-11-23T09:30:00-06:00, and 19840317 is 1984-03-17. */
function isSame(raw: string, value: string | undefined): boolean {
  return value !== undefined && (raw === value || (/^\d{8}/.test(raw) && raw === value.replace(/[-:T]/g, '')));
}

function placeParts({ segment, occurrence, field, repetition, component, raw }: Sent): ParametersParameter[] {
  const position = `${segment}-${field}`;
  const place = `${segment}${occurrence > 1 ? `[${occurrence}]` : ''}-${field}${repetition > 1 ? `[${repetition}]` : ''}${component > 0 ? `.${component}` : ''}`;
  return [
    { name: 'place', valueString: place },
    ...nameParts(position),
    { name: 'segment', valueCode: segment },
    { name: 'occurrence', valueInteger: occurrence },
    { name: 'field', valueInteger: field },
    { name: 'repetition', valueInteger: repetition },
    ...(component > 0 ? [{ name: 'component', valueInteger: component }] : []),
    { name: 'raw', valueString: raw },
  ];
}

function nameParts(position: string): ParametersParameter[] {
  const [segment = '', field] = position.split('.')[0]?.split('-') ?? [];
  const name = fieldNames[segment]?.[Number(field) - 1];
  return name ? [{ name: 'name', valueString: name }] : [];
}
