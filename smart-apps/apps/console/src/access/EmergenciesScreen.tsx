import { Button } from '@mantine/core';
import { bestName, idOf, sortName, useAllowed, useHub, useNow } from '@hub/fhir';
import { Empty, InlineProblem, LoadingRows, Problem, ago, notifyDone } from '@hub/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconShieldCheck } from '@tabler/icons-react';
import type { Parameters } from 'fhir/r4';
import { Title } from '../Title';
import styles from './Access.module.css';
import { type EmergencyCase, toCases } from './access';
import { useCases } from './useCases';

/** Records that were opened in an emergency: what waits for a review first. */
export function EmergenciesScreen() {
  const { data, error, refetch } = useCases();
  const now = useNow(30_000);
  return (
    <div className={styles.page}>
      <Title text="Emergencies" />
      {error && !data && (
        <Problem problem={error} doing="The emergencies could not be loaded" onRetry={() => void refetch()} />
      )}
      {!data && !error && <LoadingRows label="Loading the emergencies" rows={3} height={96} />}
      {data?.length === 0 && (
        <Empty icon={<IconShieldCheck size={30} stroke={1.5} />} title="Nobody opened a record in an emergency">
          <p>When somebody does, their reason stands here until somebody else has looked at it.</p>
        </Empty>
      )}
      {data?.map((one) => (
        <Case key={one.id} one={one} now={now} />
      ))}
    </div>
  );
}

function Case({ one, now }: { one: EmergencyCase; now: number }) {
  return (
    <article className={styles.case} data-open={one.reviewedBy === undefined || undefined}>
      <header>
        <strong>{one.person}</strong>
        <span>
          opened the record of <PatientName reference={one.patient} />
        </span>
      </header>
      <time dateTime={one.started}>{ago(one.started, now)}</time>
      <blockquote>“{one.reason}”</blockquote>
      {one.reviewedBy ? (
        <footer>
          {one.finding === 'justified' ? 'Found justified' : 'Found not justified'} by {one.reviewedBy}
        </footer>
      ) : (
        <Review one={one} />
      )}
    </article>
  );
}

function PatientName({ reference }: { reference: string }) {
  const { client } = useHub();
  const mayRead = useAllowed('Patient', 'r');
  const id = idOf({ reference }, 'Patient');
  const { data } = useQuery({
    queryKey: ['patient-name', id],
    enabled: mayRead && id !== undefined,
    queryFn: ({ signal }) => client.read('Patient', id ?? '', signal),
  });
  return <>{sortName(bestName(data?.name)) ?? 'a patient'}</>;
}

function Review({ one }: { one: EmergencyCase }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const review = useMutation({
    mutationFn: async (finding: string) => {
      const input: Parameters = {
        resourceType: 'Parameters',
        parameter: [
          { name: 'id', valueInteger: one.id },
          { name: 'finding', valueCode: finding },
        ],
      };
      return toCases(await client.perform<Parameters>('$review-break-glass', input));
    },
    onSuccess: (cases) => {
      queries.setQueryData(['emergencies'], cases);
      notifyDone('The review is noted');
    },
  });
  return (
    <footer>
      <Button
        size="compact-sm"
        h={30}
        variant="default"
        loading={review.isPending}
        onClick={() => review.mutate('justified')}
      >
        Justified
      </Button>
      <Button
        size="compact-sm"
        h={30}
        variant="default"
        disabled={review.isPending}
        onClick={() => review.mutate('not-justified')}
      >
        Not justified
      </Button>
      {review.error && <InlineProblem problem={review.error} doing="The review was not noted" />}
    </footer>
  );
}
