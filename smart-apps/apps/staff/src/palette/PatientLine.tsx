import { ageOn, bestName, dayOf, mrn, phones, sortName, usDate, useNow } from '@hub/fhir';
import { IconUser } from '@tabler/icons-react';
import type { Patient } from 'fhir/r4';
import styles from './Palette.module.css';

/** A person among those found, with what tells them apart. */
export function PatientLine({ patient, zone }: { patient: Patient; zone: string }) {
  const now = useNow(60_000);
  const age = ageOn(patient.birthDate, dayOf(now, zone));
  const number = mrn(patient);
  return (
    <>
      <IconUser size={18} stroke={1.6} aria-hidden />
      <span className={styles.main}>
        <strong>{sortName(bestName(patient.name)) ?? 'Without a name'}</strong>
        <span>{phones(patient.telecom)[0]?.number}</span>
      </span>
      <span className={styles.side}>
        {usDate(patient.birthDate)}
        {age !== undefined && ` · ${age} y`}
        {number && <small>MRN {number}</small>}
      </span>
    </>
  );
}
