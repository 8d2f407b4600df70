import { useLiveState } from '@hub/fhir';
import { IconClockPause, IconPlugConnectedX } from '@tabler/icons-react';
import styles from './states.module.css';

/** Says so when the screen may be behind. Nothing is shown while all is well. */
export function ConnectionBanner() {
  const live = useLiveState();
  if (live === 'offline') {
    return (
      <div className={styles.banner} data-grave role="alert">
        <IconPlugConnectedX size={17} stroke={1.8} aria-hidden />
        <strong>No connection to the hub.</strong> You see what was last loaded; changes cannot be saved until it is
        back.
      </div>
    );
  }
  if (live === 'polling') {
    return (
      <div className={styles.banner} role="status">
        <IconClockPause size={17} stroke={1.8} aria-hidden />
        <strong>Live changes are interrupted.</strong> This page looks for changes every 15 seconds meanwhile.
      </div>
    );
  }
  return null;
}

/** Whether anything may be saved now. */
export function useOnline(): boolean {
  return useLiveState() !== 'offline';
}
