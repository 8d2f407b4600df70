import { FhirFailure } from '@hub/fhir';
import { type Offer, offersOf } from '@hub/fhir/booking';
import type { Practice } from '@hub/fhir/visits';

/** A field of the form that something can be wrong with. */
export type Field = 'patient' | 'service' | 'provider' | 'site' | 'from' | 'comment' | 'reason';
export type Wrong = Partial<Record<Field, string>>;

/** Why a time was not booked, and what can be done about it. */
export interface Refusal {
  /** Somebody else has the time. */
  readonly taken: boolean;
  readonly alternatives: readonly Offer[];
  readonly wrong: Wrong;
  /** Against a rule or a calendar, not against reason: a person may insist. */
  readonly mayInsist: boolean;
  readonly said: string;
}

const places: Record<string, Field> = {
  'patient-reference': 'patient',
  'service-type-reference': 'service',
  serviceType: 'service',
  practitioner: 'provider',
  participant: 'provider',
  'location-reference': 'site',
  start: 'from',
  end: 'from',
  comment: 'comment',
  reason: 'reason',
};

/** Undefined for what is no answer about this time: the hub is away, the role does not allow it. */
export function refusalOf(problem: unknown, practice: Practice): Refusal | undefined {
  if (!(problem instanceof FhirFailure) || (problem.kind !== 'conflict' && problem.kind !== 'invalid'))
    return undefined;
  const taken = problem.kind === 'conflict';
  return {
    taken,
    alternatives: offersOf(problem.contained, practice).slice(0, 3),
    wrong: wrongIn(problem),
    mayInsist: taken || problem.issues.some((issue) => issue.code === 'business-rule'),
    said: problem.message,
  };
}

/** What the hub said of each field. */
export function wrongIn(problem: unknown): Wrong {
  if (!(problem instanceof FhirFailure)) return {};
  return Object.fromEntries(
    problem.issues.flatMap((issue) =>
      (issue.expression ?? []).flatMap((expression) => {
        const field = fieldOf(expression);
        return field ? [[field, issue.diagnostics ?? issue.details?.text ?? problem.message]] : [];
      }),
    ),
  );
}

/** `Parameters.parameter.where(name='end').value` is about `end`, and `Appointment.participant[0].actor` about who. */
function fieldOf(expression: string): Field | undefined {
  const names = expression.match(/[A-Za-z][A-Za-z-]*/g) ?? [];
  return names
    .reverse()
    .map((name) => places[name])
    .find(Boolean);
}
