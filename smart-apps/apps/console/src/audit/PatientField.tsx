import { Select } from '@mantine/core';
import { useState } from 'react';
import { patientLabel } from '@hub/fhir';
import { usePatientSearch } from '../patients/usePatientSearch';

/** Narrows the trail to one patient, who then stands beside the field. */
export function PatientField({ onChoose }: { onChoose: (id: string) => void }) {
  const [typed, setTyped] = useState('');
  const { patients, searching, enough } = usePatientSearch(typed);
  return (
    <Select
      size="xs"
      w={190}
      aria-label="One patient"
      placeholder="One patient…"
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      data={patients.map((patient) => ({ value: patient.id ?? '', label: patientLabel(patient) }))}
      filter={({ options }) => options}
      value={null}
      onChange={(id) => id && onChoose(id)}
      nothingFoundMessage={enough ? (searching ? 'Looking…' : 'Nobody found') : 'A name, birth date or number'}
      rightSection={<span />}
      comboboxProps={{ width: 280, position: 'bottom-end' }}
    />
  );
}
