import { ActionIcon, Button, Skeleton, Tooltip } from '@mantine/core';
import {
  addressLines,
  ageOn,
  bestName,
  clock,
  emails,
  fullName,
  mrn,
  phones,
  sortName,
  usDate,
  usPhone,
} from '@hub/fhir';
import { AfterDelay, CopyText, KeyName, Problem } from '@hub/ui';
import {
  IconAlertTriangle,
  IconArrowsMove,
  IconBan,
  IconCalendarPlus,
  IconCalendarSearch,
  IconInfoCircle,
  IconUserMinus,
  IconUserCheck,
  IconUserShare,
  IconUserX,
  IconX,
} from '@tabler/icons-react';
import type { Patient } from 'fhir/r4';
import { type ReactNode, useEffect, useRef } from 'react';
import type { VisitActions } from '../actions/useVisitActions';
import { placeWords } from '../day/columns';
import { Reminders } from '../messages/Reminders';
import type { Practice } from '@hub/fhir/visits';
import { StatusChip } from '../visits/StatusMark';
import { cancelWords } from '../visits/cancel';
import type { VisitAction } from '../visits/changes';
import type { VisitStatus } from '../visits/status';
import type { Visit } from '../visits/visit';
import { CoverageCards } from './CoverageCards';
import { Emergency } from './Emergency';
import { OpenIn } from './OpenIn';
import styles from './PatientPanel.module.css';
import { VisitHistory } from './VisitHistory';
import { type PatientFile, usePatient } from './usePatient';
import { warnings } from './warnings';

interface PatientPanelProps {
  readonly patientId: string | undefined;
  readonly visit: Visit | undefined;
  readonly practice: Practice;
  readonly day: string;
  readonly actions: VisitActions;
  readonly onAct: (action: VisitAction, visit: Visit) => void;
  /** Undefined where this role does not book. */
  readonly onBook: ((patient: Patient) => void) | undefined;
  readonly onGo: (day: string, visitId: string) => void;
  readonly onClose: () => void;
}

/** One person beside the day: who they are, this visit and what can be done, how to reach them, who pays, when else they come. */
export function PatientPanel(props: PatientPanelProps) {
  const { patientId, visit, day } = props;
  const { data, error, refetch } = usePatient(patientId);
  const patient = data?.patient ?? visit?.patient;
  return (
    <section className={styles.panel} aria-label="Patient">
      <header className={styles.head}>
        <div>
          <Heading key={`${patientId} ${visit?.id}`}>
            {patient ? sortName(bestName(patient.name)) : (visit?.name ?? 'Patient')}
          </Heading>
          {patient && <Identity patient={patient} day={day} />}
        </div>
        <Tooltip label="Close (Esc)" position="left">
          <ActionIcon variant="subtle" color="gray" size={34} aria-label="Close" onClick={props.onClose}>
            <IconX size={19} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={styles.body}>
        {data && <Warnings file={data} day={day} />}
        {patientId && <Emergency patientId={patientId} zone={props.practice.zone} />}
        {visit && <VisitBox {...props} visit={visit} />}
        {error && (
          <Problem compact problem={error} doing="This record could not be loaded" onRetry={() => void refetch()} />
        )}
        {!data && !error && patientId && (
          <AfterDelay>
            <Skeleton height={90} radius="md" />
            <Skeleton height={120} radius="md" mt="md" />
          </AfterDelay>
        )}
        {!patientId && visit && <p className={styles.none}>This visit was booked without naming a patient.</p>}
        {data && (
          <>
            {!visit && props.onBook && <NewVisit patient={data.patient} onBook={props.onBook} />}
            {patientId && <OpenIn patientId={patientId} />}
            {patientId && visit && <Reminders patientId={patientId} visit={visit} zone={props.practice.zone} />}
            <Contact file={data} />
            <CoverageCards coverages={data.coverages} day={day} />
            <VisitHistory file={data} practice={props.practice} except={visit?.id} onGo={props.onGo} />
          </>
        )}
      </div>
    </section>
  );
}

/** Takes the focus when it appears, so that the next Tab is in the panel and its name is read out. */
function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}

function Identity({ patient, day }: { patient: Patient; day: string }) {
  const age = ageOn(patient.birthDate, day);
  const number = mrn(patient);
  return (
    <p className={styles.identity}>
      <span>{usDate(patient.birthDate) ?? 'Birth date not known'}</span>
      {age !== undefined && <span>{age} years</span>}
      {patient.gender && patient.gender !== 'unknown' && <span>{patient.gender}</span>}
      {number && (
        <span>
          MRN <CopyText text={number} what="record number" />
        </span>
      )}
    </p>
  );
}

function Warnings({ file, day }: { file: PatientFile; day: string }) {
  const found = warnings(file.patient, file.coverages, day);
  if (found.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label="Please note">
      {found.map(({ text, grave }) => (
        <li key={text} data-grave={grave || undefined}>
          {grave ? <IconAlertTriangle size={16} aria-hidden /> : <IconInfoCircle size={16} aria-hidden />}
          {text}
        </li>
      ))}
    </ul>
  );
}

