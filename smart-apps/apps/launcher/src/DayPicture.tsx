import styles from './Launcher.module.css';

interface Block {
  readonly column: number;
  readonly from: number;
  readonly minutes: number;
  readonly kind: 'booked' | 'arrived' | 'room' | 'done';
}

const blocks: readonly Block[] = [
  { column: 0, from: 0, minutes: 40, kind: 'done' },
  { column: 0, from: 50, minutes: 40, kind: 'room' },
  { column: 0, from: 110, minutes: 60, kind: 'booked' },
  { column: 1, from: 10, minutes: 60, kind: 'done' },
  { column: 1, from: 90, minutes: 30, kind: 'arrived' },
  { column: 1, from: 140, minutes: 40, kind: 'booked' },
  { column: 2, from: 20, minutes: 30, kind: 'done' },
  { column: 2, from: 60, minutes: 50, kind: 'arrived' },
  { column: 2, from: 130, minutes: 30, kind: 'booked' },
];

/** A day as a picture: three columns, visits in four states, and the line of the present. Decoration only. */
export function DayPicture() {
  return (
    <svg className={styles.picture} viewBox="0 0 420 320" aria-hidden>
      <rect x="0" y="0" width="420" height="320" rx="18" className={styles.sheet} />
      {[0, 1, 2].map((column) => (
        <g key={column}>
          <circle cx={44 + column * 124} cy="36" r="11" className={styles.head} />
          <rect x={62 + column * 124} y="31" width="62" height="9" rx="4.5" className={styles.head} />
        </g>
      ))}
      {[0, 1, 2, 3, 4, 5, 6].map((line) => (
        <line key={line} x1="24" x2="396" y1={68 + line * 36} y2={68 + line * 36} className={styles.rule} />
      ))}
      <line x1="24" x2="396" y1="188" y2="188" className={styles.nowLine} />
      <circle cx="24" cy="188" r="4.5" className={styles.nowDot} />
      {blocks.map((block) => (
        <g
          key={`${block.column}-${block.from}`}
          transform={`translate(${30 + block.column * 124} ${70 + block.from * 1.2})`}
        >
          <rect width="112" height={block.minutes * 1.2 - 4} rx="7" className={styles[block.kind]} />
          <rect width="4" height={block.minutes * 1.2 - 4} rx="2" className={styles[`${block.kind}Edge`]} />
          <rect x="14" y="9" width="58" height="6" rx="3" className={styles.ink} />
          {block.minutes > 30 && <rect x="14" y="21" width="38" height="5" rx="2.5" className={styles.inkSoft} />}
        </g>
      ))}
    </svg>
  );
}
