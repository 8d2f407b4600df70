import {
  bestName,
  clock,
  dayOf,
  instantOf,
  isDay,
  longDay,
  shortDay,
  sortName,
  useHub,
  useNow,
  wallMinutes,
} from '@hub/fhir';
import { type Offer, type Time, bookInput, rescheduleInput, useOffers } from '@hub/fhir/booking';
import { notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Appointment, Bundle, Patient } from 'fhir/r4';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { fromTime, toTime } from '../actions/wallTime';
import { keep } from '../day/useDay';
import type { Practice } from '@hub/fhir/visits';
import { appointmentIn } from '../visits/changes';
import type { Visit } from '../visits/visit';
import type { Wanted } from './BookingFields';
import { type Field, type Wrong, refusalOf, wrongIn } from './refusal';

/** What is known when somebody begins to book: nothing, the patient, an empty place of the board, or the visit to move. */
export interface BookingStart {
  readonly patient?: Patient | undefined;
  readonly visit?: Visit | undefined;
  readonly start?: number | undefined;
  readonly providerId?: string | undefined;
  readonly serviceId?: string | undefined;
  /** A visit that is asked for and has its time with this. */
  readonly request?: Appointment | undefined;
}

/** The day that is on the screen behind. */
export interface Shown {
  readonly day: string;
  readonly siteId: string | undefined;
}

