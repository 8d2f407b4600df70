import { Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Announcements } from './Announcer';
import { ConnectionBanner } from './Banner';
import { Logo } from './Logo';
import { SchemeSwitch } from './SchemeSwitch';
import styles from './Shell.module.css';
import { SignInAgain } from './SignInAgain';
import { UserMenu } from './UserMenu';
import { useKeyHelp } from './keys';

/** One place in an app that the rail leads to. */
export interface RailItem {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly chosen: boolean;
  readonly href?: string;
  readonly onClick?: () => void;
  readonly count?: number;
  readonly hint?: string;
}

/** The frame of an app: the rail on the left (below on a phone), a bar on top, the screen in the rest. */
export function Shell({
  app,
  items,
  bar,
  children,
}: {
  app: string;
  items: readonly RailItem[];
  bar: ReactNode;
  children: ReactNode;
}) {
  const openKeyHelp = useKeyHelp();
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <nav className={styles.rail} aria-label={app}>
        <a className={styles.home} href="/" aria-label="Practice Hub, all apps">
          <Logo size={30} />
        </a>
        <div className={styles.items}>
          {items.map((item) => (
            <RailButton key={item.id} item={item} />
          ))}
        </div>
        <div className={styles.foot}>
          <Tooltip label="Keyboard (?)" position="right">
            <button type="button" className={styles.small} onClick={openKeyHelp} aria-label="Keyboard shortcuts">
              <IconKeyboard size={20} stroke={1.6} />
            </button>
          </Tooltip>
          <SchemeSwitch className={styles.small} />
          <UserMenu />
        </div>
      </nav>
      <div className={styles.main}>
        <header className={styles.bar}>{bar}</header>
        <ConnectionBanner />
        <main id="main" tabIndex={-1} className={styles.content}>
          {children}
        </main>
      </div>
      <Announcements />
      <SignInAgain />
    </div>
  );
}

function RailButton({ item }: { item: RailItem }) {
  const inside = (
    <>
      <span className={styles.icon}>
        {item.icon}
        {item.count !== undefined && item.count > 0 && (
          <span className={styles.count}>{item.count > 99 ? '99+' : item.count}</span>
        )}
      </span>
      <span>{item.label}</span>
    </>
  );
  const common = { className: styles.item, 'data-chosen': item.chosen || undefined, title: item.hint };
  return item.href ? (
    <a {...common} href={item.href} aria-current={item.chosen ? 'page' : undefined}>
      {inside}
    </a>
  ) : (
    <button type="button" {...common} onClick={item.onClick}>
      {inside}
    </button>
  );
}

/** The address belongs to the router, so the link moves the focus itself. */
function skipToMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
