import type { Appointment, Encounter, Patient } from 'fhir/r4';
import { ageOn } from '../src/people';
import { addDays, dayOf, instantOf, isoAt } from '../src/zone';
import { type Practice, type Provider, type Service, patientId, zone } from './practice';
import type { Store } from './store';

const feed = 'urn:x-hub:feed:demo-ehr';
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const minute = 60_000;
const signsIn = patientId('100113');
/** Who signs in as a patient, or has somebody who does, has no visits by chance. */
const planned = new Set([signsIn, patientId('100127'), patientId('100128')]);

/** The same sequence every time, so that screenshots and tests find the same people. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Fills a week back and two weeks ahead with visits by the roster, each in the state that fits the time of day. */
export function planDays(store: Store, practice: Practice, now: number): void {
  const today = dayOf(now, zone);
  let number = 0;
  const lastSeen = new Map<string, string>();
  for (let offset = -7; offset <= 14; offset += 1) {
    const day = addDays(today, offset);
    const weekday = weekdays[new Date(`${day}T12:00:00Z`).getUTCDay()] ?? '';
    const roll = dice(Number(day.replaceAll('-', '')));
    for (const half of practice.roster.filter((row) => row.weekday === weekday)) {
      const provider = practice.providers.find((one) => one.id === half.npi);
      if (!provider) continue;
      const [from, to] =
        weekday === 'SAT' ? [9 * 60, 13 * 60] : half.half === 'AM' ? [8 * 60, 12 * 60] : [13 * 60, 17 * 60];
      for (let at = from; at < to - 10;) {
        const patient = choose(practice.patients, provider, day, roll, lastSeen);
        const service = patient && chooseService(practice.services, patient, day, roll);
        if (!patient || !service) break;
        if (roll() < 0.14) {
          at += 20;
          continue;
        }
        lastSeen.set(patient.id ?? '', day);
        number += 1;
        const start = instantOf(day, at, zone);
        const minutes = Math.min(service.minutes, to - at);
        const rooms = practice.rooms[half.site] ?? [];
        const mine = practice.providers.filter((one) =>
          practice.roster.some(
            (row) => row.npi === one.id && row.weekday === weekday && row.half === half.half && row.site === half.site,
          ),
        );
        const room = rooms[mine.indexOf(provider) % rooms.length] ?? '';
        book(store, practice, { number, patient, service, provider, site: half.site, room, start, minutes, now, roll });
        at += minutes;
      }
    }
  }
}

/** Who signs in as `patient` has a visit to confirm, one that was and one that was called off. */
export function planForPatient(store: Store, practice: Practice, now: number): void {
  const patient = practice.patients.find((one) => one.id === signsIn);
  const provider = practice.providers.find((one) => one.id === patient?.generalPractitioner?.[0]?.reference?.slice(13));
  const service = practice.services.find((one) => one.code === 'CHRONIC');
  const room = practice.rooms.MAIN?.[3];
  if (!patient || !provider || !service || !room) throw new Error('the demo practice has changed');
  [9, -40, -90].forEach((days, index) => {
    const start = instantOf(addDays(dayOf(now, zone), days), 7 * 60, zone);
    const roll = () => [0.3, 0.3, 0.01][index] ?? 0;
    const booking = { patient, service, provider, site: 'MAIN', room, start, minutes: 30, now, roll };
    book(store, practice, { ...booking, number: 9_000 + index });
  });
  const next = store.get<Appointment>('Appointment/a109000');
  const patientInstruction = 'Please bring your blood pressure diary, and the boxes of all that you take.';
  if (next) store.put({ ...next, patientInstruction }, feed, false);
}

interface Booking {
  number: number;
  patient: Patient;
  service: Service;
  provider: Provider;
  site: string;
  room: string;
  start: number;
  minutes: number;
  now: number;
  roll: () => number;
}

