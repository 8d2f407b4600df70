import { Menu } from '@mantine/core';
import { useHub, useUserAndApps } from '@hub/fhir';
import { launchedBy, signOut } from '@hub/fhir/smart';
import { IconLogout, IconUserShield } from '@tabler/icons-react';
import { use } from 'react';
import { AppContext } from './app';
import styles from './UserMenu.module.css';

/** Who is signed in, the other apps they may open, and the way out. */
export function UserMenu() {
  const { session } = useHub();
  const { data } = useUserAndApps();
  const user = data?.user ?? { name: 'Signed in', role: '' };
  const app = use(AppContext);
  // Inside an EHR there is this app alone.
  const others = launchedBy(app)
    ? []
    : (data?.apps.filter((app) => app.available && !location.pathname.startsWith(app.url)) ?? []);
  return (
    <Menu position="right-end" width={230}>
      <Menu.Target>
        <button type="button" className={styles.face} aria-label={`Signed in as ${user.name}`}>
          {initials(user.name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong>{user.name}</strong>
          <span>{user.role}</span>
        </div>
        <Menu.Divider />
        {others.map((app) => (
          <Menu.Item key={app.id} component="a" href={app.url}>
            Open {app.name}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Divider />}
        <Menu.Item component="a" href="/account" leftSection={<IconUserShield size={16} stroke={1.7} />}>
          Your sign-in
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={() => void signOut(app, session)}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return (
    [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('') ||
    '•'
  );
}
