import { useHub } from '@hub/fhir';
import { Empty, LoadingRows, Problem } from '@hub/ui';
import { useQuery } from '@tanstack/react-query';
import { IconListCheck } from '@tabler/icons-react';
import type { Parameters } from 'fhir/r4';
import { Frame } from '../Frame';
import { TryRules } from './TryRules';
import styles from './Rules.module.css';
import { type Rule, toRules } from './rules';

/** Who may book what, as the practice's file says, and a try of it on a patient (S1, S89). */
export function RulesScreen() {
  const { client } = useHub();
  const rules = useQuery({
    queryKey: ['booking-rules'],
    queryFn: async ({ signal }) =>
      toRules(await client.perform<Parameters>('Appointment/$booking-rules', { resourceType: 'Parameters' }, signal)),
    refetchOnMount: 'always',
  });
  return (
    <Frame
      chosen="rules"
      title="Booking rules"
      about="Who may book what, and when. The rules stand in config/booking.yaml: whoever runs the hub changes them there, and they hold within seconds. Of the rules that cover a booking, the most particular one decides each key."
    >
      {(practice) => (
        <>
          <TryRules practice={practice} />
          {rules.isPending && <LoadingRows label="Loading the rules" rows={4} height={64} />}
          {rules.error && (
            <Problem problem={rules.error} doing="The rules could not be loaded" onRetry={() => void rules.refetch()} />
          )}
          {rules.data?.length === 0 && (
            <Empty icon={<IconListCheck size={30} stroke={1.5} />} title="There are no rules">
              <p>The front desk books everything, and patients book nothing by themselves.</p>
            </Empty>
          )}
          {rules.data && rules.data.length > 0 && <RuleList rules={rules.data} />}
        </>
      )}
    </Frame>
  );
}

function RuleList({ rules }: { rules: readonly Rule[] }) {
  return (
    <section aria-labelledby="all-rules">
      <h2 id="all-rules" className={styles.heading}>
        The rules
      </h2>
      <ol className={styles.rules}>
        {rules.map((rule) => (
          <li key={rule.name}>
            <h3>
              {rule.name}
              {rule.line !== undefined && <small>line {rule.line}</small>}
            </h3>
            <p className={styles.quiet}>
              For {rule.by.join(' and ')} · {rule.about || 'every visit'}
            </p>
            <p>{rule.asks.join(' · ')}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
