import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { instantOf, isDay, isoAt, useHub } from '@hub/fhir';
import { InlineProblem } from '@hub/ui';
import { useMutation } from '@tanstack/react-query';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { Parameters, ParametersParameter, Patient } from 'fhir/r4';
import { type FormEvent, useState } from 'react';
import { fromTime } from '../actions/wallTime';
import { PatientField } from '../booking/PatientField';
import type { Practice } from '@hub/fhir/visits';
import styles from './Rules.module.css';
import { type Verdict, aspects, toVerdict } from './rules';

interface Tried {
  readonly audience: string;
  readonly patient: Patient | undefined;
  readonly service: string;
  readonly provider: string;
  readonly site: string;
  readonly day: string;
  readonly time: string;
}

const nothing: Tried = {
  audience: 'patient',
  patient: undefined,
  service: '',
  provider: '',
  site: '',
  day: '',
  time: '',
};

/** Asks the hub what the rules would say, and books nothing. */
export function TryRules({ practice }: { practice: Practice }) {
  const { client } = useHub();
  const [tried, setTried] = useState(nothing);
  const [missing, setMissing] = useState(false);
  const verdict = useMutation({
    mutationFn: async () =>
      toVerdict(await client.perform<Parameters>('Appointment/$booking-rules', inputOf(tried, practice))),
  });
  const change = (what: Partial<Tried>) => {
    setTried((now) => ({ ...now, ...what }));
    setMissing(false);
    verdict.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(tried.service === '');
    if (tried.service !== '') verdict.mutate();
  };
  const all = (some: readonly { id: string; name: string }[], none: string) => [
    { value: '', label: none },
    ...some.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <section aria-labelledby="try" className={styles.try}>
      <h2 id="try">Try them</h2>
      <form className={styles.form} onSubmit={submit} noValidate>
        <SegmentedControl
          aria-label="Who books"
          value={tried.audience}
          onChange={(audience) => change({ audience })}
          data={[
            { value: 'patient', label: 'A patient books' },
            { value: 'staff', label: 'The desk books' },
          ]}
        />
        <PatientField
          picked={tried.patient}
          zone={practice.zone}
          error={undefined}
          onPick={(patient) => change({ patient })}
        />
        <NativeSelect
          label="Visit type"
          value={tried.service}
          error={missing ? 'Choose the visit type.' : undefined}
          onChange={(event) => change({ service: event.currentTarget.value })}
          data={all(
            practice.services.filter((one) => one.offered),
            'Choose…',
          )}
        />
        <NativeSelect
          label="Provider"
          value={tried.provider}
          onChange={(event) => change({ provider: event.currentTarget.value })}
          data={all(
            practice.providers.filter((one) => one.siteIds.length > 0),
            'Any provider',
          )}
        />
        <NativeSelect
          label="Location"
          value={tried.site}
          onChange={(event) => change({ site: event.currentTarget.value })}
          data={all(practice.sites, 'Any location')}
        />
        <TextInput
          type="date"
          label="Day (optional)"
          value={tried.day}
          onChange={(event) => change({ day: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label="Time (optional)"
          value={tried.time}
          onChange={(event) => change({ time: event.currentTarget.value })}
        />
        <Button type="submit" loading={verdict.isPending}>
          Try
        </Button>
      </form>
      <div role="status">
        {verdict.data && <Outcome verdict={verdict.data} patient={tried.patient !== undefined} />}
      </div>
      {verdict.error && <InlineProblem problem={verdict.error} doing="The rules could not be tried" />}
    </section>
  );
}

function Outcome({ verdict, patient }: { verdict: Verdict; patient: boolean }) {
  return (
    <div className={styles.outcome}>
      <p className={styles.verdict} data-allowed={verdict.allowed || undefined}>
        {verdict.allowed ? <IconCheck size={18} aria-hidden /> : <IconX size={18} aria-hidden />}
        {verdict.allowed ? 'It can be booked.' : `It is refused: “${verdict.text}”`}
        {verdict.path && (verdict.path === 'request' ? ' A time can be asked for.' : ' They are asked to call.')}
      </p>
      {!patient && <p className={styles.quiet}>No patient is chosen: what is asked of patients counts as met.</p>}
      <ul className={styles.asked}>
        {verdict.asked.map((one) => (
          <li key={one.aspect}>
            {one.met ? (
              <IconCheck size={17} className={styles.met} aria-label="met" />
            ) : (
              <IconX size={17} className={styles.unmet} aria-label="not met" />
            )}
            <strong>{aspects[one.aspect] ?? one.aspect}</strong>
            <span>{one.asks}</span>
            <small>{one.rule === undefined ? 'no rule says anything else' : `${one.rule}, line ${one.line}`}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

function inputOf({ audience, patient, service, provider, site, day, time }: Tried, practice: Practice): Parameters {
  const zone = practice.sites.find(({ id }) => id === site)?.zone ?? practice.zone;
  const reference = (name: string, type: string, id: string | undefined): ParametersParameter[] =>
    id ? [{ name, valueReference: { reference: `${type}/${id}` } }] : [];
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'audience', valueCode: audience },
      ...reference('patient-reference', 'Patient', patient?.id),
      ...reference('service-type-reference', 'HealthcareService', service),
      ...reference('practitioner', 'Practitioner', provider),
      ...reference('location-reference', 'Location', site),
      ...(isDay(day)
        ? [{ name: 'start', valueDateTime: isoAt(instantOf(day, fromTime(time) ?? 12 * 60, zone), zone) }]
        : []),
    ],
  };
}
