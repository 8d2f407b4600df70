import { bestName, idOf, sortName } from '@hub/fhir';
import type { Communication, CommunicationRequest, FhirResource, Patient } from 'fhir/r4';

export type Way = 'sms' | 'email';

/** What became of a message: where nothing was sent, that is said and not passed over. */
export type Fate = 'sent' | 'arrived' | 'trying' | 'not-sent' | 'answer';

/** A message about a visit, or a patient's answer to one. */
export interface Message {
  readonly id: string;
  readonly fate: Fate;
  readonly way: Way | undefined;
  /** The number or address. */
  readonly contact: string | undefined;
  readonly text: string | undefined;
  readonly calendar: boolean;
  /** Why it was not sent. */
  readonly reason: string | undefined;
  readonly at: number;
  readonly patientId: string | undefined;
  readonly patient: string | undefined;
  readonly visitId: string | undefined;
  /** It went to nobody: the demo's, or a rehearsal's. */
  readonly sandbox: boolean;
}

const contactUrl = 'urn:x-hub:extension:contact';
const gatewayUrl = 'urn:x-hub:extension:gateway';

export function toMessages(found: readonly FhirResource[]): Message[] {
  const patients = new Map(
    found.filter((one): one is Patient => one.resourceType === 'Patient').map((one) => [one.id, one]),
  );
  return found
    .filter((one): one is Communication => one.resourceType === 'Communication')
    .map((one) => {
      const patientId = idOf(one.subject, 'Patient');
      return { ...toMessage(one), patient: sortName(bestName(patients.get(patientId)?.name)) };
    });
}

export function toMessage(one: Communication): Message {
  const gateway = one.extension?.find(({ url }) => url === gatewayUrl)?.valueCode;
  return {
    id: one.id ?? '',
    fate: fateOf(one, gateway),
    way: wayOf(one),
    contact: one.extension?.find(({ url }) => url === contactUrl)?.valueString,
    text: one.payload?.find(({ contentString }) => contentString)?.contentString,
    calendar: one.payload?.some(({ contentAttachment }) => contentAttachment) ?? false,
    reason: one.statusReason?.text,
    at: Date.parse(one.sent ?? one.received ?? one.meta?.lastUpdated ?? ''),
    patientId: idOf(one.subject, 'Patient'),
    patient: undefined,
    visitId: idOf(one.about?.[0], 'Appointment'),
    sandbox: gateway === 'sandbox',
  };
}

function fateOf(one: Communication, gateway: string | undefined): Fate {
  if (one.status === 'not-done') return 'not-sent';
  if (one.status !== 'completed') return 'trying';
  if (!gateway && !one.sent) return 'answer';
  return one.received ? 'arrived' : 'sent';
}

function wayOf(one: Communication | CommunicationRequest): Way | undefined {
  const codes = one.medium?.flatMap(({ coding }) => coding ?? []).map(({ code }) => code) ?? [];
  // The first is tried first.
  return codes.find((code): code is Way => code === 'sms' || code === 'email');
}

/** What is still to be said about a visit. */
export interface Planned {
  readonly id: string;
  readonly at: number;
  readonly way: Way | undefined;
}

export function toPlanned(requests: readonly FhirResource[], visitId: string): Planned[] {
  return requests
    .filter((one): one is CommunicationRequest => one.resourceType === 'CommunicationRequest')
    .filter((one) => one.status === 'active' && idOf(one.about?.[0], 'Appointment') === visitId)
    .map((one) => ({ id: one.id ?? '', at: Date.parse(one.occurrenceDateTime ?? ''), way: wayOf(one) }))
    .sort((a, b) => a.at - b.at);
}

export const wayWords: Record<Way, string> = { sms: 'Text message', email: 'E-mail' };

export const fateWords: Record<Fate, string> = {
  sent: 'Sent',
  arrived: 'Arrived',
  trying: 'Being sent',
  'not-sent': 'Not sent',
  answer: 'Answer',
};