/** A visit that is being booked or moved: what is wanted, the times found for it, and booking one of them. */
export function useBooking(begin: BookingStart, shown: Shown, practice: Practice, onDone: () => void) {
  const { visit } = begin;
  const { client } = useHub();
  const queries = useQueryClient();
  const today = dayOf(useNow(60_000), practice.zone);
  const [wanted, setWanted] = useState<Wanted>(() => ({
    patient: begin.patient,
    service: (visit ? serviceOf(visit, practice) : begin.serviceId) ?? '',
    provider: begin.providerId ?? visit?.providerIds[0] ?? '',
    site: (visit ? undefined : shown.siteId) ?? '',
    from: shown.day > today ? shown.day : today,
    time: begin.start === undefined ? '' : toTime(wallMinutes(begin.start, shown.day, practice.zone)),
    own: begin.start !== undefined,
  }));
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<Offer | undefined>(undefined);
  const [comment, setComment] = useState('');
  const [reason, setReason] = useState('');
  const [insisting, setInsisting] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  const frame = useRef<HTMLDivElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const zone = practice.sites.find((site) => site.id === wanted.site)?.zone ?? practice.zone;
  const search = {
    serviceId: wanted.service,
    providerId: wanted.provider,
    siteId: wanted.site,
    ignore: visit?.id,
    patientId: wanted.patient?.id,
  };
  const looking = asked && !wanted.own && wanted.service !== '' && isDay(wanted.from);
  const found = useOffers(search, looking ? wanted.from : today, zone, practice, looking);
  const own = ownTime(wanted, zone);
  const insists = insisting && !chosen;

  const saving = useMutation({
    mutationFn: (time: Time) => {
      const anyway = insists ? reason : undefined;
      return visit
        ? client.perform<Bundle>(`Appointment/${visit.id}/$reschedule`, rescheduleInput(time, anyway))
        : client.perform<Bundle>(
            'Appointment/$book',
            bookInput(time, wanted.patient?.id ?? '', wanted.service, comment, anyway, begin.request?.id),
          );
    },
    onSuccess: (answer) => {
      const appointment = appointmentIn(answer);
      keep(queries, shown.day, practice.zone, appointment, ...(wanted.patient ? [wanted.patient] : []));
      for (const key of ['day', 'next-day', 'patient', 'requests']) void queries.invalidateQueries({ queryKey: [key] });
      const name = visit?.name ?? sortName(bestName(wanted.patient?.name)) ?? 'The visit';
      const start = Date.parse(appointment.start ?? '');
      const when = `${shortDay(dayOf(start, zone), today)}, ${clock(start, chosen?.zone ?? zone)}`;
      // Where the calendar is another system's, that system has still to agree.
      const done =
        appointment.status === 'pending' ? ['is asked to move to', 'is asked for'] : ['is moved to', 'is booked for'];
      notifyDone(`${name} ${visit ? done[0] : done[1]} ${when}`);
      onDone();
    },
    onError: (problem) => {
      const refusal = refusalOf(problem, practice);
      setWrong(refusal?.wrong ?? {});
      if (refusal?.taken) {
        setChosen(undefined);
        if (asked) found.again();
      }
      if (!chosen && refusal?.mayInsist) setInsisting(true);
      if (!refusal) after(() => submit.current?.focus());
      else if (Object.keys(refusal.wrong).length > 0) focusWrong();
    },
  });
  const refusal = useMemo(() => refusalOf(saving.error, practice), [saving.error, practice]);

  function change(what: Partial<Wanted>): void {
    setWanted((now) => ({ ...now, ...what }));
    setWrong((now) => without(now, 'time' in what || 'own' in what ? ['from'] : (Object.keys(what) as Field[])));
    if ('patient' in what) return;
    setChosen(undefined);
    setInsisting(false);
    saving.reset();
  }

  function focusWrong(): void {
    after(() => frame.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }

  /** True when nothing is missing; otherwise it says what, beside the field. */
  function complete(missing: Wrong): boolean {
    setWrong(missing);
    if (Object.keys(missing).length === 0) return true;
    focusWrong();
    return false;
  }

  function find(event: FormEvent): void {
    event.preventDefault();
    if (wanted.own) return book(event);
    if (complete({ ...needs(wanted.service === '', 'service'), ...needs(!isDay(wanted.from), 'from') })) setAsked(true);
  }

  function book(event: FormEvent): void {
    event.preventDefault();
    const time = chosen ?? own;
    const isWhole = complete({
      ...needs(!visit && !wanted.patient, 'patient'),
      ...needs(!visit && wanted.service === '', 'service'),
      ...needs(!chosen && wanted.own && wanted.provider === '', 'provider'),
      ...needs(!time, 'from'),
      ...needs(insists && reason.trim() === '', 'reason'),
    });
    if (isWhole && time) saving.mutate('token' in time ? { token: time.token } : time);
  }

  return {
    wanted,
    change,
    found,
    looking,
    today,
    zone,
    chosen,
    choose: (offer: Offer) => {
      setChosen(offer);
      saving.reset();
    },
    /** Of those that the hub named: it stays on the screen with the others. */
    chooseInstead: (offer: Offer) => {
      setChosen(offer);
      after(() => submit.current?.focus());
    },
    chosenWords: chosen
      ? `${longDay(dayOf(chosen.start, chosen.zone), today)}, ${[clock(chosen.start, chosen.zone), chosen.provider, chosen.place].filter(Boolean).join(' · ')}`
      : own &&
        `${longDay(dayOf(own.start, zone), today)}, ${[clock(own.start, zone), practice.providerOf(wanted.provider)?.name].filter(Boolean).join(' · ')}`,
    comment,
    setComment,
    reason,
    setReason: (text: string) => {
      setReason(text);
      setWrong((now) => without(now, ['reason']));
    },
    insists,
    wrong: { ...wrongIn(found.error), ...wrong },
    saving,
    refusal,
    frame,
    submit,
    find,
    book,
  };
}

const missingWords: Record<Exclude<Field, 'site' | 'comment'>, string> = {
  patient: 'Choose the patient.',
  service: 'Choose the visit type.',
  provider: 'Choose the provider.',
  from: 'Choose the day and the time.',
  reason: 'Say why it is booked all the same.',
};

function needs(missing: boolean, field: keyof typeof missingWords): Wrong {
  return missing ? { [field]: missingWords[field] } : {};
}

function without(wrong: Wrong, fields: readonly Field[]): Wrong {
  return Object.fromEntries(Object.entries(wrong).filter(([field]) => !fields.includes(field as Field)));
}

function ownTime(
  { own, from, time, provider, site }: Wanted,
  zone: string,
): Exclude<Time, { token: string }> | undefined {
  const minutes = fromTime(time);
  if (!own || !isDay(from) || minutes === undefined) return undefined;
  return { start: instantOf(from, minutes, zone), zone, providerId: provider, siteId: site };
}

function serviceOf({ appointment }: Visit, practice: Practice): string | undefined {
  return (appointment.serviceType ?? [])
    .flatMap((one) => one.coding ?? [])
    .map(({ code }) => code && practice.serviceOf(code)?.id)
    .find(Boolean);
}

/** Once the screen shows what was just said. */
function after(run: () => void): void {
  setTimeout(run, 0);
}
