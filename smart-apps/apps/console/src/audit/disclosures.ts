import { type AuditRecord, purposeWords, who } from './event';

/** One line of an accounting of disclosures (45 CFR 164.528(b)(2)). */
export interface Disclosure {
  readonly id: string;
  readonly at: number;
  readonly recipient: string;
  readonly description: string;
  readonly purpose: string;
}

export function toDisclosure(record: AuditRecord): Disclosure {
  return {
    id: record.id,
    at: record.at,
    recipient: record.user
      ? `${who(record)} (${[record.role, record.client].filter(Boolean).join(', ')})`
      : who(record),
    description: description(record.entities, record.patients),
    purpose: purposeWords(record.purpose) ?? 'As agreed with the recipient',
  };
}

/** What went out: how many of each type, as 2 Appointment, 1 Patient. */
function description(entities: readonly string[], patients: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reference of [...entities, ...patients]) {
    const type = reference.split('/')[0] ?? '';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');
}

/** The report as CSV (RFC 4180), with a leading quote where a spreadsheet would take a cell for a formula. */
export function toCsv(lines: readonly Disclosure[]): string {
  const rows = [
    ['Date', 'Recipient', 'What', 'Purpose', 'Record'],
    ...lines.map((line) => [new Date(line.at).toISOString(), line.recipient, line.description, line.purpose, line.id]),
  ];
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
