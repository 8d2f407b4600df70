import { Button } from '@mantine/core';
import { useNow } from '@hub/fhir';
import { Empty, LoadingRows, Problem, ago } from '@hub/ui';
import { IconApps, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Title } from '../Title';
import { type ClientDeed, ClientDeedDialog } from './ClientDeedDialog';
import { ClientDialog } from './ClientDialog';
import styles from './Clients.module.css';
import { type Client, kindWords, useClients } from './clients';

type Doing = { readonly deed: 'register' } | { readonly deed: 'change' | ClientDeed; readonly client: Client };

const scopesShown = 3;

/** The apps and systems that may ask the hub for a token: those of the file, and those that are registered here. */
export function ClientsScreen() {
  const { data, error, refetch } = useClients();
  const [doing, setDoing] = useState<Doing>();
  const onClose = () => setDoing(undefined);
  return (
    <div className={styles.page}>
      <Title text="Apps">
        <Button
          className={styles.register}
          leftSection={<IconPlus size={17} />}
          onClick={() => setDoing({ deed: 'register' })}
          disabled={!data}
        >
          Register
        </Button>
      </Title>
      {error && !data && (
        <Problem problem={error} doing="The apps could not be loaded" onRetry={() => void refetch()} />
      )}
      {!data && !error && <LoadingRows label="Loading the apps" rows={6} height={44} />}
      {data?.every((client) => client.where === 'file') && (
        <Empty icon={<IconApps size={30} stroke={1.5} />} title="No app is registered here yet">
          <p>An app of somebody else's, or a system, is registered with a few addresses and what it may ask for.</p>
        </Empty>
      )}
      {data && (
        <>
          <List
            title="Registered here"
            clients={data.filter((client) => client.where === 'console').sort(inUseFirst)}
            onDeed={(deed, client) => setDoing({ deed, client })}
          />
          <List title="Of config/apps.yaml" clients={data.filter((client) => client.where === 'file')} />
        </>
      )}
      {doing?.deed === 'register' && <ClientDialog onClose={onClose} />}
      {doing?.deed === 'change' && <ClientDialog client={doing.client} onClose={onClose} />}
      {(doing?.deed === 'new-client-secret' || doing?.deed === 'retire-client') && (
        <ClientDeedDialog client={doing.client} deed={doing.deed} onClose={onClose} />
      )}
    </div>
  );
}

function inUseFirst(one: Client, other: Client): number {
  return Number(one.retired !== undefined) - Number(other.retired !== undefined);
}

interface ListProps {
  title: string;
  clients: readonly Client[];
  /** Left out where nothing can be done. */
  onDeed?: (deed: 'change' | ClientDeed, client: Client) => void;
}

function List({ title, clients, onDeed }: ListProps) {
  if (clients.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Kind</th>
          <th scope="col">May ask for</th>
          {onDeed && <th scope="col">Registered</th>}
          {onDeed && <th scope="col">Last used</th>}
          {onDeed && (
            <th scope="col">
              <span className={styles.unseen}>What can be done</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <Row key={client.id} client={client} onDeed={onDeed} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ client, onDeed }: { client: Client; onDeed: ListProps['onDeed'] }) {
  const now = useNow(60_000);
  const { registered, retired, lastUsed } = client;
  return (
    <tr data-out={retired !== undefined || undefined}>
      <th scope="row">
        {client.name}
        <div className={styles.quiet}>{client.id}</div>
      </th>
      <td>
        {client.people ? 'App' : 'System'}, {kindWords[client.authentication]}
      </td>
      <td>
        <Scopes scopes={client.scopes} />
      </td>
      {onDeed && (
        <td>
          {retired
            ? `Retired by ${retired.by}, ${ago(retired.at, now)}`
            : registered && `By ${registered.by}, ${ago(registered.at, now)}`}
        </td>
      )}
      {onDeed && <td>{lastUsed ? `Used ${ago(lastUsed, now)}` : 'Not used yet'}</td>}
      {onDeed && (
        <td aria-label={`What can be done about ${client.name}`}>
          {!retired && <Deeds client={client} onDeed={onDeed} />}
        </td>
      )}
    </tr>
  );
}

/** The first few; the rest opens below them, for those who want to know. */
function Scopes({ scopes }: { scopes: readonly string[] }) {
  const first = scopes.slice(0, scopesShown).join(', ');
  const more = scopes.slice(scopesShown);
  if (more.length === 0) return <span className={styles.scopes}>{first}</span>;
  return (
    <details className={styles.scopes}>
      <summary>
        {first} and {more.length} more
      </summary>
      {more.join(', ')}
    </details>
  );
}

function Deeds({ client, onDeed }: { client: Client; onDeed: NonNullable<ListProps['onDeed']> }) {
  return (
    <div className={styles.deeds}>
      <Button size="compact-sm" variant="default" onClick={() => onDeed('change', client)}>
        Change
      </Button>
      {client.authentication === 'client_secret_basic' && (
        <Button size="compact-sm" variant="default" onClick={() => onDeed('new-client-secret', client)}>
          New secret
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => onDeed('retire-client', client)}>
        Retire
      </Button>
    </div>
  );
}
