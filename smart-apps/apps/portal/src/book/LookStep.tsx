import { Button, Textarea } from '@mantine/core';
import { FhirFailure, clock, dayOf, longDay, shortDay, useHub } from '@hub/fhir';
import { type Offer, bookInput, offersOf, rescheduleInput, ruleRefusalIn, ruleRefusalOf } from '@hub/fhir/booking';
import { appointmentIn } from '@hub/fhir/visits';
import { useOnline } from '@hub/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { type FormEvent, useEffect, useRef } from 'react';
import { InlineTrouble } from '../Trouble';
import { Back } from '../Back';
import { RefusedCard } from '../RefusedCard';
import { usePortal } from '../portal';
import { nameOf } from '../visits/names';
import { useKeepVisit } from '../visits/useVisits';
import styles from './Book.module.css';
import type { Flow } from './flow';

/** All that was chosen, to be looked over. Only here something is booked or moved, and only with the hub's yes. */
export function LookStep({ flow, offer }: { flow: Flow; offer: Offer }) {
  const { patient, practice, now, go, tell } = usePortal();
  const { client } = useHub();
  const queries = useQueryClient();
  const keep = useKeepVisit(patient.id ?? '');
  const online = useOnline();
  const { visit, draft, change } = flow;
  const site = practice.sites.find((one) => one.id === offer.siteId);
  const today = dayOf(now, offer.zone);

  const saving = useMutation({
    mutationFn: () =>
      visit
        ? client.perform<Bundle>(`Appointment/${visit.id}/$reschedule`, rescheduleInput(offer, undefined))
        : client.perform<Bundle>(
            'Appointment/$book',
            bookInput(offer, patient.id ?? '', flow.serviceId, draft.comment, undefined),
          ),
    onSuccess: (answer) => {
      const appointment = appointmentIn(answer);
      keep(appointment);
      void queries.invalidateQueries({ queryKey: ['bookable'] });
      tell({ what: visit ? 'moved' : 'booked', appointment, said: ruleRefusalIn(answer) });
      flow.forget();
      go({ screen: 'done' }, true);
    },
    onError: (problem) => {
      // What is listed is not true any more.
      if (problem instanceof FhirFailure && problem.kind === 'conflict')
        void queries.invalidateQueries({ queryKey: ['offers'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <>
      <Back to={flow.times}>Other times</Back>
      <h1>{visit ? 'Move to this time?' : 'Is this right?'}</h1>
      <dl className={styles.summary}>
        {visit?.start !== undefined && (
          <Row name="Now">
            <span className={styles.before}>
              {longDay(dayOf(visit.start, visit.zone), today)}, {clock(visit.start, visit.zone)}
            </span>
          </Row>
        )}
        <Row name={visit ? 'New time' : 'When'}>
          <strong>
            {longDay(dayOf(offer.start, offer.zone), today)}, {clock(offer.start, offer.zone)}
          </strong>
        </Row>
        <Row name="What">{practice.services.find((one) => one.id === flow.serviceId)?.name ?? 'Visit'}</Row>
        {offer.provider && <Row name="With">{offer.provider}</Row>}
        {site && (
          <Row name="Where">
            {site.name}
            {site.address.length > 0 && <span className={styles.quiet}>{site.address.join(', ')}</span>}
          </Row>
        )}
        <Row name="For">{nameOf(patient)}</Row>
      </dl>
      <form className={styles.form} onSubmit={submit}>
        {!visit && (
          <Textarea
            label="Anything we should know? (optional)"
            autosize
            minRows={2}
            maxRows={6}
            value={draft.comment}
            onChange={(event) => change({ comment: event.currentTarget.value })}
          />
        )}
        {saving.error && (
          <Refused
            key={saving.submittedAt}
            problem={saving.error}
            flow={flow}
            offer={offer}
            onChoose={(other) => {
              saving.reset();
              change({ offer: other });
            }}
          />
        )}
        {!ruleRefusalOf(saving.error) && (
          <Button type="submit" fullWidth loading={saving.isPending} disabled={!online}>
            {visit ? 'Move my visit' : 'Book this visit'}
          </Button>
        )}
      </form>
    </>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface RefusedProps {
  readonly problem: unknown;
  readonly flow: Flow;
  readonly offer: Offer;
  readonly onChoose: (offer: Offer) => void;
}

/** Why it was not booked: a rule, somebody who was faster, or something that went wrong. */
function Refused({ problem, flow, offer, onChoose }: RefusedProps) {
  const { practice } = usePortal();
  const rule = ruleRefusalOf(problem);
  if (rule)
    return (
      <RefusedCard
        refusal={rule}
        title={flow.visit ? 'It cannot be moved there' : 'This cannot be booked here'}
        serviceId={flow.serviceId}
        siteId={offer.siteId}
      />
    );
  if (problem instanceof FhirFailure && problem.kind === 'conflict')
    return (
      <Taken said={problem.message} others={offersOf(problem.contained, practice)} flow={flow} onChoose={onChoose} />
    );
  return (
    <InlineTrouble
      problem={problem}
      doing={flow.visit ? 'Your visit could not be moved' : 'Your visit could not be booked'}
    />
  );
}

interface TakenProps {
  readonly said: string;
  readonly others: readonly Offer[];
  readonly flow: Flow;
  readonly onChoose: (offer: Offer) => void;
}

/** Somebody was faster. The focus goes to what is free instead. */
function Taken({ said, others, flow, onChoose }: TakenProps) {
  const { href, now } = usePortal();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className={styles.taken}>
      <IconAlertTriangle size={22} stroke={1.7} aria-hidden />
      <div>
        <p role="alert">
          <strong>{others.length > 0 ? 'Somebody has just taken this time.' : said}</strong>
          {others.length > 0 && ' Nothing is lost. Free instead:'}
        </p>
        <div className={styles.alternatives} role="group" aria-label="Free instead">
          {others.slice(0, 3).map((other, index) => (
            <Button
              key={other.key}
              ref={index === 0 ? first : undefined}
              variant="default"
              onClick={() => onChoose(other)}
            >
              {shortDay(dayOf(other.start, other.zone), dayOf(now, other.zone))}, {clock(other.start, other.zone)}
              {other.provider && ` · ${other.provider}`}
            </Button>
          ))}
          <Button variant="subtle" component="a" href={href(flow.times)}>
            All free times
          </Button>
        </div>
      </div>
    </div>
  );
}
