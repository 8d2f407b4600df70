import { Button } from '@mantine/core';
import { AppContext, Logo, SchemeSwitch } from '@hub/ui';
import { signIn } from '@hub/fhir/smart';
import { IconArrowsExchange, IconCalendarTime, IconShieldCheck } from '@tabler/icons-react';
import { use, useState } from 'react';
import { DayPicture } from './DayPicture';
import styles from './Launcher.module.css';

/** What a visitor sees first: what this is, in four sentences, and the way in. */
export function Welcome() {
  const app = use(AppContext);
  const [leaving, setLeaving] = useState(false);
  const enter = () => {
    setLeaving(true);
    void signIn(app).catch(() => setLeaving(false));
  };
  return (
    <div className={styles.welcome}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <Logo size={32} />
          Practice Hub
        </span>
        <SchemeSwitch className={styles.round} />
      </header>
      <main className={styles.hero}>
        <div className={styles.pitch}>
          <h1>The whole day of the practice, on one screen.</h1>
          <p className={styles.lead}>
            Practice Hub stands beside your EHR and your billing tools. It hears what they say, keeps one record of who
            comes when and who pays, and shows it live to everyone who needs it.
          </p>
          <Button size="md" radius="md" onClick={enter} loading={leaving}>
            Sign in
          </Button>
          <ul className={styles.points}>
            <li>
              <IconCalendarTime size={20} stroke={1.6} aria-hidden />
              <span>
                <strong>Live.</strong> A change in the EHR is on the front desk’s screen within two seconds.
              </span>
            </li>
            <li>
              <IconArrowsExchange size={20} stroke={1.6} aria-hidden />
              <span>
                <strong>Traceable.</strong> Every value leads back to the message that brought it.
              </span>
            </li>
            <li>
              <IconShieldCheck size={20} stroke={1.6} aria-hidden />
              <span>
                <strong>Open.</strong> HL7 v2, X12 and FHIR in; SMART on FHIR apps out. Nothing is locked in.
              </span>
            </li>
          </ul>
        </div>
        <DayPicture />
      </main>
    </div>
  );
}
