import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Patient } from 'fhir/r4';
import type { FormEvent } from 'react';
import type { Practice } from '@hub/fhir/visits';
import styles from './Booking.module.css';
import { PatientField } from './PatientField';
import type { Wrong } from './refusal';

/** What a person has said about the visit so far. */
export interface Wanted {
  readonly patient: Patient | undefined;
  readonly service: string;
  readonly provider: string;
  readonly site: string;
  /** The first day to look at, or the day of a time of one's own. */
  readonly from: string;
  readonly time: string;
  readonly own: boolean;
}

interface BookingFieldsProps {
  readonly wanted: Wanted;
  readonly practice: Practice;
  readonly today: string;
  readonly wrong: Wrong;
  /** A visit that is moved has its patient already. */
  readonly asksPatient: boolean;
  readonly asksService: boolean;
  readonly onChange: (change: Partial<Wanted>) => void;
  readonly onSubmit: (event: FormEvent) => void;
}

/** Who, what, with whom, where and from when on. */
export function BookingFields({ wanted, practice, today, wrong, onChange, ...props }: BookingFieldsProps) {
  const providers = practice.providers.filter((one) => one.siteIds.length > 0 || one.id === wanted.provider);
  return (
    <form className={styles.fields} onSubmit={props.onSubmit} noValidate>
      {props.asksPatient && (
        <PatientField
          picked={wanted.patient}
          zone={practice.zone}
          error={wrong.patient}
          onPick={(patient) => onChange({ patient })}
        />
      )}
      {props.asksService && (
        <NativeSelect
          label="Visit type"
          value={wanted.service}
          error={wrong.service}
          onChange={(event) => onChange({ service: event.currentTarget.value })}
          data={options(
            practice.services.filter((one) => one.offered),
            'Choose…',
          )}
        />
      )}
      <SegmentedControl
        fullWidth
        size="sm"
        aria-label="How to choose the time"
        value={wanted.own ? 'own' : 'free'}
        onChange={(value) => onChange({ own: value === 'own' })}
        data={[
          { value: 'free', label: 'A free time' },
          { value: 'own', label: 'Another time' },
        ]}
      />
      <div className={styles.pair}>
        <NativeSelect
          label="Provider"
          value={wanted.provider}
          error={wrong.provider}
          onChange={(event) => onChange({ provider: event.currentTarget.value })}
          data={options(providers, wanted.own ? 'Choose…' : 'Any provider')}
        />
        {practice.sites.length > 1 && (
          <NativeSelect
            label="Location"
            value={wanted.site}
            error={wrong.site}
            onChange={(event) => onChange({ site: event.currentTarget.value })}
            data={options(practice.sites, wanted.own ? 'Where the provider is' : 'Any location')}
          />
        )}
        <TextInput
          type="date"
          label={wanted.own ? 'Day' : 'From'}
          value={wanted.from}
          min={today}
          error={wrong.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        {wanted.own ? (
          <TextInput
            type="time"
            label="Time"
            step={300}
            value={wanted.time}
            // The message stands beside the day.
            error={Boolean(wrong.from)}
            onChange={(event) => onChange({ time: event.currentTarget.value })}
          />
        ) : (
          <Button type="submit" className={styles.find} leftSection={<IconSearch size={16} stroke={1.8} />}>
            Find a time
          </Button>
        )}
      </div>
      {wanted.own && <button type="submit" hidden aria-hidden tabIndex={-1} />}
    </form>
  );
}

function options(all: readonly { id: string; name: string }[], none: string): { value: string; label: string }[] {
  return [{ value: '', label: none }, ...all.map(({ id, name }) => ({ value: id, label: name }))];
}
