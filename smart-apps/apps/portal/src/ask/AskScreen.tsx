import { Button, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { dayOf, isDay, phones, useHub } from '@hub/fhir';
import { ruleRefusalOf } from '@hub/fhir/booking';
import { LoadingRows, useOnline } from '@hub/ui';
import { useMutation } from '@tanstack/react-query';
import type { Appointment } from 'fhir/r4';
import { type FormEvent, useRef, useState } from 'react';
import { InlineTrouble, Trouble } from '../Trouble';
import { Back } from '../Back';
import { RefusedCard } from '../RefusedCard';
import styles from '../book/Book.module.css';
import { askable, useBookable } from '../book/bookable';
import { type DayPart, type Draft, emptyDraft } from '../book/draft';
import { usePortal } from '../portal';
import { useKeepVisit } from '../visits/useVisits';
import { request } from './request';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const longWeekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const dayParts: readonly { part: DayPart; label: string }[] = [
  { part: 'morning', label: 'Morning' },
  { part: 'afternoon', label: 'Afternoon' },
];

/** Asks for a time where none can be booked, or none suits: what, with whom, when. */
export default function AskScreen({ serviceId = '' }: { serviceId?: string | undefined }) {
  const { patient, practice, now, phoneOf, draft: kept, keep, tell, go } = usePortal();
  const { client } = useHub();
  const online = useOnline();
  const keepVisit = useKeepVisit(patient.id ?? '');
  const kinds = useBookable(patient.id ?? '');
  const today = dayOf(now, practice.zone);
  const draft = kept('ask') ?? emptyDraft(today);
  const change = (what: Partial<Draft>) => keep('ask', { ...draft, ...what });
  const [service, setService] = useState(serviceId);
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const wrong = {
    service: service === '' ? 'Choose the kind of visit.' : undefined,
    from: isDay(draft.from) && draft.from >= today ? undefined : 'Choose a day from today on.',
  };
  const saving = useMutation({
    mutationFn: (appointment: Appointment) => client.create(appointment),
    onSuccess: (appointment) => {
      keepVisit(appointment);
      tell({ what: 'asked', appointment });
      keep('ask', undefined);
      go({ screen: 'done' }, true);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const what = practice.services.find((one) => one.id === service);
    if (what && !wrong.service && !wrong.from) saving.mutate(request(draft, patient.id ?? '', what, practice.zone));
    else setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), 0);
  };
  const rule = ruleRefusalOf(saving.error);
  const number = phones(patient.telecom)[0]?.number;
  const practiceNumber = phoneOf();
  return (
    <>
      <Back to={{ screen: 'book' }}>Kinds of visits</Back>
      <h1>Ask for a time</h1>
      <p className={styles.sub}>
        We find a time and call you{number && ` at ${number}`}.
        {practiceNumber && ` If it is urgent, call us at ${practiceNumber}.`}
      </p>
      {kinds.error && (
        <Trouble
          problem={kinds.error}
          doing="The kinds of visits could not be loaded"
          onRetry={() => void kinds.refetch()}
        />
      )}
      {kinds.isPending && <LoadingRows rows={4} height={60} label="Loading the kinds of visits" />}
      {kinds.data && (
        <form ref={form} className={styles.form} onSubmit={submit} noValidate>
          <NativeSelect
            label="Kind of visit"
            value={service}
            error={asked && wrong.service}
            onChange={(event) => setService(event.currentTarget.value)}
            data={[
              { value: '', label: 'Choose…' },
              ...askable(kinds.data).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <NativeSelect
            label="With whom"
            value={draft.providerId}
            onChange={(event) => change({ providerId: event.currentTarget.value })}
            data={[
              { value: '', label: 'Anybody' },
              ...practice.providers
                .filter((one) => one.siteIds.length > 0)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <TextInput
            type="date"
            label="From when on"
            min={today}
            value={draft.from}
            error={asked && wrong.from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <fieldset className={styles.chips}>
            <legend>Days that suit (any, if you choose none)</legend>
            {weekdays.map((name, index) => (
              <label key={name}>
                <input
                  type="checkbox"
                  aria-label={longWeekdays[index]}
                  checked={draft.weekdays.includes(index + 1)}
                  onChange={() => change({ weekdays: toggled(draft.weekdays, index + 1) })}
                />
                {name}
              </label>
            ))}
          </fieldset>
          <fieldset className={styles.chips}>
            <legend>Time of day (any, if you choose none)</legend>
            {dayParts.map(({ part, label }) => (
              <label key={part}>
                <input
                  type="checkbox"
                  checked={draft.parts.includes(part)}
                  onChange={() => change({ parts: toggled(draft.parts, part) })}
                />
                {label}
              </label>
            ))}
          </fieldset>
          <Textarea
            label="What is it about? (optional)"
            autosize
            minRows={3}
            maxRows={8}
            value={draft.comment}
            onChange={(event) => change({ comment: event.currentTarget.value })}
          />
          {rule ? (
            <RefusedCard key={saving.submittedAt} refusal={rule} title="This cannot be asked for here" />
          ) : (
            saving.error && <InlineTrouble problem={saving.error} doing="Your request could not be sent" />
          )}
          <Button type="submit" fullWidth loading={saving.isPending} disabled={!online}>
            Send the request
          </Button>
        </form>
      )}
    </>
  );
}

function toggled<T>(all: readonly T[], one: T): T[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}
