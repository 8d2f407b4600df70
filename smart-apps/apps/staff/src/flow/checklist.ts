import { Part } from '@hub/fhir';
import type { OperationOutcomeIssue, Parameters } from 'fhir/r4';

export type ItemOutcome = 'open' | 'done' | 'not-needed' | 'overridden';

/** One thing to be done before a visit moves on, as the hub sees it for this person. */
export interface ChecklistItem {
  readonly code: string;
  readonly title: string;
  /** How it is decided: `ticked` by a person, all others by the record. */
  readonly kind: string;
  readonly mandatory: boolean;
  readonly outcome: ItemOutcome;
  /** Why it is open, or why it goes on without. */
  readonly why: string | undefined;
  /** Whether this person may go on without it. */
  readonly override: boolean;
  /** What settles it as well. */
  readonly otherwise: string | undefined;
  readonly otherwiseReason: boolean;
}

export function itemsOf(answer: Parameters): ChecklistItem[] {
  return Part.of(answer)
    .one('list')
    .all('item')
    .map((item) => ({
      code: item.text('code') ?? '',
      title: item.text('title') ?? item.text('code') ?? '',
      kind: item.text('kind') ?? 'ticked',
      mandatory: item.flag('mandatory') ?? false,
      outcome: (item.text('outcome') ?? 'open') as ItemOutcome,
      why: item.text('why'),
      override: item.flag('override') ?? false,
      otherwise: item.text('otherwise'),
      otherwiseReason: item.flag('otherwise-reason') ?? false,
    }));
}

export function keepsBack({ mandatory, outcome }: ChecklistItem): boolean {
  return mandatory && outcome === 'open';
}

export function tickInput(item: string, outcome: ItemOutcome, reason: string): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'item', valueCode: item },
      { name: 'outcome', valueCode: outcome },
      ...(reason.trim() ? [{ name: 'reason', valueString: reason.trim() }] : []),
    ],
  };
}

/** The items that a refusal is about: each issue names its own. */
export function refusedItems(issues: readonly OperationOutcomeIssue[]): string[] {
  return issues.flatMap(({ details }) => details?.coding?.[0]?.code ?? []);
}
