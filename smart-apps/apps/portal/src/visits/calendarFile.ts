import type { Visit } from './visit';

/** A visit as calendars read it (RFC 5545): when and where, and nothing of why. A later file of the same visit moves it there. */
export function calendarFile({ id, appointment, start = 0, end = start, site }: Visit, now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Practice Hub//Portal//EN',
    'BEGIN:VEVENT',
    `UID:${id}@practice-hub`,
    `SEQUENCE:${Number(appointment.meta?.versionId) || 0}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escaped(site?.organization ?? site?.name ?? 'Visit')}`,
    ...(site ? [`LOCATION:${escaped([site.name, ...site.address].join(', '))}`] : []),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.flatMap(folded).join('\r\n')}\r\n`;
}

export function saveCalendarFile(visit: Visit): void {
  const address = URL.createObjectURL(new Blob([calendarFile(visit, Date.now())], { type: 'text/calendar' }));
  Object.assign(document.createElement('a'), { href: address, download: 'visit.ics' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** 20261123T163000Z */
function utc(instant: number): string {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
}

/** No line has more than 75 octets (3.1); what goes on begins with a space. */
function folded(line: string): string[] {
  const bytes = new TextEncoder();
  const parts = [''];
  for (const letter of line) {
    const last = parts.at(-1) ?? '';
    if (bytes.encode(last + letter).length > 75) parts.push(` ${letter}`);
    else parts[parts.length - 1] = last + letter;
  }
  return parts;
}
