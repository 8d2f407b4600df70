import { Autocomplete, Loader } from '@mantine/core';
import type { Patient } from 'fhir/r4';
import { useState } from 'react';
import { patientLabel } from '@hub/fhir';
import { usePatientSearch } from '../patients/usePatientSearch';

/** Finds the patient of a question; the name stays in the field. */
export function PatientPick({ onPick }: { onPick: (patient: Patient | undefined) => void }) {
  const [typed, setTyped] = useState('');
  const { patients, searching } = usePatientSearch(typed);
  const byLabel = new Map(patients.map((patient) => [patientLabel(patient), patient]));
  return (
    <Autocomplete
      label="Patient"
      placeholder="Name, birth date or MRN"
      value={typed}
      data={[...byLabel.keys()]}
      filter={({ options }) => options}
      rightSection={searching ? <Loader size={16} /> : undefined}
      onChange={(text) => {
        setTyped(text);
        onPick(byLabel.get(text));
      }}
    />
  );
}
