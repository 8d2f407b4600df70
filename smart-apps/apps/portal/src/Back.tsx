import { IconArrowLeft } from '@tabler/icons-react';
import styles from './book/Book.module.css';
import type { Place } from './place';
import { usePortal } from './portal';

/** One step back, with its name. */
export function Back({ to, children }: { to: Place; children: string }) {
  const { href } = usePortal();
  return (
    <a className={styles.back} href={href(to)}>
      <IconArrowLeft size={20} stroke={1.7} aria-hidden />
      {children}
    </a>
  );
}
