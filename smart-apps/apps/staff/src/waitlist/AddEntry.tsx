import { Button, NativeSelect, TextInput } from '@mantine/core';
import { addDays, bestName, isDay, sortName } from '@hub/fhir';
import { InlineProblem, notifyDone } from '@hub/ui';
import type { Patient } from 'fhir/r4';
import { type FormEvent, useRef, useState } from 'react';
import { PatientField } from '../booking/PatientField';
import type { Practice } from '@hub/fhir/visits';
import styles from './Waitlist.module.css';
import type { useWaitlist } from './useWaitlist';
import { type Wish, priorities } from './waitlist';

/** What is known already when somebody is added. */
export interface WaitlistStart {
  readonly patient?: Patient | undefined;
  readonly service?: string;
  readonly provider?: string;
  readonly site?: string;
  readonly from?: string;
}

interface AddEntryProps {
  readonly begin: WaitlistStart;
  readonly practice: Practice;
  readonly today: string;
  readonly adding: ReturnType<typeof useWaitlist>['adding'];
  readonly onDone: () => void;
}

const usualDays = 28;

/** Puts somebody on the waitlist: for what, with whom, where, and on which days. */
export function AddEntry({ begin, practice, today, adding, onDone }: AddEntryProps) {
  const from = begin.from && begin.from > today ? begin.from : today;
  const [wish, setWish] = useState<Wish>({
    patient: begin.patient,
    service: begin.service ?? '',
    provider: begin.provider ?? '',
    site: begin.site ?? '',
    from,
    until: addDays(from, usualDays),
    priority: '5',
  });
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const change = (what: Partial<Wish>) => setWish((now) => ({ ...now, ...what }));
  const wrong = {
    patient: wish.patient ? undefined : 'Choose the patient.',
    service: wish.service ? undefined : 'Choose the visit type.',
    from: isDay(wish.from) ? undefined : 'Choose the first day.',
    until: isDay(wish.until) && wish.until >= wish.from ? undefined : 'Choose the last day, not before the first.',
  };
  const said = (field: keyof typeof wrong) => (asked ? wrong[field] : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.values(wrong).some(Boolean)) {
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), 0);
      return;
    }
    adding.mutate(wish, {
      onSuccess: () => {
        notifyDone(`${sortName(bestName(wish.patient?.name)) ?? 'The patient'} is on the waitlist`);
        onDone();
      },
    });
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <PatientField
        picked={wish.patient}
        zone={practice.zone}
        error={said('patient')}
        onPick={(patient) => change({ patient })}
      />
      <NativeSelect
        label="Visit type"
        value={wish.service}
        error={said('service')}
        onChange={(event) => change({ service: event.currentTarget.value })}
        data={options(
          practice.services.filter((one) => one.offered),
          'Choose…',
        )}
      />
      <div className={styles.pair}>
        <NativeSelect
          label="Provider"
          value={wish.provider}
          onChange={(event) => change({ provider: event.currentTarget.value })}
          data={options(
            practice.providers.filter((one) => one.siteIds.length > 0),
            'Any provider',
          )}
        />
        {practice.sites.length > 1 && (
          <NativeSelect
            label="Location"
            value={wish.site}
            onChange={(event) => change({ site: event.currentTarget.value })}
            data={options(practice.sites, 'Any location')}
          />
        )}
        <TextInput
          type="date"
          label="From"
          min={today}
          value={wish.from}
          error={said('from')}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="Until"
          min={wish.from}
          value={wish.until}
          error={said('until')}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
        <NativeSelect
          label="Priority"
          value={wish.priority}
          onChange={(event) => change({ priority: event.currentTarget.value })}
          data={priorities.map((one) => ({ ...one }))}
        />
      </div>
      {adding.error && <InlineProblem problem={adding.error} doing="They could not be added" />}
      <div className={styles.answers}>
        <Button type="submit" loading={adding.isPending}>
          Add to the waitlist
        </Button>
        <Button variant="default" onClick={onDone}>
          Show the waitlist
        </Button>
      </div>
    </form>
  );
}

function options(all: readonly { id: string; name: string }[], none: string): { value: string; label: string }[] {
  return [{ value: '', label: none }, ...all.map(({ id, name }) => ({ value: id, label: name }))];
}
