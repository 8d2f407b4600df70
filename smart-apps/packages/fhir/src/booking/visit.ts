import type { Appointment, Bundle, CodeableConcept } from 'fhir/r4';
import { resources } from '../client';
import { FhirFailure } from '../failure';
import type { Practice } from '../practice';
import { idOf } from '../references';

/** On an Appointment's service type: the HealthcareService, which R4 has no element for. */
export const serviceExtension = 'urn:x-hub:extension:service';

export const confirmedExtension = 'urn:x-hub:extension:patient-confirmed';
export const cancelReasonSystem = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';

/** Of the code system that R4 binds Appointment.cancelationReason to. */
export function cancelationReason(code: string, display: string | undefined): CodeableConcept {
  return { coding: [{ system: cancelReasonSystem, code, ...(display ? { display } : {}) }] };
}

/** Whom the patient sees: the practitioners, also behind their roles. */
export function providersOf(appointment: Appointment, practice: Practice): string[] {
  return appointment.participant.flatMap(({ actor }) => {
    const roleId = idOf(actor, 'PractitionerRole');
    return idOf(actor, 'Practitioner') ?? (roleId ? practice.practitionerOfRole(roleId) : undefined) ?? [];
  });
}

/** What kind of visit it is, as the practice calls it. */
export function visitType(appointment: Appointment, practice: Practice): string {
  const concepts = [
    ...(appointment.serviceType ?? []),
    ...(appointment.appointmentType ? [appointment.appointmentType] : []),
  ];
  for (const concept of concepts) {
    const code = concept.coding?.[0]?.code;
    const name = (code && practice.serviceOf(code)?.name) ?? concept.text ?? concept.coding?.[0]?.display ?? code;
    if (name) return name;
  }
  return 'Visit';
}

/** The one appointment that an operation answers with. */
export function appointmentIn(answer: Bundle): Appointment {
  const found = resources(answer).find((one) => one.resourceType === 'Appointment');
  if (!found) throw new FhirFailure('server', 'The hub did not answer with the visit.');
  return found;
}
