import type { OperationOutcomeIssue, Parameters, ParametersParameter } from 'fhir/r4';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Leaf } from './explain';
import { type Entry, toHeader } from './feed';

const file = join(import.meta.dirname, '../../../../config/feeds/demo-ehr/feed.yaml');
const place = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-';

interface Proposal {
  readonly text: string;
  readonly count: number;
  readonly next: string | undefined;
}

/** The demo's file; what is published is kept in memory. */
export class FeedFile {
  private text = readFileSync(file, 'utf8');
  private version = 1;

  answer(): Parameters {
    return {
      resourceType: 'Parameters',
      parameter: [
        { name: 'feed', valueCode: 'demo-ehr' },
        { name: 'text', valueString: this.text },
        { name: 'version', valueString: String(this.version) },
        { name: 'restart', valueBoolean: false },
      ],
    };
  }

  /** Not when it has changed since the text was read. */
  publish(text: string, version: string | undefined): boolean {
    if (version !== String(this.version)) return false;
    this.text = text;
    this.version += 1;
    return true;
  }
}

/** The mock reads no YAML: it knows a key at the beginning of a line that nobody knows, and no other mistake. */
export function mistakesIn(text: string): OperationOutcomeIssue[] {
  const known = [...readFileSync(file, 'utf8').matchAll(/^#? *([a-zA-Z]+):/gm)].map(([, key]) => key ?? '');
  return text.split('\n').flatMap((line, index) => {
    const key = /^([a-zA-Z]+):/.exec(line)?.[1];
    if (!key || known.includes(key)) return [];
    const nearest = known.find((one) => one.slice(0, 2) === key.slice(0, 2));
    return [
      {
        severity: 'error' as const,
        code: 'invalid' as const,
        diagnostics: `unknown key '${key}'${nearest ? `; did you mean '${nearest}'?` : ''}`,
        expression: ['feeds/demo-ehr/feed.yaml'],
        extension: [
          { url: `${place}line`, valueInteger: index + 1 },
          { url: `${place}col`, valueInteger: 1 },
        ],
      },
    ];
  });
}

/** The mock does not translate: what a `drop` names would not be written, and nothing else would differ. */
export function rehearse(
  entries: readonly Entry[],
  leavesOf: (entry: Entry) => readonly Leaf[],
  { text, count, next }: Proposal,
): Parameters {
  const dropped = [...text.matchAll(/^drop: *\[(.*)\]/gm)]
    .flatMap(([, list]) => (list ?? '').split(','))
    .map((one) => one.trim());
  const portion = entries
    .filter((entry) => entry.direction === 'in' && (!next || Number(entry.id) < Number(next)))
    .sort((a, b) => Number(b.id) - Number(a.id))
    .slice(0, count);
  const differing = portion
    .map((entry) => ({ entry, leaves: leavesOf(entry).filter((leaf) => isOf(leaf, dropped)) }))
    .filter(({ leaves }) => leaves.length > 0);
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'feed', valueCode: 'demo-ehr' },
      { name: 'messages', valueInteger: portion.length },
      { name: 'same', valueInteger: portion.length - differing.length },
      { name: 'different', valueInteger: differing.length },
      ...(portion.length === count ? [{ name: 'next', valueString: portion.at(-1)?.id ?? '' }] : []),
      ...differing.map(({ entry, leaves }): ParametersParameter => ({
        name: 'message',
        part: [
          { name: 'header', resource: toHeader(entry) },
          { name: 'verdict', valueCode: 'different' },
          ...leaves.map(differenceOf),
        ],
      })),
    ],
  };
}

function isOf({ reference, path, value, before }: Leaf, dropped: readonly string[]): boolean {
  const element = `${reference.split('/')[0]}.${path.split(/[.[]/)[0]}`;
  return value !== before && dropped.includes(element);
}

function differenceOf({ reference, path, value, before }: Leaf): ParametersParameter {
  return {
    name: 'difference',
    part: [
      { name: 'reference', valueReference: { reference } },
      { name: 'path', valueString: path },
      ...(value === undefined ? [] : [{ name: 'now', valueString: value }]),
      ...(before === undefined ? [] : [{ name: 'proposed', valueString: before }]),
    ],
  };
}
