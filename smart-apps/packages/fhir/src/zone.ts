/** A calendar date as FHIR writes it, 2026-11-23. */
export type Day = string;

const minute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${zone} ${key}`;
  const known = formats.get(name) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options });
  formats.set(name, known);
  return known;
}

/** Minutes east of UTC at that moment: -360 in a Chicago winter. */
export function offsetAt(instant: number, zone: string): number {
  const name = format(zone, 'offset', { timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

/**
 * The moment when the clock on the wall shows that many minutes after midnight of the day. A time that the clocks jump
 * over becomes the same time after the jump; a time that comes twice means the first.
 */
export function instantOf(day: Day, minutes: number, zone: string): number {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`) + minutes * minute;
  const before = offsetAt(asIfUtc - 24 * 60 * minute, zone);
  const early = asIfUtc - before * minute;
  if (offsetAt(early, zone) === before) return early;
  const after = offsetAt(asIfUtc + 24 * 60 * minute, zone);
  const late = asIfUtc - after * minute;
  return offsetAt(late, zone) === after ? late : early;
}

/** What the clock on the wall shows, in minutes after midnight of the day; over 1440 on the next one. */
export function wallMinutes(instant: number, day: Day, zone: string): number {
  return (instant + offsetAt(instant, zone) * minute - Date.parse(`${day}T00:00:00Z`)) / minute;
}

/** The day's first moment and the next day's first: 23 or 25 hours apart when the clocks change. */
export function dayBounds(day: Day, zone: string): { start: string; end: string } {
  return { start: isoAt(instantOf(day, 0, zone), zone), end: isoAt(instantOf(addDays(day, 1), 0, zone), zone) };
}

export function dayOf(instant: number, zone: string): Day {
  return new Date(instant + offsetAt(instant, zone) * minute).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 24 * 60 * minute).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  const instant = Date.parse(`${text}T12:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/** The moment with the practice's own offset, as it reads on its clocks: 2026-11-23T10:30:00-06:00. */
export function isoAt(instant: number, zone: string): string {
  const offset = offsetAt(instant, zone);
  const local = new Date(instant + offset * minute).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${local}${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** 9:05 am */
export function clock(instant: number, zone: string): string {
  return format(zone, 'clock', { hour: 'numeric', minute: '2-digit' })
    .format(instant)
    .replace(/\s?([AP])M/, (_, half: string) => ` ${half.toLowerCase()}m`);
}

/** 9:05:07 am, for what must be told apart by seconds. */
export function clockWithSeconds(instant: number, zone: string): string {
  return format(zone, 'seconds', { hour: 'numeric', minute: '2-digit', second: '2-digit' })
    .format(instant)
    .replace(/\s?([AP])M/, (_, half: string) => ` ${half.toLowerCase()}m`);
}

/** Monday, November 23; with the year where today's is known and another one. */
export function longDay(day: Day, today = day): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', month: 'long', day: 'numeric' };
  return format('UTC', `long${sameYear}`, sameYear ? options : { ...options, year: 'numeric' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );
}

/** Mon, Nov 23, with the year when it is not this one. */
export function shortDay(day: Day, today: Day): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { weekday: 'short', month: 'short', day: 'numeric' };
  return format('UTC', `short${sameYear}`, sameYear ? options : { ...options, year: 'numeric' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
