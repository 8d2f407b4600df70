import { Drawer } from '@mantine/core';
import { clockWithSeconds, dayOf, longDay } from '@hub/fhir';
import { LoadingRows, Problem } from '@hub/ui';
import type { ReactNode } from 'react';
import styles from './Audit.module.css';
import { OutcomeChip } from './OutcomeChip';
import { type AuditRecord, purposeWords, what, who } from './event';

const shown = 20;

/** Everything that one record says, and ways to what belongs to it. */
export function RecordDrawer({
  record,
  error,
  opened,
  nameOf,
  zone,
  onClose,
  onPerson,
}: {
  record: AuditRecord | undefined;
  error: Error | null;
  opened: boolean;
  nameOf: (reference: string) => string;
  zone: string;
  onClose: () => void;
  onPerson: (name: string) => void;
}) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size="md">
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body>
          <div className={styles.drawerHead}>
            <Drawer.Title>{record ? what(record) : 'Record'}</Drawer.Title>
            <Drawer.CloseButton aria-label="Close" />
          </div>
          {error && <Problem compact problem={error} doing="The record could not be loaded" />}
          {!record && !error && <LoadingRows label="Loading the record" rows={6} height={28} />}
          {record && <Details record={record} nameOf={nameOf} zone={zone} onPerson={onPerson} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Details({
  record,
  nameOf,
  zone,
  onPerson,
}: {
  record: AuditRecord;
  nameOf: (reference: string) => string;
  zone: string;
  onPerson: (name: string) => void;
}) {
  return (
    <dl className={styles.details}>
      <Fact name="Outcome">
        <OutcomeChip outcome={record.outcome} /> {record.why}
      </Fact>
      <Fact name="When">
        {longDay(dayOf(record.at, zone))}, {clockWithSeconds(record.at, zone)}
      </Fact>
      <Fact name="Who">
        {record.user ? (
          <button type="button" className={styles.textButton} onClick={() => onPerson(record.user ?? '')}>
            {record.user}
          </button>
        ) : (
          who(record)
        )}
      </Fact>
      <Fact name="Role">{record.role}</Fact>
      <Fact name="Client">{record.client}</Fact>
      <Fact name="Purpose">{purposeWords(record.purpose)}</Fact>
      <Fact name="From address">{record.address && <code>{record.address}</code>}</Fact>
      <Many name={record.patients.length === 1 ? 'Patient' : 'Patients'} references={record.patients} nameOf={nameOf} />
      <Many name="Before that" references={record.patientsBefore} nameOf={nameOf} />
      <Many name="Resources" references={record.entities} />
      <Fact name="Asked">{record.query && <pre className={styles.query}>{record.query}</pre>}</Fact>
      <Fact name="Answered or changed">{record.count && `${record.count} resources`}</Fact>
      <Fact name="Policy">{record.policy && <code>{record.policy}</code>}</Fact>
      <Fact name="Case">
        {record.request && (
          <a href={`#/audit?request=${record.request}`}>
            <code>{record.request}</code>
          </a>
        )}
      </Fact>
      <Fact name="Record">
        <code>{record.id}</code>
      </Fact>
    </dl>
  );
}

function Many({
  name,
  references,
  nameOf,
}: {
  name: string;
  references: readonly string[];
  nameOf?: (reference: string) => string;
}) {
  return (
    <Fact name={name}>
      {references.length > 0 && (
        <ul className={styles.many}>
          {references.slice(0, shown).map((reference) => (
            <li key={reference}>
              {nameOf ? (
                <a href={`#/audit?since=all&patient=${reference.replace('Patient/', '')}`}>{nameOf(reference)}</a>
              ) : (
                <code>{reference}</code>
              )}
            </li>
          ))}
          {references.length > shown && <li>and {references.length - shown} more</li>}
        </ul>
      )}
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === undefined || children === '' || children === false) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
