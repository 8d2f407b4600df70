import { CopyText } from '@hub/ui';
import styles from './Clients.module.css';

/** A secret that the hub made; it is not shown again. */
export function SecretToGive({ id, secret }: { id: string; secret: string }) {
  return (
    <>
      <p>
        Put these into the client, by a way that only those who look after it read. The secret is shown this once; the
        hub keeps nothing that it could be read from.
      </p>
      <dl className={styles.secret}>
        <dt>Client id</dt>
        <dd>
          <CopyText text={id} what="client id" />
        </dd>
        <dt>Secret</dt>
        <dd>
          <CopyText text={secret} what="secret" />
        </dd>
      </dl>
    </>
  );
}