function book(store: Store, practice: Practice, booking: Booking): void {
  const { number, patient, service, provider, room, site, start, minutes, now, roll } = booking;
  const id = `a${100_000 + number}`;
  const end = start + minutes * minute;
  const [doctorSlot, roomSlot] = [`s-doc-${id}`, `s-room-${id}`];
  const [startText, endText] = [isoAt(start, zone), isoAt(end, zone)];
  const age = ageOn(patient.birthDate, startText.slice(0, 10)) ?? 0;
  const reasons = practice.reasons.filter((one) => one.service === service.code && age >= one.from && age <= one.to);
  const state = stateAt(start, end, now, roll());
  const appointment: Appointment = {
    resourceType: 'Appointment',
    id,
    identifier: [{ system: 'urn:oid:2.999.10.3', value: id.toUpperCase(), type: { coding: [{ code: 'FILL' }] } }],
    status: state.appointment,
    serviceType: [{ coding: [{ system: 'urn:oid:2.999.10.9', code: service.code, display: service.display }] }],
    reasonCode: reasons.length > 0 ? [{ text: reasons[Math.floor(roll() * reasons.length)]?.text }] : undefined,
    start: startText,
    end: endText,
    minutesDuration: minutes,
    slot: [{ reference: `Slot/${doctorSlot}` }, { reference: `Slot/${roomSlot}` }],
    participant: [
      { actor: { reference: `Patient/${patient.id}`, display: display(patient) }, status: 'accepted' },
      { actor: { reference: `Practitioner/${provider.id}` }, status: 'accepted' },
      { actor: { reference: `Location/${room}` }, status: 'accepted' },
    ],
    extension: state.confirmed
      ? [{ url: 'urn:x-hub:extension:patient-confirmed', valueDateTime: isoAt(start - 26 * 60 * minute, zone) }]
      : undefined,
    cancelationReason:
      state.appointment === 'cancelled'
        ? {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason',
                code: 'pat-fb',
                display: 'Patient: Feeling Better',
              },
            ],
            text: 'Called this morning',
          }
        : undefined,
  };
  const freed = state.appointment === 'cancelled' || state.appointment === 'noshow' ? 'free' : 'busy';
  for (const [slot, schedule] of [
    [doctorSlot, `doc-${provider.id}`],
    [roomSlot, `room-${room}`],
  ]) {
    store.put(
      {
        resourceType: 'Slot',
        id: slot,
        status: freed,
        start: startText,
        end: endText,
        schedule: { reference: `Schedule/${schedule}` },
      },
      feed,
      false,
    );
  }
  store.date(store.put(appointment, feed, false), Math.min(start - 86_400_000, now - 3_600_000));
  if (state.encounter) store.date(store.put(encounterOf(booking, id, site, state), feed, false), Math.min(now, start));
}

interface VisitState {
  appointment: Appointment['status'];
  encounter?: 'arrived' | 'in-progress' | 'finished';
  confirmed?: boolean;
  arrived?: number;
  roomed?: number;
}

/** What would be true of a visit now: done before, in a room about now, waiting just before it, booked later. */
function stateAt(start: number, end: number, now: number, chance: number): VisitState {
  if (chance < 0.05) return { appointment: 'cancelled' };
  if (end < now - 25 * minute) {
    return chance < 0.1
      ? { appointment: 'noshow' }
      : { appointment: 'fulfilled', encounter: 'finished', arrived: start - 8 * minute };
  }
  if (start < now - 6 * minute) {
    if (chance < 0.12) return { appointment: 'booked' };
    return chance < 0.3
      ? { appointment: 'arrived', encounter: 'arrived', arrived: Math.min(now, start + 4 * minute) }
      : { appointment: 'arrived', encounter: 'in-progress', arrived: start - 9 * minute, roomed: start + 2 * minute };
  }
  if (start < now + 18 * minute && chance < 0.6)
    return { appointment: 'arrived', encounter: 'arrived', arrived: now - 7 * minute };
  return { appointment: 'booked', confirmed: chance > 0.48 };
}

function encounterOf({ patient, room }: Booking, id: string, site: string, state: VisitState): Encounter {
  const period = { start: isoAt(state.arrived ?? 0, zone) };
  return {
    resourceType: 'Encounter',
    id: `e-${id}`,
    status: state.encounter ?? 'planned',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    identifier: [{ system: 'urn:oid:2.999.10.2', value: `V${id.slice(1)}`, type: { coding: [{ code: 'VN' }] } }],
    subject: { reference: `Patient/${patient.id}` },
    appointment: [{ reference: `Appointment/${id}` }],
    period,
    location:
      state.encounter === 'in-progress'
        ? [
            { location: { reference: `Location/${site}-WAIT` }, status: 'completed' },
            {
              location: { reference: `Location/${room}` },
              status: 'active',
              period: { start: isoAt(state.roomed ?? 0, zone) },
            },
          ]
        : [
            {
              location: { reference: `Location/${site}-WAIT` },
              status: state.encounter === 'finished' ? 'completed' : 'active',
            },
          ],
  };
}

function choose(
  patients: Patient[],
  provider: Provider,
  day: string,
  roll: () => number,
  lastSeen: Map<string, string>,
): Patient | undefined {
  for (let tries = 0; tries < 60; tries += 1) {
    const patient = patients[Math.floor(roll() * patients.length)];
    const age = ageOn(patient?.birthDate, day) ?? 0;
    const isAway = planned.has(patient?.id ?? '');
    if (patient && !isAway && age >= provider.from && age <= provider.to && lastSeen.get(patient.id ?? '') !== day)
      return patient;
  }
  return undefined;
}

function chooseService(services: Service[], patient: Patient, day: string, roll: () => number): Service | undefined {
  const age = ageOn(patient.birthDate, day) ?? 0;
  const fitting = services.filter((one) => one.weight > 0 && age >= one.from && age <= one.to);
  let left = roll() * fitting.reduce((sum, one) => sum + one.weight, 0);
  return fitting.find((one) => (left -= one.weight) <= 0) ?? fitting[0];
}

export function display(patient: Patient): string {
  const name = patient.name?.[0];
  return `${name?.family}, ${name?.given?.join(' ')}`;
}
