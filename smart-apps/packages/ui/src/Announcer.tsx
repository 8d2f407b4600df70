import styles from './states.module.css';

let last = '';

/** Tells people who listen to the screen what changed without moving their focus. */
export function announce(text: string): void {
  const region = document.getElementById('announcements');
  if (!region) return;
  // The same words twice would not be spoken again.
  last = last === text ? `${text}\u00a0` : text;
  region.textContent = last;
}

export function Announcements() {
  return <div id="announcements" role="status" aria-live="polite" className={styles.hidden} />;
}
