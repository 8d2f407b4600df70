import { Button } from '@mantine/core';
import { bestName, clock, dayOf, sortName, useAllowed, useHub, useNow, usDate } from '@hub/fhir';
import { Empty, LoadingRows, Problem } from '@hub/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { IconArrowLeft, IconDownload, IconPrinter, IconShieldCheck } from '@tabler/icons-react';
import { Title } from '../Title';
import { useZone } from '../useZone';
import styles from './Audit.module.css';
import { NotForYou } from './AuditScreen';
import { type Disclosure, toCsv, toDisclosure } from './disclosures';
import { useDisclosures } from './useAudit';

/** As far back as a patient may ask (45 CFR 164.528(a)(1)). */
const years = 6;

/** Accounting of disclosures: to whom outside the practice one patient's records went, when, and what for. */
export function DisclosuresScreen() {
  return useAllowed('AuditEvent', 's') ? <Report /> : <NotForYou />;
}

function Report() {
  const { patient } = useParams({ from: '/frame/audit/disclosures/$patient' });
  const { client } = useHub();
  const zone = useZone();
  const today = dayOf(useNow(60_000), zone);
  const { data, error, refetch } = useDisclosures(patient, years);
  const person = useQuery({
    queryKey: ['audit-person', patient],
    queryFn: ({ signal }) => client.read('Patient', patient, signal),
    retry: false,
  });
  const lines = data?.map(toDisclosure);
  const name = sortName(bestName(person.data?.name)) ?? `Patient ${patient}`;
  return (
    <div className={styles.report}>
      <Title text="Disclosures" />
      <header className={styles.reportHead}>
        <a className={styles.back} href={`#/audit?since=all&patient=${patient}`}>
          <IconArrowLeft size={16} aria-hidden /> All records of this patient
        </a>
        <div>
          <h2>Accounting of disclosures</h2>
          <p>
            {name}
            {person.data?.birthDate && `, born ${usDate(person.data.birthDate)}`} · the {years} years up to{' '}
            {usDate(today)}
          </p>
        </div>
        <div className={styles.tools}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPrinter size={15} />}
            disabled={!lines}
            onClick={() => window.print()}
          >
            Print
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} />}
            disabled={!lines?.length}
            onClick={() => download(lines ?? [])}
          >
            Download CSV
          </Button>
        </div>
      </header>
      {error && <Problem problem={error} doing="The disclosures could not be loaded" onRetry={() => void refetch()} />}
      {!lines && !error && <LoadingRows label="Loading disclosures" rows={5} height={40} />}
      {lines?.length === 0 && (
        <Empty icon={<IconShieldCheck size={30} stroke={1.5} />} title="No disclosures">
          <p>In this time nothing about this patient went to an outside person or system, and no glass was broken.</p>
        </Empty>
      )}
      {lines && lines.length > 0 && <Lines lines={lines} zone={zone} />}
      <p className={styles.small}>
        Uses by the practice’s own people for treatment, payment and operations are not listed (45 CFR
        164.528(a)(1)(i)), nor is what the patient looked at.
      </p>
    </div>
  );
}

function Lines({ lines, zone }: { lines: readonly Disclosure[]; zone: string }) {
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">Recipient</th>
          <th scope="col">What</th>
          <th scope="col">Purpose</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td>
              {usDate(dayOf(line.at, zone))} {clock(line.at, zone)}
            </td>
            <td>{line.recipient}</td>
            <td>{line.description}</td>
            <td>{line.purpose}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The file's name says nothing about whom it is of: it stays in a list of downloads. */
function download(lines: readonly Disclosure[]): void {
  const url = URL.createObjectURL(new Blob([toCsv(lines)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'disclosures.csv';
  link.click();
  URL.revokeObjectURL(url);
}
