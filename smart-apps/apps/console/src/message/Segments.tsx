import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { MessageProblem } from '../messages/message';
import styles from './Message.module.css';
import { linesOf, occurrences, pieces, spot, spotOf } from './lines';
import type { Segment } from './useMessage';

interface SegmentsProps {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly problems: readonly MessageProblem[];
  /** The fields that stand out, `PID-5` or `NK1[2]-3`; the first is scrolled to. */
  readonly marked: readonly string[];
  /** Whether the first was gone to from elsewhere, and the keyboard goes with it. */
  readonly focus: boolean;
  readonly onField: (field: string) => void;
  /** Shown below the field that a person chose. */
  readonly below: { readonly field: string; readonly content: ReactNode } | undefined;
}

/** The message as it came, and the same by field names. A field chosen in one is shown in the other. */
export function Segments({ text, segments, problems, marked, focus, onField, below }: SegmentsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(text), [text]);
  const [lineOccurrences, segmentOccurrences] = [lines, segments].map((all) => occurrences(all.map(({ id }) => id)));
  const wrong = new Map(problems.map((problem) => [spotOf(problem.place), problem]));
  const [first] = marked;
  useEffect(() => {
    if (!first) return;
    const button = frame.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(first)}"]`);
    button?.scrollIntoView({ block: 'nearest' });
    if (focus) button?.focus();
  }, [first, focus]);
  const at = (position: string, occurrence: number | undefined) => {
    const [id = '', field] = position.split('-');
    return spot(id, occurrence ?? 1, Number(field));
  };
  return (
    <div ref={frame}>
      {/* The fields below are the same for the keyboard; the text itself is reached only to scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.raw} aria-label="The message as it came" tabIndex={0}>
        {lines.map((line, index) => (
          <span key={line.number} className={styles.rawLine}>
            {pieces(line).map((piece) => {
              const field = at(piece.position ?? '', lineOccurrences?.[index]);
              return piece.position && piece.text ? (
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
                <span
                  key={`${piece.at}${piece.text}`}
                  className={styles.rawField}
                  data-chosen={marked.includes(field) || undefined}
                  data-wrong={wrong.has(field) || undefined}
                  onClick={() => onField(field)}
                >
                  {piece.text}
                </span>
              ) : (
                <span key={`${piece.at}${piece.text}`} className={piece.at === 0 ? styles.rawName : styles.rawBar}>
                  {piece.text}
                </span>
              );
            })}
          </span>
        ))}
      </pre>
      {segments.map((segment, index) => (
        <section key={segment.line} className={styles.segment}>
          <h3>
            <code>{segment.id}</code> {segment.name}
          </h3>
          <ul>
            {segment.fields.map(({ position, name, value }) => {
              const field = at(position, segmentOccurrences?.[index]);
              return (
                <li key={position}>
                  <button
                    type="button"
                    className={styles.field}
                    data-field={field}
                    data-chosen={marked.includes(field) || undefined}
                    data-wrong={wrong.has(field) || undefined}
                    aria-pressed={marked.includes(field)}
                    onClick={() => onField(field)}
                  >
                    <code>{position}</code>
                    <span>{name}</span>
                    <span className={styles.value}>{value}</span>
                    {wrong.has(field) && <span className={styles.wrong}>{wrong.get(field)?.text}</span>}
                  </button>
                  {below?.field === field && <div className={styles.below}>{below.content}</div>}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
