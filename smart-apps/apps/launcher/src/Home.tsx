import { Skeleton } from '@mantine/core';
import { type AppTile, useFeeds, useHub, useNow, useUserAndApps } from '@hub/fhir';
import {
  AfterDelay,
  Announcements,
  ConnectionBanner,
  Dot,
  Logo,
  Problem,
  SchemeSwitch,
  SignInAgain,
  UserMenu,
  feedWords,
  healthOf,
} from '@hub/ui';
import {
  IconActivityHeartbeat,
  IconApps,
  IconArrowRight,
  IconCalendarHeart,
  IconCalendarTime,
  IconLock,
} from '@tabler/icons-react';
import styles from './Launcher.module.css';

/** The signed-in launcher: the apps this person may open, and how the feeds do. */
export function Home() {
  const { session } = useHub();
  const { data, error, refetch } = useUserAndApps();
  return (
    <div className={styles.home}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <Logo size={32} />
          Practice Hub
        </span>
        <span className={styles.tools}>
          <SchemeSwitch className={styles.round} />
          <UserMenu />
        </span>
      </header>
      <ConnectionBanner />
      <main className={styles.page}>
        <h1 className={styles.hello}>{data ? greeting(data.user.name) : 'Your apps'}</h1>
        <p className={styles.role}>{data ? signedInAs(data.user.role) : ' '}</p>
        {error && <Problem problem={error} doing="Your apps could not be loaded" onRetry={() => void refetch()} />}
        <div className={styles.tiles}>
          {data?.apps.map((app) => (
            <Tile key={app.id} app={app} />
          ))}
          {!data && !error && (
            <AfterDelay>
              <Skeleton height={132} radius="lg" />
              <Skeleton height={132} radius="lg" />
            </AfterDelay>
          )}
        </div>
        <Feeds
          key={session.fhirUser}
          console={data?.apps.some((app) => app.id === 'console' && app.available) ?? false}
        />
      </main>
      <About />
      <Announcements />
      <SignInAgain />
    </div>
  );
}

function Tile({ app }: { app: AppTile }) {
  const Icon =
    { staff: IconCalendarTime, console: IconActivityHeartbeat, portal: IconCalendarHeart }[app.id] ?? IconApps;
  const inside = (
    <>
      <span className={styles.tileIcon}>
        <Icon size={24} stroke={1.6} aria-hidden />
      </span>
      <span className={styles.tileText}>
        <strong>{app.name}</strong>
        <span>{app.description}</span>
        {!app.available && (
          <span className={styles.reason}>
            <IconLock size={14} stroke={1.8} aria-hidden /> {app.reason ?? 'Your role does not include this app.'}
          </span>
        )}
      </span>
      {app.available && <IconArrowRight className={styles.go} size={20} stroke={1.8} aria-hidden />}
    </>
  );
  return app.available ? (
    <a className={styles.tile} href={app.url}>
      {inside}
    </a>
  ) : (
    <div className={styles.tile} data-closed>
      {inside}
    </div>
  );
}

function Feeds({ console }: { console: boolean }) {
  const { feeds, failed } = useFeeds();
  const now = useNow(5_000);
  return (
    <section className={styles.feeds} aria-labelledby="feeds">
      <h2 id="feeds">Connected systems</h2>
      {failed && <p className={styles.quiet}>The state of the feeds is not known just now.</p>}
      {feeds?.length === 0 && (
        <p className={styles.quiet}>No system is connected yet. Feeds are described in config/feeds.</p>
      )}
      <ul>
        {feeds?.map((feed) => (
          <li key={feed.id}>
            <Dot health={healthOf(feed)} />
            <strong>{feed.name}</strong>
            <span>
              {feedWords(feed, now)}
              {console && feed.held > 0 && (
                <a className={styles.look} href="/apps/console/#/held">
                  See what is held
                </a>
              )}
            </span>
            <span className={styles.today}>{feed.receivedToday.toLocaleString('en-US')} today</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What this is, for those who were only told to open it. */
function About() {
  return (
    <footer className={styles.about}>
      Practice Hub stands beside the EHR and the billing tools of the practice, keeps one record of who comes when and
      who pays, and shows it live.
    </footer>
  );
}

function greeting(name: string): string {
  const hour = new Date().getHours();
  const part = hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
  return `${part}, ${name.split(' ')[0] ?? name}`;
}

function signedInAs(role: string): string {
  return role ? `You are signed in as ${role.toLowerCase()}.` : 'You are signed in.';
}
