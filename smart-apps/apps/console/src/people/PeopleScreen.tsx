import { Button } from '@mantine/core';
import { useNow } from '@hub/fhir';
import { LoadingRows, Problem, ago } from '@hub/ui';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Title } from '../Title';
import { InviteDialog } from './InviteDialog';
import styles from './People.module.css';
import { type PersonDeed, PersonDialog } from './PersonDialog';
import { type Colleague, standing, usePeople } from './people';

/** Who may sign in, and the way in and out for each. */
export function PeopleScreen() {
  const { data, error, refetch } = usePeople();
  const [inviting, setInviting] = useState(false);
  const [chosen, setChosen] = useState<{ person: Colleague; deed: PersonDeed }>();
  return (
    <div className={styles.page}>
      <Title text="People">
        <Button
          className={styles.invite}
          leftSection={<IconUserPlus size={17} />}
          onClick={() => setInviting(true)}
          disabled={!data}
        >
          Invite somebody
        </Button>
      </Title>
      {error && !data && (
        <Problem problem={error} doing="The people could not be loaded" onRetry={() => void refetch()} />
      )}
      {!data && !error && <LoadingRows label="Loading the people" rows={6} height={44} />}
      {data && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col">Stands</th>
                <th scope="col">Second factor</th>
                <th scope="col">Last sign-in</th>
                <th scope="col">
                  <span className={styles.unseen}>What can be done</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.people.map((person) => (
                <Row key={person.username} person={person} onDeed={(deed) => setChosen({ person, deed })} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {inviting && data && <InviteDialog roles={data.roles} onClose={() => setInviting(false)} />}
      {chosen && <PersonDialog {...chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

function Row({ person, onDeed }: { person: Colleague; onDeed: (deed: PersonDeed) => void }) {
  const now = useNow(60_000);
  const turn: PersonDeed = person.active ? 'deactivate' : 'activate';
  return (
    <tr data-out={!person.active || undefined}>
      <td>
        <strong>{person.name}</strong>
        <div className={styles.quiet}>{person.username}</div>
      </td>
      <td>{person.role}</td>
      <td>{standing(person)}</td>
      <td>{person.secondFactor ? 'Yes' : 'None'}</td>
      <td>{person.lastSignIn ? ago(person.lastSignIn, now) : 'never'}</td>
      <td aria-label={`What can be done about ${person.name}`}>
        <div className={styles.deeds}>
          <Button size="compact-sm" variant="default" onClick={() => onDeed('reset-sign-in')}>
            Reset
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onDeed(turn)}>
            {person.active ? 'Deactivate' : 'Activate'}
          </Button>
        </div>
      </td>
    </tr>
  );
}
