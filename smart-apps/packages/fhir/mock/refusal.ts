import type { FhirResource, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4';

/** What the mock answers instead of what was asked for. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly place?: string,
    readonly issues: readonly OperationOutcomeIssue[] = [],
    /** What may be done instead. */
    readonly contained: readonly FhirResource[] = [],
  ) {
    super(message);
  }

  outcome(): OperationOutcome {
    return {
      ...outcome('processing', this.message, this.place),
      ...(this.issues.length > 0 ? { issue: [...this.issues] } : {}),
      ...(this.contained.length > 0 ? { contained: [...this.contained] } : {}),
    };
  }
}

export function outcome(code: OperationOutcomeIssue['code'], diagnostics: string, place?: string): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, diagnostics, ...(place ? { expression: [place] } : {}) }],
  };
}
