import { Autocomplete, Loader } from '@mantine/core';
import { patientLabel } from '@hub/fhir';
import type { Patient } from 'fhir/r4';
import { useState } from 'react';
import { PatientLine } from '../palette/PatientLine';
import { usePatientSearch } from '../palette/usePatientSearch';
import styles from './Booking.module.css';

interface PatientFieldProps {
  readonly picked: Patient | undefined;
  readonly zone: string;
  readonly error: string | undefined;
  readonly onPick: (patient: Patient | undefined) => void;
}

/** Finds the patient by name, birth date or number. Typing on after one was picked gives that one up. */
export function PatientField({ picked, zone, error, onPick }: PatientFieldProps) {
  const [typed, setTyped] = useState('');
  const { patients, searchable, waiting, error: failed } = usePatientSearch(picked ? '' : typed, zone);
  const found = new Map((patients ?? []).map((patient) => [patientLabel(patient), patient]));
  const nobody = searchable && !waiting && !failed && found.size === 0;
  return (
    <Autocomplete
      label="Patient"
      placeholder="Name, birth date, MRN or phone"
      data-autofocus
      value={picked ? patientLabel(picked) : typed}
      data={[...found.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => {
        const patient = found.get(option.value);
        return patient ? (
          <div className={styles.person}>
            <PatientLine patient={patient} zone={zone} />
          </div>
        ) : null;
      }}
      selectFirstOptionOnChange
      rightSection={searchable && waiting ? <Loader size={16} /> : undefined}
      description={
        failed
          ? 'The search did not work. Type on to try again.'
          : nobody
            ? 'Nobody found. Try the birth date, or fewer letters of the name.'
            : undefined
      }
      error={error}
      onChange={(text) => {
        const patient = found.get(text);
        if (!patient) setTyped(text);
        onPick(patient);
      }}
    />
  );
}
