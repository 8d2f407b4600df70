import type { FhirResource, OperationOutcome, OperationOutcomeIssue } from 'fhir/r4';

export type FailureKind = 'offline' | 'forbidden' | 'missing' | 'conflict' | 'invalid' | 'server';

/** A request that did not succeed, with what a person needs to understand it and what support needs to find it. */
export class FhirFailure extends Error {
  override readonly name = 'FhirFailure';

  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly status?: number,
    readonly issues: readonly OperationOutcomeIssue[] = [],
    readonly requestId?: string,
    /** What may be done instead, where the hub says so. */
    readonly contained: readonly FhirResource[] = [],
  ) {
    super(message);
  }
}

export function offline(): FhirFailure {
  return new FhirFailure('offline', 'The hub cannot be reached from this computer.');
}

export async function failureOf(response: Response): Promise<FhirFailure> {
  const { issue: issues = [], contained } = await outcomeOf(response);
  // A validator's remarks may stand before the error that decided.
  const grave = issues.filter((issue) => issue.severity === 'error' || issue.severity === 'fatal');
  const said = [...grave, ...issues]
    .map((issue) => issue.diagnostics ?? issue.details?.text)
    .find((text) => text !== undefined);
  return new FhirFailure(
    kindOf(response.status),
    said ?? plainWords(response.status),
    response.status,
    issues,
    response.headers.get('X-Request-Id') ?? undefined,
    contained,
  );
}

export function kindOf(status: number): FailureKind {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'missing';
  if (status === 409 || status === 412) return 'conflict';
  return status >= 400 && status < 500 ? 'invalid' : 'server';
}

async function outcomeOf(response: Response): Promise<Partial<OperationOutcome>> {
  try {
    const body = (await response.json()) as Partial<OperationOutcome>;
    return body.resourceType === 'OperationOutcome' ? body : {};
  } catch {
    return {};
  }
}

function plainWords(status: number): string {
  const words: Record<FailureKind, string> = {
    offline: 'The hub cannot be reached from this computer.',
    forbidden: 'Your role does not allow this.',
    missing: 'This is no longer there.',
    conflict: 'Someone else changed this at the same time.',
    invalid: 'The hub did not accept this request.',
    server: 'The hub had a problem and could not answer.',
  };
  return words[kindOf(status)];
}
