import { idOf, usDate, useHub } from '@hub/fhir';
import { useQuery } from '@tanstack/react-query';
import type { Coverage } from 'fhir/r4';
import styles from './PatientPanel.module.css';
import { isOn } from './warnings';

/** Who pays, first payer first. */
export function CoverageCards({ coverages, day }: { coverages: readonly Coverage[] | undefined; day: string }) {
  const names = usePayerNames(coverages ?? []);
  return (
    <section>
      <h3>Coverage</h3>
      {coverages === undefined && <p className={styles.none}>Your role does not include coverage.</p>}
      {coverages?.length === 0 && <p className={styles.none}>None on file.</p>}
      {coverages?.map((coverage, index) => {
        const plan = coverage.class?.find((one) => one.type.coding?.some((coding) => coding.code === 'plan'));
        const group = coverage.class?.find((one) => one.type.coding?.some((coding) => coding.code === 'group'));
        const payer = coverage.payor[0];
        const inForce = isOn(coverage, day);
        return (
          <article key={coverage.id} className={styles.coverage} data-ended={!inForce || undefined}>
            <p>
              <strong>
                {payer?.display ??
                  names?.[idOf(payer, 'Organization') ?? ''] ??
                  payer?.identifier?.value ??
                  'Payer not named'}
              </strong>
              <span className={styles.order}>{!inForce ? 'Not in force' : index === 0 ? 'Primary' : 'Secondary'}</span>
            </p>
            {plan && <p className={styles.quiet}>{plan.name ?? plan.value}</p>}
            <dl className={styles.facts}>
              <Fact label="Member" value={coverage.subscriberId ?? coverage.identifier?.[0]?.value} />
              <Fact label="Group" value={group?.value} />
              <Fact label="Since" value={usDate(coverage.period?.start)} />
              <Fact label="Until" value={usDate(coverage.period?.end)} />
            </dl>
          </article>
        );
      })}
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string | undefined }) {
  if (!value) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Payers whose names did not come with the coverage. */
function usePayerNames(coverages: readonly Coverage[]): Record<string, string> | undefined {
  const { client } = useHub();
  const unnamed = coverages
    .flatMap((one) => (one.payor[0]?.display ? [] : (idOf(one.payor[0], 'Organization') ?? [])))
    .sort();
  const { data } = useQuery({
    queryKey: ['payers', ...unnamed],
    enabled: unnamed.length > 0,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const found = await client.searchAll('Organization', [['_id', unnamed.join(',')]], signal);
      return Object.fromEntries(
        found.flatMap((one) => (one.resourceType === 'Organization' && one.id && one.name ? [[one.id, one.name]] : [])),
      ) as Record<string, string>;
    },
  });
  return data;
}
