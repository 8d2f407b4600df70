import { Link } from '@tanstack/react-router';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Title } from '../Title';
import styles from './FeedPage.module.css';

/** A page about one feed: its title, the way back to all of them, and what it is for. */
export function FeedPage({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <Title text={title} />
      <header className={styles.head}>
        <Link to="/feeds" className={styles.back}>
          <IconArrowLeft size={16} aria-hidden /> Feeds
        </Link>
        <p>{about}</p>
      </header>
      {children}
    </div>
  );
}
