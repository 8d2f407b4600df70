import { type FhirClient, clock, dayOf, resources, shortDay, useAllowed, useHub, useLive, useNow } from '@hub/fhir';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Visit } from '../visits/visit';
import styles from './Messages.module.css';
import { FateMark } from './MessagesScreen';
import { toMessage, toPlanned, wayWords } from './message';

const shown = '60';

/** What the patient was told about this visit, what is still to be said, and what they answered. */
export function Reminders({ patientId, visit, zone }: { patientId: string; visit: Visit; zone: string }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const maySee = useAllowed('Communication', 's');
  const mayPlan = useAllowed('CommunicationRequest', 's');
  const today = dayOf(useNow(60_000), zone);
  const key = ['reminders', patientId];
  useLive((event) => {
    const about = event.kind === 'resync' || (event.kind === 'change' && event.reference.startsWith('Communication'));
    if (about) void queries.invalidateQueries({ queryKey: key });
  });
  const { data } = useQuery({
    queryKey: key,
    enabled: maySee,
    queryFn: ({ signal }) => load(client, patientId, mayPlan, signal),
  });
  const said = (data?.said ?? []).map(toMessage).filter((one) => one.visitId === visit.id);
  const planned = toPlanned(data?.planned ?? [], visit.id);
  // Where nothing was said and nothing will be, there is nothing to tell.
  if (said.length + planned.length === 0) return null;
  const at = (instant: number) => `${shortDay(dayOf(instant, zone), today)}, ${clock(instant, zone)}`;
  return (
    <section>
      <h3>Reminders</h3>
      <ul className={styles.reminders}>
        {said
          .sort((a, b) => a.at - b.at)
          .map((one) => (
            <li key={one.id}>
              <FateMark fate={one.fate} />
              <span>{one.fate === 'answer' ? `“${one.text ?? ''}”` : one.way ? wayWords[one.way] : 'Message'}</span>
              <span className={styles.quiet}>{one.reason ?? at(one.at)}</span>
            </li>
          ))}
        {planned.map((one) => (
          <li key={one.id}>
            <span className={styles.fate}>Planned</span>
            <span>{one.way ? wayWords[one.way] : 'Message'}</span>
            <span className={styles.quiet}>{at(one.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function load(client: FhirClient, patientId: string, mayPlan: boolean, signal: AbortSignal) {
  const who = ['subject', `Patient/${patientId}`] as const;
  const [said, planned] = await Promise.all([
    client.search('Communication', [who, ['_sort', '-_lastUpdated'], ['_count', shown]], signal),
    mayPlan ? client.search('CommunicationRequest', [who, ['status', 'active'], ['_count', shown]], signal) : undefined,
  ]);
  return {
    said: resources(said).flatMap((one) => (one.resourceType === 'Communication' ? [one] : [])),
    planned: planned ? resources(planned) : [],
  };
}