const buttons: readonly { action: VisitAction; label: string; key: string; icon: typeof IconBan }[] = [
  { action: 'check-in', label: 'Check in', key: 'c', icon: IconUserCheck },
  { action: 'check-out', label: 'Check out', key: 'o', icon: IconUserShare },
  { action: 'left', label: 'Left without being seen', key: 'h', icon: IconUserMinus },
  { action: 'move', label: 'Move', key: 'm', icon: IconArrowsMove },
  { action: 'reschedule', label: 'Reschedule', key: 'r', icon: IconCalendarSearch },
  { action: 'no-show', label: 'No-show', key: 'n', icon: IconUserX },
  { action: 'cancel', label: 'Cancel', key: 'x', icon: IconBan },
];

/** Where nothing is left to be done, that is said, not what cannot be done. */
const over: Partial<Record<VisitStatus, string>> = {
  'in-room': 'The patient is in the room.',
  'with-provider': 'The patient is with the provider.',
  done: 'This visit is over.',
  left: 'The patient left without being seen.',
  cancelled: 'This visit will not take place.',
};

function VisitBox({ visit, practice, actions, onAct }: PatientPanelProps & { visit: Visit }) {
  const possible = buttons.filter(({ action }) => actions.why(action, visit) === undefined);
  const refusal = possible.length === 0 ? (over[visit.status] ?? actions.why('cancel', visit)) : undefined;
  const called = visit.status === 'cancelled' ? cancelWords(visit.appointment) : undefined;
  const provider = visit.providerIds.map((id) => practice.providerOf(id)?.name ?? id).join(', ');
  return (
    <section className={styles.visit} data-status={visit.status}>
      <div className={styles.visitHead}>
        <strong>
          {clock(visit.start, practice.zone)} – {clock(visit.end, practice.zone)}
        </strong>
        <StatusChip status={visit.status} />
      </div>
      <p className={styles.visitType}>{visit.type}</p>
      {visit.reason && <p>{visit.reason}</p>}
      <p className={styles.quiet}>{[provider, placeWords(visit, practice, undefined)].filter(Boolean).join(' · ')}</p>
      {visit.appointment.comment && <p className={styles.quiet}>{visit.appointment.comment}</p>}
      {called && <p className={styles.called}>Cancelled: {called}</p>}
      {possible.length > 0 ? (
        <div className={styles.actions}>
          {possible.map(({ action, label, key, icon: Icon }, index) => (
            <Button
              key={action}
              size="compact-md"
              h={34}
              px={11}
              variant={isFirst(action, index) ? 'filled' : 'default'}
              leftSection={<Icon size={16} stroke={1.8} />}
              disabled={actions.busy.has(visit.id)}
              onClick={() => onAct(action, visit)}
              rightSection={
                <span className={styles.key} data-filled={isFirst(action, index) || undefined}>
                  <KeyName name={key} />
                </span>
              }
            >
              {label}
            </Button>
          ))}
        </div>
      ) : (
        refusal && <p className={styles.refusal}>{refusal}</p>
      )}
    </section>
  );
}

/** What comes next in most visits. */
function isFirst(action: VisitAction, index: number): boolean {
  return index === 0 && (action === 'check-in' || action === 'check-out');
}

function NewVisit({ patient, onBook }: { patient: Patient; onBook: (patient: Patient) => void }) {
  return (
    <div className={styles.actions}>
      <Button
        size="compact-md"
        h={34}
        px={11}
        leftSection={<IconCalendarPlus size={16} stroke={1.8} />}
        onClick={() => onBook(patient)}
      >
        Book a visit
      </Button>
    </div>
  );
}

function Contact({ file: { patient, related } }: { file: PatientFile }) {
  const numbers = phones(patient.telecom);
  const mails = emails(patient.telecom);
  const kin = [
    ...(patient.contact ?? []).map((one) => ({
      name: fullName(one.name),
      is: one.relationship?.[0]?.text,
      telecom: one.telecom,
    })),
    ...related.map((one) => ({
      name: fullName(bestName(one.name)),
      is: one.relationship?.[0]?.text ?? one.relationship?.[0]?.coding?.[0]?.display,
      telecom: one.telecom,
    })),
  ].filter((one, index, all) => one.name && all.findIndex((other) => other.name === one.name) === index);
  return (
    <section>
      <h3>Contact</h3>
      <dl className={styles.facts}>
        {numbers.map(({ number, use }) => (
          <div key={number}>
            <dt>{use === 'mobile' ? 'Mobile' : use === 'home' ? 'Home' : use === 'work' ? 'Work' : 'Phone'}</dt>
            <dd>
              <a href={`tel:${number.replace(/[^\d+]/g, '')}`}>{number}</a>
            </dd>
          </div>
        ))}
        {mails.map((mail) => (
          <div key={mail}>
            <dt>Email</dt>
            <dd>
              <a href={`mailto:${mail}`}>{mail}</a>
            </dd>
          </div>
        ))}
        <div>
          <dt>Address</dt>
          <dd>{addressLines(patient.address?.[0]).join(', ') || 'Not on file'}</dd>
        </div>
        {kin.map((one) => (
          <div key={one.name}>
            <dt>{one.is ?? 'Contact'}</dt>
            <dd>
              {one.name}
              {one.telecom?.[0]?.value && `, ${usPhone(one.telecom[0].value)}`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
