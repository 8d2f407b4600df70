import { Select } from '@mantine/core';
import { useHub } from '@hub/fhir';
import { Empty, LoadingRows, Problem } from '@hub/ui';
import { useQuery } from '@tanstack/react-query';
import { IconEyeSearch } from '@tabler/icons-react';
import type { Patient } from 'fhir/r4';
import { useState } from 'react';
import { Title } from '../Title';
import styles from './Access.module.css';
import { PatientPick } from './PatientPick';
import { type AccessAnswer, type TypeAccess, lettersInWords, toAccess, toChoices } from './access';

/** What can this person see of this patient, by this app, and why? The answer comes from the rules themselves. */
export function AccessScreen() {
  const { client } = useHub();
  const [person, setPerson] = useState<string | null>(null);
  const [app, setApp] = useState<string | null>('staff');
  const [patient, setPatient] = useState<Patient>();
  const choices = useQuery({
    queryKey: ['access-choices'],
    queryFn: async ({ signal }) => toChoices(await client.ask('$access-choices', signal)),
  });
  const ready = person && app && patient?.id;
  const answer = useQuery({
    queryKey: ['access', person, app, patient?.id],
    enabled: Boolean(ready),
    queryFn: async ({ signal }) =>
      toAccess(
        await client.ask(
          `$access?person=${encodeURIComponent(person ?? '')}&app=${app}&patient=${patient?.id}`,
          signal,
        ),
      ),
  });
  const options = (list: readonly { id: string; name: string }[] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={styles.page}>
      <Title text="Who sees what" />
      {choices.error && (
        <Problem
          problem={choices.error}
          doing="The people could not be loaded"
          onRetry={() => void choices.refetch()}
        />
      )}
      <div className={styles.question}>
        <Select
          label="Person"
          placeholder="Choose"
          searchable
          data={options(choices.data?.people)}
          value={person}
          onChange={setPerson}
        />
        <Select label="App" data={options(choices.data?.apps)} value={app} onChange={setApp} allowDeselect={false} />
        <PatientPick onPick={setPatient} />
      </div>
      {!ready && (
        <Empty icon={<IconEyeSearch size={30} stroke={1.5} />} title="Choose a person and a patient">
          <p>You see what that person can see of that patient, type by type, with the rule behind it.</p>
        </Empty>
      )}
      {ready && answer.isPending && <LoadingRows label="Asking the rules" rows={6} height={44} />}
      {answer.error && (
        <Problem problem={answer.error} doing="The rules could not be asked" onRetry={() => void answer.refetch()} />
      )}
      {answer.data && <Answer answer={answer.data} />}
    </div>
  );
}

function Answer({ answer }: { answer: AccessAnswer }) {
  if (!answer.opensApp) {
    return <p className={styles.no}>The role {answer.role} does not open this app: by it, nothing is seen.</p>;
  }
  const [theirs, shared] = [
    // What there is something of comes first.
    answer.types
      .filter(({ stored }) => stored !== undefined)
      .toSorted((a, b) => Number(a.stored === 0) - Number(b.stored === 0)),
    answer.types.filter(({ stored }) => stored === undefined),
  ];
  return (
    <>
      <p className={styles.role}>
        By the role <strong>{answer.role}</strong>, as it is configured now.
      </p>
      <Types title="Of this patient" types={theirs} />
      <Types title="Of the practice" types={shared} />
    </>
  );
}

function Types({ title, types }: { title: string; types: readonly TypeAccess[] }) {
  return (
    <table className={styles.types}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Sees</th>
          <th scope="col">May</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {types.map((one) => (
          <tr key={one.type} data-none={one.may === '' || undefined}>
            <th scope="row">{one.type}</th>
            <td>{seen(one)}</td>
            <td>{lettersInWords(one.may)}</td>
            <td>
              {one.why.map((reason) => (
                <p key={reason}>{reason}</p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function seen({ stored, seen }: TypeAccess): string {
  if (stored === undefined) return 'All that fits';
  return stored === 0 ? 'None stored' : `${seen} of ${stored}`;
}
