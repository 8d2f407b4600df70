import { CopyText } from '@hub/ui';
import styles from './People.module.css';

/** The link with which somebody sets their password; it is not shown again. */
export function LinkToGive({ link, name }: { link: string; name: string }) {
  return (
    <>
      <p>Give {name} this link by a way that only they read. It works once, and it is not shown again.</p>
      <p className={styles.link}>
        <CopyText text={link} what="link" />
      </p>
    </>
  );
}
