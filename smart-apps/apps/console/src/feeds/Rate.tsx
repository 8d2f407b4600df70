import styles from './Feeds.module.css';

/** Messages a minute since the page was opened, as bars. The sentence below says the same. */
export function Rate({ perMinute }: { perMinute: readonly { minute: number; count: number }[] }) {
  const minutes = perMinute.length;
  const most = Math.max(4, ...perMinute.map(({ count }) => count));
  const total = perMinute.reduce((sum, { count }) => sum + count, 0);
  const step = 300 / minutes;
  return (
    <figure className={styles.rate}>
      <svg viewBox="0 0 300 48" preserveAspectRatio="none" aria-hidden>
        {perMinute.map(({ minute, count }, index) => {
          const height = count === 0 ? 1.5 : Math.max(3, (count / most) * 46);
          return (
            <rect
              key={minute}
              x={index * step + 1}
              width={step - 2}
              y={48 - height}
              height={height}
              rx="1"
              data-empty={count === 0 || undefined}
            />
          );
        })}
      </svg>
      <figcaption>
        {total} {total === 1 ? 'message' : 'messages'} while this page was open (last {minutes} minutes)
      </figcaption>
    </figure>
  );
}
