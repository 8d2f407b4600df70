import { FhirFailure } from '@hub/fhir';
import { usePractice } from '@hub/fhir/visits';
import { InlineProblem, Problem } from '@hub/ui';
import type { ComponentProps } from 'react';

/** What went wrong, as somebody reads it who has never heard of the hub, and whom to call. */
export function Trouble({ problem, ...props }: ComponentProps<typeof Problem>) {
  return <Problem problem={inPlainWords(problem, usePhone())} {...props} />;
}

/** The same inside a form. */
export function InlineTrouble({ problem, ...props }: ComponentProps<typeof InlineProblem>) {
  return <InlineProblem problem={inPlainWords(problem, usePhone())} {...props} />;
}

function usePhone(): string | undefined {
  return usePractice()
    .data?.sites.map((site) => site.phone)
    .find(Boolean);
}

/** What the hub said about what was asked stays; what it says about itself is put in other words. */
export function inPlainWords(problem: unknown, phone: string | undefined): unknown {
  if (!(problem instanceof FhirFailure)) return problem;
  // Of something that the hub does not know at all, its words are for engineers.
  const unknown = problem.issues.some((issue) => issue.code === 'not-supported');
  const kind = unknown ? 'server' : problem.kind;
  if (kind === 'invalid' || kind === 'conflict') return problem;
  const call = phone ? `, or call us at ${phone}` : '';
  const words: Record<typeof kind, string> = {
    offline: 'There is no connection just now. Look whether you are on the Internet, and try again.',
    forbidden: `Your sign-in does not open this. Sign out and in again${call}.`,
    missing: `This is no longer there. Load the page again${call}.`,
    server: `Something went wrong with us, not with you. Try again in a moment${call}.`,
  };
  return new FhirFailure(problem.kind, words[kind], problem.status, problem.issues, problem.requestId);
}
