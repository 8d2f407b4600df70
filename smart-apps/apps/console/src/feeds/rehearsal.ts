import { FhirFailure, Part } from '@hub/fhir';
import type { Parameters } from 'fhir/r4';
import { type Message, toMessage } from '../messages/message';

/** What would become of a message, beside what becomes of it now. */
const verdicts = ['different', 'now-held', 'no-longer-held', 'now-refused', 'no-longer-refused'] as const;
export type Verdict = (typeof verdicts)[number];

export interface RehearsedProblem {
  readonly change: 'gone' | 'added';
  readonly severity: string;
  readonly place: string;
  readonly text: string;
}

export interface Difference {
  /** `Patient/x`. */
  readonly reference: string;
  /** `telecom[1].value`. */
  readonly path: string;
  readonly now: string | undefined;
  readonly proposed: string | undefined;
}

/** A message of which something would be otherwise. */
export interface Rehearsed {
  readonly message: Message;
  readonly verdict: Verdict;
  readonly problems: readonly RehearsedProblem[];
  readonly differences: readonly Difference[];
}

export interface Sample {
  readonly file: string;
  readonly text: string;
}

/** What has been tried so far. */
export interface Tried {
  readonly messages: number;
  readonly same: number;
  readonly rehearsed: readonly Rehearsed[];
  /** Samples beside the file that would not pass: the hub does not take such a file on. */
  readonly samples: readonly Sample[];
  /** Where older messages go on; missing when all there are have been tried. */
  readonly next: string | undefined;
}

export const nothingTried: Tried = { messages: 0, same: 0, rehearsed: [], samples: [], next: undefined };

/** What has been tried, with the answer to one more portion. */
export function withPortion(tried: Tried, answer: Parameters): Tried {
  const parts = Part.of(answer);
  return {
    messages: tried.messages + (parts.number('messages') ?? 0),
    same: tried.same + (parts.number('same') ?? 0),
    rehearsed: [...tried.rehearsed, ...parts.all('message').flatMap(toRehearsed)],
    samples: [
      ...tried.samples,
      ...parts.all('sample').map((one) => ({ file: one.text('file') ?? '', text: one.text('text') ?? '' })),
    ],
    next: parts.text('next'),
  };
}

function toRehearsed(part: Part): Rehearsed[] {
  const header = part.resource('header');
  const verdict = verdicts.find((one) => one === part.text('verdict'));
  if (header?.resourceType !== 'MessageHeader' || !verdict) return [];
  return [
    {
      message: toMessage(header),
      verdict,
      problems: part.all('problem').map((one) => ({
        change: one.text('change') === 'gone' ? 'gone' : 'added',
        severity: one.text('severity') ?? '',
        place: one.text('place') ?? '',
        text: one.text('text') ?? '',
      })),
      differences: part.all('difference').map((one) => ({
        reference: one.reference('reference')?.reference ?? '',
        path: one.text('path') ?? '',
        now: one.text('now'),
        proposed: one.text('proposed'),
      })),
    },
  ];
}

/** Messages for which the same would be otherwise. */
export interface Group {
  readonly key: string;
  /** `Patient.telecom`, or what would happen. */
  readonly title: string;
  readonly why: string | undefined;
  /** Worse than before, better, or neither. */
  readonly tone: 'bad' | 'good' | 'note';
  readonly cases: readonly Case[];
}

export interface Case {
  readonly message: Message;
  readonly differences: readonly Difference[];
}

const titles: Record<
  Exclude<Verdict, 'different'>,
  { title: string; tone: Group['tone']; change: 'gone' | 'added' }
> = {
  'now-refused': { title: 'Would be refused', tone: 'bad', change: 'added' },
  'now-held': { title: 'Would be held', tone: 'bad', change: 'added' },
  'no-longer-refused': { title: 'No longer refused', tone: 'good', change: 'gone' },
  'no-longer-held': { title: 'No longer held', tone: 'good', change: 'gone' },
};

const tones: readonly Group['tone'][] = ['bad', 'note', 'good'];

/** What is worse first, and in each kind what many messages have before what few have. */
export function groupsOf(rehearsed: readonly Rehearsed[]): Group[] {
  const groups = new Map<string, Omit<Group, 'cases'> & { cases: Case[] }>();
  const add = (group: Omit<Group, 'key' | 'cases'>, one: Case) => {
    const key = `${group.title}\n${group.why ?? ''}`;
    const known = groups.get(key) ?? { ...group, key, cases: [] };
    known.cases.push(one);
    groups.set(key, known);
  };
  for (const { message, verdict, problems, differences } of rehearsed) {
    if (verdict !== 'different') {
      const { title, tone, change } = titles[verdict];
      const reason = problems.find((one) => one.change === change && one.severity === 'error');
      add({ title, tone, why: reason && `${reason.place}: ${reason.text}` }, { message, differences });
      continue;
    }
    for (const [title, some] of byElement(differences))
      add({ title, tone: 'note', why: undefined }, { message, differences: some });
    for (const problem of problems)
      add(
        {
          title: problem.change === 'added' ? 'A new remark' : 'A remark less',
          tone: problem.change === 'added' ? 'bad' : 'good',
          why: `${problem.place}: ${problem.text}`,
        },
        { message, differences: [] },
      );
  }
  return [...groups.values()].sort(
    (a, b) => tones.indexOf(a.tone) - tones.indexOf(b.tone) || b.cases.length - a.cases.length,
  );
}

function byElement(differences: readonly Difference[]): Map<string, Difference[]> {
  const elements = new Map<string, Difference[]>();
  for (const difference of differences) {
    const [element = ''] = difference.path.split(/[.[]/);
    const title = `${difference.reference.split('/')[0]}.${element}`;
    elements.set(title, [...(elements.get(title) ?? []), difference]);
  }
  return elements;
}

/** A mistake in the text, where an editor can jump to it. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

const place = 'http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-';

/** What the hub has against the text; empty when it has another reason not to answer. */
export function mistakesOf(problem: unknown): Mistake[] {
  if (!(problem instanceof FhirFailure)) return [];
  return problem.issues.flatMap((issue) => {
    const at = (what: 'line' | 'col') => issue.extension?.find(({ url }) => url === place + what)?.valueInteger;
    const line = at('line');
    return line === undefined
      ? []
      : [{ file: issue.expression?.[0] ?? '', line, column: at('col') ?? 1, text: issue.diagnostics ?? '' }];
  });
}
