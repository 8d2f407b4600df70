import type { Bundle, OperationOutcomeIssue } from 'fhir/r4';
import { FhirFailure } from '../failure';

const system = 'urn:x-hub:booking-refusal';
const pathExtension = 'urn:x-hub:extension:allowed-path';

/** What a rule of the practice says to somebody who books (S1). */
export interface RuleRefusal {
  /** `not-offered`, `too-soon`, `cut-off` … */
  readonly code: string;
  readonly text: string;
  /** What is open instead. */
  readonly path: 'request' | 'call';
}

/** What the practice's rules say beside what was found or done. */
export function ruleRefusalIn(answer: Bundle): RuleRefusal | undefined {
  return (answer.entry ?? [])
    .filter((entry) => entry.search?.mode === 'outcome')
    .flatMap(({ resource }) => (resource?.resourceType === 'OperationOutcome' ? resource.issue : []))
    .map(refusal)
    .find(Boolean);
}

/** The rule that a request was refused by; undefined when it was refused for anything else. */
export function ruleRefusalOf(problem: unknown): RuleRefusal | undefined {
  return problem instanceof FhirFailure ? problem.issues.map(refusal).find(Boolean) : undefined;
}

function refusal({ details, diagnostics, extension }: OperationOutcomeIssue): RuleRefusal | undefined {
  const code = details?.coding?.find((one) => one.system === system)?.code;
  if (!code) return undefined;
  const path = extension?.find((one) => one.url === pathExtension)?.valueCode;
  return {
    code,
    text: details?.text ?? diagnostics ?? 'The practice does not offer this online.',
    path: path === 'request' ? 'request' : 'call',
  };
}
