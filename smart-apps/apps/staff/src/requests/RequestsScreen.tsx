import { Button } from '@mantine/core';
import { dayOf, useHub, useNow } from '@hub/fhir';
import { Empty, InlineProblem, LoadingRows, Problem, ago, notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconCalendarSearch, IconInbox } from '@tabler/icons-react';
import type { Bundle } from 'fhir/r4';
import { Suspense, lazy, useState } from 'react';
import { Frame } from '../Frame';
import type { Practice } from '@hub/fhir/visits';
import styles from './Requests.module.css';
import { type VisitRequest, closing } from './requests';
import { useRequests } from './useRequests';

const BookingDrawer = lazy(() => import('../booking/BookingDrawer'));
const DeclineDialog = lazy(() => import('./DeclineDialog'));

type Doing = { readonly kind: 'book' | 'decline'; readonly request: VisitRequest };

/** Visits that are asked for and have no time yet, and what else the front desk is asked (S1, S3, S88). */
export function RequestsScreen() {
  return (
    <Frame
      chosen="requests"
      title="Requests"
      about="What patients and other systems ask for and cannot book by themselves. Whoever waits longest stands first."
    >
      {(practice) => <Requests practice={practice} />}
    </Frame>
  );
}

function Requests({ practice }: { practice: Practice }) {
  const now = useNow(30_000);
  const today = dayOf(now, practice.zone);
  const { data, error, isPending, refetch } = useRequests(practice, today);
  const [doing, setDoing] = useState<Doing | undefined>(undefined);
  const done = () => setDoing(undefined);
  if (isPending) return <LoadingRows label="Loading what is asked for" rows={4} height={96} />;
  if (error && !data)
    return <Problem problem={error} doing="The requests could not be loaded" onRetry={() => void refetch()} />;
  return (
    <>
      {data?.length === 0 && (
        <Empty icon={<IconInbox size={30} stroke={1.5} />} title="Nobody is waiting for an answer">
          <p>When somebody asks for a visit, or to change one too late to do it themselves, it appears here.</p>
        </Empty>
      )}
      <ul className={styles.list} aria-label="Requests">
        {data?.map((request) => (
          <RequestCard key={request.task.id} request={request} now={now} practice={practice} onDo={setDoing} />
        ))}
      </ul>
      <Suspense>
        {doing?.kind === 'book' && (
          <BookingDrawer
            begin={{
              request: doing.request.appointment,
              patient: doing.request.patient,
              providerId: doing.request.providerId,
              serviceId: doing.request.serviceId,
            }}
            shown={{ day: doing.request.from ?? today, siteId: undefined }}
            practice={practice}
            onClose={done}
          />
        )}
        {doing?.kind === 'decline' && <DeclineDialog request={doing.request} onClose={done} />}
      </Suspense>
    </>
  );
}

interface RequestCardProps {
  readonly request: VisitRequest;
  readonly now: number;
  readonly practice: Practice;
  readonly onDo: (doing: Doing) => void;
}

function RequestCard({ request, now, practice, onDo }: RequestCardProps) {
  const { client } = useHub();
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: () => client.transaction(closing(request.task)) as Promise<Bundle>,
    onSuccess: () => notifyDone(`${request.name}: answered`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['requests'] }),
  });
  const provider = request.providerId && practice.providerOf(request.providerId)?.name;
  const start = Date.parse(request.appointment.start ?? '');
  return (
    <li className={styles.request} data-request={request.appointment.id}>
      <div className={styles.main}>
        <p className={styles.asks}>
          {request.asks}
          <span>{ago(request.since, now)}</span>
        </p>
        <h2>
          {request.name}
          {request.mrn && <small>{request.mrn}</small>}
        </h2>
        <p>{[request.type, provider, request.when].filter(Boolean).join(' · ')}</p>
        {request.wishes.length > 0 && <p className={styles.quiet}>Suits: {request.wishes.join('; ')}</p>}
        {request.comment && <blockquote>{request.comment}</blockquote>}
        {close.error && <InlineProblem problem={close.error} doing="It could not be closed" />}
      </div>
      <div className={styles.deeds}>
        {request.isNew ? (
          <>
            <Button
              leftSection={<IconCalendarSearch size={17} stroke={1.8} />}
              onClick={() => onDo({ kind: 'book', request })}
            >
              Find a time
            </Button>
            <Button variant="default" onClick={() => onDo({ kind: 'decline', request })}>
              Decline
            </Button>
          </>
        ) : (
          <>
            <Button
              component="a"
              href={`#/day/${dayOf(start || now, practice.zone)}?visit=${request.appointment.id}`}
              variant="filled"
            >
              Open the visit
            </Button>
            <Button variant="default" loading={close.isPending} onClick={() => close.mutate()}>
              Answered
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
