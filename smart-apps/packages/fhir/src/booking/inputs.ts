import type { Parameters, ParametersParameter } from 'fhir/r4';
import { isoAt } from '../zone';
import { offerSystem } from './offers';

/** What free times are looked for. */
export interface Search {
  readonly serviceId: string;
  readonly providerId: string;
  readonly siteId: string;
  /** The visit that is to be moved: its own time counts as free. */
  readonly ignore: string | undefined;
  /** For whom, where the practice's rules are asked as well. */
  readonly patientId?: string | undefined;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A time that was found, or one of the person's own. */
export type Time =
  | { readonly token: string }
  | { readonly start: number; readonly zone: string; readonly providerId: string; readonly siteId: string };

/** Why a time is booked although it is taken or nobody works then. */
export type Insisting = string | undefined;

export function findInput(search: Search, { start, end }: Span, zone: string, count: number): Parameters {
  return parameters(
    { name: 'start', valueDateTime: isoAt(start, zone) },
    { name: 'end', valueDateTime: isoAt(end, zone) },
    reference('service-type-reference', 'HealthcareService', search.serviceId),
    search.providerId && reference('practitioner', 'Practitioner', search.providerId),
    search.siteId && reference('location-reference', 'Location', search.siteId),
    search.patientId && reference('patient-reference', 'Patient', search.patientId),
    search.ignore && reference('ignore-appointment', 'Appointment', search.ignore),
    { name: '_count', valueInteger: count },
  );
}

export function bookInput(
  time: Time,
  patientId: string,
  serviceId: string,
  comment: string,
  insisting: Insisting,
  /** A visit that is asked for, which has its time with this. */
  requestId?: string,
): Parameters {
  return parameters(
    ...('token' in time ? [offered(time.token)] : ownTime(time, serviceId)),
    reference('patient-reference', 'Patient', patientId),
    requestId && reference('request-reference', 'Appointment', requestId),
    comment.trim() && { name: 'comment', valueString: comment.trim() },
    ...insisted(insisting),
  );
}

export function rescheduleInput(time: Time, insisting: Insisting): Parameters {
  return parameters(
    ...('token' in time
      ? [offered(time.token)]
      : [
          { name: 'start', valueDateTime: isoAt(time.start, time.zone) },
          time.providerId && reference('practitioner', 'Practitioner', time.providerId),
        ]),
    ...insisted(insisting),
  );
}

function offered(token: string): ParametersParameter {
  return { name: 'appointment-reference', valueReference: { identifier: { system: offerSystem, value: token } } };
}

/** Without an end: how long such a visit takes is the practice's rule. */
function ownTime(time: Exclude<Time, { token: string }>, serviceId: string): ParametersParameter[] {
  return [
    { name: 'start', valueDateTime: isoAt(time.start, time.zone) },
    reference('service-type-reference', 'HealthcareService', serviceId),
    reference('practitioner', 'Practitioner', time.providerId),
    ...(time.siteId ? [reference('location-reference', 'Location', time.siteId)] : []),
  ];
}

function insisted(reason: Insisting): ParametersParameter[] {
  return reason === undefined
    ? []
    : [
        { name: 'overbook', valueBoolean: true },
        { name: 'reason', valueString: reason.trim() },
      ];
}

function reference(name: string, type: string, id: string): ParametersParameter {
  return { name, valueReference: { reference: `${type}/${id}` } };
}

function parameters(...given: (ParametersParameter | '' | undefined)[]): Parameters {
  return { resourceType: 'Parameters', parameter: given.filter((one) => typeof one === 'object') };
}
