import { addDays, dayBounds, instantOf, isoAt } from '@hub/fhir';
import { type Service, serviceExtension } from '@hub/fhir/visits';
import type { Appointment, Period } from 'fhir/r4';
import type { Draft } from '../book/draft';

const daysNamed = 14;
const daysOpen = 28;

/** A visit that is asked for: no time yet, the front desk finds one (`Appointment.status` proposed). */
export function request(draft: Draft, patientId: string, service: Service, zone: string): Appointment {
  const comment = draft.comment.trim();
  return {
    resourceType: 'Appointment',
    status: 'proposed',
    serviceType: [
      {
        ...service.type,
        extension: [{ url: serviceExtension, valueReference: { reference: `HealthcareService/${service.id}` } }],
      },
    ],
    requestedPeriod: periods(draft, zone),
    ...(comment ? { comment } : {}),
    participant: [
      { actor: { reference: `Patient/${patientId}` }, required: 'required', status: 'needs-action' },
      ...(draft.providerId
        ? [{ actor: { reference: `Practitioner/${draft.providerId}` }, status: 'needs-action' as const }]
        : []),
    ],
  };
}

/** When it suits: four weeks as they are, or of two weeks the days and halves of days that were chosen. */
export function periods({ from, weekdays, parts }: Pick<Draft, 'from' | 'weekdays' | 'parts'>, zone: string): Period[] {
  if (weekdays.length === 0 && parts.length === 0)
    return [{ start: dayBounds(from, zone).start, end: dayBounds(addDays(from, daysOpen - 1), zone).end }];
  return Array.from({ length: daysNamed }, (_, index) => addDays(from, index))
    .filter((day) => weekdays.length === 0 || weekdays.includes(weekdayOf(day)))
    .flatMap((day) => {
      const { start, end } = dayBounds(day, zone);
      const noon = isoAt(instantOf(day, 12 * 60, zone), zone);
      if (parts.length !== 1) return [{ start, end }];
      return [parts[0] === 'morning' ? { start, end: noon } : { start: noon, end }];
    });
}

/** 1 is Monday, 7 is Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}
