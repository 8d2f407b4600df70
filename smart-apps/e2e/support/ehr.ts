import { addDays, dayOf, instantOf, isoAt, wallMinutes } from '../../packages/fhir/src/zone';
import { send } from './mllp';

export const zone = 'America/Chicago';
let sent = 0;
let people = 0;

/** A person whom only this test knows. */
export interface Person {
  readonly mrn: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
}

/** A visit of that person. */
export interface Booking {
  readonly person: Person;
  readonly filler: string;
  readonly start: number;
  readonly minutes: number;
  readonly npi: string;
  readonly room: string;
}

/** No two have a number in common, nor the first letters of a name, in one run: the second and a count make both. */
export function newPerson(): Person {
  people += 1;
  const count = String(people % 1_000).padStart(3, '0');
  const second = String(Math.floor(Date.now() / 1_000) % 100_000).padStart(5, '0');
  return {
    mrn: `7${second}${count}`,
    family: `Probe${letters(count + second)}`,
    given: 'Quentin',
    birthDate: '1957-05-09',
  };
}

/** Letters only: names have no digits, and searches for names are not searches for numbers. */
function letters(digits: string): string {
  return digits.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
}

/** Today at that time on the practice's clock. */
export function today(hours: number, minutes: number): number {
  return instantOf(dayOf(Date.now(), zone), hours * 60 + minutes, zone);
}

/** A day far ahead that no other test and no earlier run has used. */
export function quietDay(): string {
  return addDays(dayOf(Date.now(), zone), 400 + Math.floor(Math.random() * 5_000));
}

/** A day long ago that no other test and no earlier run has used: nobody checks in on a day to come. */
export function quietPastDay(): string {
  return addDays(dayOf(Date.now(), zone), -400 - Math.floor(Math.random() * 5_000));
}

export function on(day: string, hours: number, minutes: number): number {
  return instantOf(day, hours * 60 + minutes, zone);
}

export function booking(start: number, change: Partial<Booking> = {}): Booking {
  const person = change.person ?? newPerson();
  return { person, filler: `T${person.mrn}`, start, minutes: 20, npi: '1234567893', room: 'EXAM4', ...change };
}

export function clock(start: number): string {
  const minutes = wallMinutes(start, dayOf(start, zone), zone);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`;
}

export { dayOf };

export const book = (visit: Booking) => send(siu('S12', visit));
export const moveBy = (visit: Booking, minutes: number) =>
  send(siu('S13', { ...visit, start: visit.start + minutes * 60_000 }));
export const arrive = (visit: Booking) => send(adt('A04', visit));

/** A booking whose start is no date: the hub cannot know when it is, and holds it. */
export function bookingWithoutTime(visit: Booking): string {
  return siu('S12', visit)
    .replace(/\^\^\d+\^\d{14}[+-]\d{4}\^\d{14}[+-]\d{4}/, '^^20^20261135')
    .replace(/(AIS\|1\|A\|[^|]*)\|[^\r]*/, '$1');
}

/** What its SCH-11 should have said. */
export function timing({ start, minutes }: Booking): string {
  return `^^${minutes}^${dtm(start)}^${dtm(start + minutes * 60_000)}`;
}

/** The second person turns out to be the first. */
export function merge(survivor: Person, gone: Person): string {
  return segments(msh('ADT^A40^ADT_A39'), `EVN|A40|${now()}`, pid(survivor), `MRG|${gone.mrn}^^^LFP-MRN^MR`);
}

/** An arrival whose hospital service (PV1-10) no table of the standard has. */
export function arrivalFor(visit: Booking, service: string): string {
  return adt('A04', visit).replace(/(PV1\|1\|O\|[^|]*\|{4}[^|]*\|\|\|)/, `$1${service}`);
}

export function adt(event: string, { person, npi, filler }: Booking): string {
  return segments(
    msh(`ADT^${event}^ADT_A01`),
    `EVN|${event}|${now()}`,
    pid(person),
    `PV1|1|O|MAIN^WAIT^^LFP-LOC||||${npi}^^^^^^^^NPI^^^^NPI||||||||||||V${filler}^^^LFP-VISIT^VN`,
  );
}

function siu(event: string, { person, filler, start, minutes, npi, room }: Booking): string {
  const [from, to] = [dtm(start), dtm(start + minutes * 60_000)];
  return segments(
    msh(`SIU^${event}^SIU_S12`),
    `SCH||${filler}^LFP-APPT|||||FOLLOWUP^Follow-up^HL70276|FOLLOWUP^Follow-up visit^LFP-SERVICE|${minutes}|min^minutes^UCUM|^^${minutes}^${from}^${to}`,
    pid(person),
    'RGS|1|A',
    `AIS|1|A|FOLLOWUP^Follow-up visit^LFP-SERVICE|${from}|||${minutes}|min^minutes^UCUM`,
    `AIL|1|A|MAIN^${room}^^LFP-LOC`,
    `AIP|1|A|${npi}^^^^^^^^NPI^^^^NPI`,
  );
}

function msh(type: string): string {
  sent += 1;
  return `MSH|^~\\&|LAKESIDE_EHR|LAKESIDE|PRACTICE_HUB|LAKESIDE|${now()}||${type}|E2E${Date.now()}${sent}|P|2.5.1`;
}

function pid({ mrn, family, given, birthDate }: Person): string {
  return `PID|1||${mrn}^^^LFP-MRN^MR||${family}^${given}||${birthDate.replaceAll('-', '')}|M|||9 Test Street^^Evanston^IL^60201||847-555-0143`;
}

function segments(...lines: string[]): string {
  return `${lines.join('\r')}\r`;
}

function now(): string {
  return dtm(Date.now());
}

/** 20261123103000-0600 */
function dtm(instant: number): string {
  return isoAt(instant, zone).replace(/[-:T]/g, (mark, at: number) => (at > 18 && mark === '-' ? '-' : ''));
}
