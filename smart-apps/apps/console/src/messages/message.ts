import { Part, idOf } from '@hub/fhir';
import type { Extension, MessageHeader, ParametersParameter } from 'fhir/r4';

/** What has become of a message. */
export const messageStates = [
  'received',
  'applied',
  'unchanged',
  'stale',
  'duplicate',
  'held',
  'refused',
  'ignored',
  'skipped',
  'replaced',
  'waiting',
  'delivered',
  'failed',
] as const;
export type MessageState = (typeof messageStates)[number];

/** What can be asked for. A duplicate is not kept a second time: the message that it repeats counts it. */
export const askedStates = messageStates.filter((state) => state !== 'duplicate');

export const stateWords: Record<MessageState, string> = {
  received: 'Waiting',
  applied: 'Applied',
  unchanged: 'No change',
  stale: 'Out of date',
  duplicate: 'Duplicate',
  held: 'Held',
  refused: 'Refused',
  ignored: 'Ignored',
  skipped: 'Skipped',
  replaced: 'Replaced',
  waiting: 'To be sent',
  delivered: 'Delivered',
  failed: 'Refused there',
};

/** In a sentence, for those who meet the word for the first time. */
export const stateSentences: Record<MessageState, string> = {
  received: 'It is in the journal and waits for its turn.',
  applied: 'Its changes are in the record.',
  unchanged: 'It said nothing that was not known already.',
  stale: 'A newer message about the same had come before it, so it changed nothing.',
  duplicate: 'The same message came before. It was answered again and stored once.',
  held: 'It could not be applied and waits for a person.',
  refused: 'It could not be read, and its sender was told so.',
  ignored: 'This feed takes no messages of this type.',
  skipped: 'A person decided not to apply it.',
  replaced: 'A corrected message took its place.',
  waiting: 'It is to leave, and has not been acknowledged yet.',
  delivered: 'It left, and its receiver acknowledged it.',
  failed: 'It left, its receiver refused it, and it waits for a person.',
};

export interface MessageProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly place: string | undefined;
  readonly text: string;
}

/** One message of the journal. */
export interface Message {
  readonly id: string;
  readonly state: MessageState;
  readonly direction: 'in' | 'out';
  readonly type: string;
  readonly event: string;
  readonly sender: string;
  readonly feed: string;
  readonly controlId: string;
  readonly version: string | undefined;
  readonly received: number;
  readonly settled: number | undefined;
  readonly acknowledgement: string | undefined;
  readonly duplicates: number;
  /** Another message that had the same control id and said something else. */
  readonly reuses: string | undefined;
  readonly attempts: number;
  readonly patient: { readonly id: string | undefined; readonly name: string | undefined } | undefined;
  readonly problems: readonly MessageProblem[];
  readonly changed: readonly string[];
  readonly replaces: string | undefined;
  readonly replacedBy: string | undefined;
  /** Why a person skipped or corrected it. */
  readonly decision: string | undefined;
  /** Who that was: `Practitioner/S022`, or a client of the hub. */
  readonly decidedBy: string | undefined;
}

const extensionUrl = 'urn:x-hub:extension:message';

export function toMessage(header: MessageHeader): Message {
  const parts = Part.of({
    resourceType: 'Parameters',
    parameter: asParameters(header.extension?.find((one) => one.url === extensionUrl)),
  });
  const patient = parts.reference('patient');
  const type = parts.text('type') ?? header.eventCoding?.code ?? '';
  const received = Date.parse(parts.text('received') ?? header.meta?.lastUpdated ?? '');
  const settled = parts.text('settled');
  return {
    id: header.id ?? '',
    state: messageStates.find((state) => state === parts.text('state')) ?? 'received',
    direction: parts.text('direction') === 'out' ? 'out' : 'in',
    type: type.split('^').slice(0, 2).join('^'),
    event: header.eventCoding?.code ?? type.split('^')[1] ?? '',
    sender: (header.source.name ?? '').replace('|', ' · '),
    feed: (header.source.endpoint ?? '').replace('urn:x-hub:feed:', ''),
    controlId: parts.text('controlId') ?? '',
    version: parts.text('version'),
    received,
    settled: settled ? Date.parse(settled) : undefined,
    acknowledgement: parts.text('acknowledgement'),
    duplicates: parts.number('duplicates') ?? 0,
    reuses: idOf(parts.reference('reuses'), 'MessageHeader'),
    attempts: parts.number('attempts') ?? 0,
    patient: patient && { id: idOf(patient, 'Patient'), name: patient.display },
    problems: parts.all('problem').map((problem) => ({
      code: problem.text('code') ?? '',
      severity: severity(problem.text('severity')),
      place: problem.text('place'),
      text: problem.text('text') ?? '',
    })),
    changed: (header.focus ?? []).flatMap((one) => one.reference ?? []),
    replaces: idOf(parts.reference('replaces'), 'MessageHeader'),
    replacedBy: idOf(parts.reference('replacedBy'), 'MessageHeader'),
    decision: parts.text('decision'),
    decidedBy: author(parts.text('decidedBy')),
  };
}

/** The last two steps of an address are the reference; a client of the hub has no address. */
function author(by: string | undefined): string | undefined {
  return /([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/.exec(by ?? '')?.[1] ?? by?.replace('urn:x-hub:client:', '');
}

/** An extension with parts and a parameter with parts are the same tree under other names. */
function asParameters(extension: Extension | undefined): ParametersParameter[] {
  return (extension?.extension ?? []).map(({ url, extension: parts, ...value }) => ({
    ...value,
    name: url,
    ...(parts ? { part: asParameters({ url, extension: parts }) } : {}),
  }));
}

function severity(code: string | undefined): MessageProblem['severity'] {
  return code === 'warning' || code === 'information' ? code : 'error';
}

const events: Record<string, string> = {
  A01: 'Patient admitted',
  A02: 'Patient transferred',
  A03: 'Visit ended',
  A04: 'Patient arrived',
  A05: 'Patient pre-admitted',
  A08: 'Patient updated',
  A11: 'Arrival cancelled',
  A13: 'Visit end cancelled',
  A28: 'Person added',
  A31: 'Person updated',
  A40: 'Records merged',
  S12: 'Visit booked',
  S13: 'Visit moved',
  S14: 'Visit changed',
  S15: 'Visit cancelled',
  S17: 'Visit deleted',
  S26: 'No-show',
};

export function eventWords(message: Pick<Message, 'event' | 'type'>): string {
  return events[message.event] ?? message.type;
}

/** Whom it is about; undefined when no patient was found. */
export function patientWords({ patient }: Message): string | undefined {
  return patient && (patient.name ?? `Patient ${patient.id ?? ''}`);
}

/** Why this message needs a look, in one line. */
export function headline(message: Message): string | undefined {
  return message.problems.find((one) => one.severity === 'error')?.text ?? message.problems[0]?.text;
}
