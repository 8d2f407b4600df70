import { NativeSelect, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useHub, useUserAndApps } from '@hub/fhir';
import { signOut } from '@hub/fhir/smart';
import { Announcements, AppContext, ConnectionBanner, Logo, SignInAgain } from '@hub/ui';
import { IconCalendarHeart, IconCalendarPlus, IconPhone, IconUser } from '@tabler/icons-react';
import type { Patient } from 'fhir/r4';
import { type ReactNode, use } from 'react';
import styles from './Frame.module.css';
import { type Address, go, writeAddress } from './place';
import { nameOf } from './visits/names';

interface FrameProps {
  readonly practice: string | undefined;
  readonly phone: string | undefined;
  readonly address: Address;
  readonly patients: readonly Patient[];
  readonly patient: Patient | undefined;
  readonly children: ReactNode;
}

/** The frame of every screen: whose practice and whose visits, the way between the screens, and the practice's number. */
export function Frame({ practice, phone, address, patients, patient, children }: FrameProps) {
  const to = (screen: 'visits' | 'book') => writeAddress({ place: { screen }, patient: address.patient });
  const isVisits = address.place.screen === 'visits';
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Logo size={30} />
          <strong>{practice ?? 'Patient portal'}</strong>
        </span>
        <nav className={styles.nav} aria-label="Main">
          <a href={to('visits')} aria-current={isVisits ? 'page' : undefined}>
            <IconCalendarHeart size={22} stroke={1.6} aria-hidden />
            Visits
          </a>
          <a href={to('book')} aria-current={!isVisits ? 'page' : undefined}>
            <IconCalendarPlus size={22} stroke={1.6} aria-hidden />
            Book
          </a>
          {phone && (
            <a href={`tel:${phone.replace(/[^\d+]/g, '')}`} aria-label={`Call us at ${phone}`}>
              <IconPhone size={22} stroke={1.6} aria-hidden />
              Call us
            </a>
          )}
        </nav>
        <Me />
      </header>
      <ConnectionBanner />
      <main id="main" tabIndex={-1} className={styles.main}>
        <div className={styles.page}>
          {patients.length > 1 && patient && (
            <NativeSelect
              className={styles.whose}
              size="md"
              label="Whose visits?"
              value={patient.id}
              onChange={(event) => go({ place: { screen: 'visits' }, patient: event.currentTarget.value })}
              data={patients.map((one) => ({ value: one.id ?? '', label: nameOf(one) }))}
            />
          )}
          {children}
        </div>
      </main>
      <Announcements />
      <SignInAgain />
    </div>
  );
}

/** Who is signed in, and the way out. The browser closes it by itself. */
function Me() {
  const { session } = useHub();
  const app = use(AppContext);
  const { data } = useUserAndApps();
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'light' ? 'dark' : 'light';
  const name = data?.user.name;
  return (
    <>
      <button
        type="button"
        className={styles.me}
        popoverTarget="me"
        aria-label={name ? `Signed in as ${name}` : 'Signed in'}
      >
        <IconUser size={22} stroke={1.6} aria-hidden />
      </button>
      <div id="me" popover="auto" className={styles.menu}>
        {name && <strong>{name}</strong>}
        <button type="button" onClick={() => setColorScheme(other)}>
          Use {other} colours
        </button>
        <a href="/account">Your sign-in</a>
        <button type="button" onClick={() => void signOut(app, session)}>
          Sign out
        </button>
      </div>
    </>
  );
}

/** The address belongs to the app, so the link moves the focus itself. */
function skipToMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
