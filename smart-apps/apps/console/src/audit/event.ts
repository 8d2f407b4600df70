import type { AuditEvent } from 'fhir/r4';

export const outcomes = ['done', 'refused', 'failed'] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeWords: Record<Outcome, string> = { done: 'Done', refused: 'Refused', failed: 'Failed' };
const outcomeCodes: Record<Outcome, string> = { done: '0', refused: '4', failed: '8' };

/** One record of the audit trail. */
export interface AuditRecord {
  readonly id: string;
  readonly at: number;
  readonly type: string;
  readonly subtype: string;
  readonly action: string;
  readonly outcome: Outcome;
  readonly why: string | undefined;
  /** Name of a sign-in, or of a feed. */
  readonly user: string | undefined;
  readonly role: string | undefined;
  /** The app, the system, or a word for who has no client: feed, hub. */
  readonly client: string;
  readonly address: string | undefined;
  readonly policy: string | undefined;
  readonly purpose: string | undefined;
  readonly patients: readonly string[];
  readonly patientsBefore: readonly string[];
  readonly entities: readonly string[];
  readonly query: string | undefined;
  readonly count: string | undefined;
  /** The number of the request: what belongs together has the same. */
  readonly request: string | undefined;
}

export function toRecord(event: AuditEvent): AuditRecord {
  const client = event.agent.find((agent) => agent.network ?? agent.altId) ?? event.agent[0];
  const user = event.agent.find((agent) => agent.name !== undefined);
  const entities = event.entity ?? [];
  const patients = entities.filter((one) => one.role?.code === '1');
  const query = entities.find((one) => one.query !== undefined);
  const reference = (one: (typeof entities)[number]) => one.what?.reference ?? '';
  return {
    id: event.id ?? '',
    at: Date.parse(event.recorded),
    type: event.type.code ?? '',
    subtype: event.subtype?.[0]?.code ?? '',
    action: event.action ?? 'E',
    outcome: outcomes.find((outcome) => outcomeCodes[outcome] === event.outcome) ?? 'failed',
    why: event.outcomeDesc,
    user: user?.name,
    role: user?.role?.[0]?.coding?.[0]?.code,
    client: client?.altId ?? client?.who?.display ?? '',
    address: client?.network?.address,
    policy: client?.policy?.[0],
    purpose: event.purposeOfEvent?.[0]?.coding?.[0]?.code,
    patients: patients.filter((one) => one.name !== 'before').map(reference),
    patientsBefore: patients.filter((one) => one.name === 'before').map(reference),
    entities: entities.filter((one) => one.role?.code === '4').map(reference),
    query: query?.query && new TextDecoder().decode(Uint8Array.from(atob(query.query), (one) => one.charCodeAt(0))),
    count: query?.detail?.find((detail) => detail.type === 'count')?.valueString,
    request: entities.find((one) => one.type?.code === 'XrequestId')?.what?.identifier?.value,
  };
}

export function outcomeCode(outcome: Outcome): string {
  return outcomeCodes[outcome];
}

const subtypes: Record<string, string> = {
  read: 'Read',
  vread: 'Read a version of',
  'history-instance': 'Read the history of',
  'history-type': 'Read the history of',
  'search-type': 'Searched',
  create: 'Added',
  update: 'Changed',
  patch: 'Changed',
  delete: 'Deleted',
  transaction: 'Changed together',
  batch: 'Asked together',
  '110122': 'Signed in',
  '110123': 'Signed out',
  '110120': 'Hub started',
  '110121': 'Hub stopped',
  issued: 'Token given',
  refreshed: 'Token renewed',
  revoked: 'Token revoked',
  introspected: 'Token looked up',
  authorized: 'App authorized',
  applied: 'Message applied',
  unchanged: 'Message without news',
  stale: 'Message out of date',
  held: 'Message held',
  duplicate: 'Message came again',
  ignored: 'Message ignored',
  bulk: 'Exported',
};

/** What was done, in words: Read Patient, Signed in. */
export function what(record: AuditRecord): string {
  if (record.subtype === 'refused') return record.type === '110107' ? 'Message refused' : 'Sign-in refused';
  const operation = /\$[a-z-]+/.exec(record.query ?? '')?.[0];
  if (operation === '$break-glass') return 'Broke the glass before Patient';
  if (operation && record.subtype.startsWith('extended-operation')) return `Ran ${operation}`;
  const words = subtypes[record.subtype] ?? record.subtype;
  return record.type === 'rest' ? [words, subject(record)].filter(Boolean).join(' ') : words;
}

/** The type that it was about: the query's, or the only one that its resources have. */
function subject({ query, entities, patients }: AuditRecord): string | undefined {
  const asked = /^([A-Z][A-Za-z]+)/.exec(query ?? '')?.[1];
  const types = new Set([...entities, ...patients].map((reference) => reference.split('/')[0]));
  return asked ?? (types.size === 1 ? [...types][0] : undefined);
}

/** Who did it, as one line. */
export function who({ user, client }: AuditRecord): string {
  return user ?? (client === 'hub' ? 'The hub' : client === 'unknown' ? 'Nobody known' : client);
}

const purposes: Record<string, string> = {
  TREAT: 'Treatment',
  HPAYMT: 'Payment',
  HOPERAT: 'Operations',
  PATRQT: 'The patient’s own request',
  BTG: 'Break-glass',
};

export function purposeWords(code: string | undefined): string | undefined {
  return code && (purposes[code] ?? code);
}
