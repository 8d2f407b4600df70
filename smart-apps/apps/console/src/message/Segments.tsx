import { useEffect, useMemo, useRef } from 'react';
import type { MessageProblem } from '../messages/message';
import styles from './Message.module.css';
import { fieldOf, linesOf, pieces } from './lines';
import type { Segment } from './useMessage';

interface SegmentsProps {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly problems: readonly MessageProblem[];
  readonly place: string | undefined;
  readonly onPlace: (place: string) => void;
}

/** The message as it came, and the same by field names. A field chosen in one is shown in the other. */
export function Segments({ text, segments, problems, place, onPlace }: SegmentsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(text), [text]);
  const wrong = new Map(problems.map((problem) => [fieldOf(problem.place), problem]));
  useEffect(() => {
    if (!place) return;
    frame.current?.querySelector(`[data-field="${CSS.escape(place)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [place]);
  return (
    <div ref={frame}>
      {/* The fields below are the same for the keyboard; the text itself is reached only to scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.raw} aria-label="The message as it came" tabIndex={0}>
        {lines.map((line) => (
          <span key={line.number} className={styles.rawLine}>
            {pieces(line).map((piece) =>
              piece.position && piece.text ? (
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
                <span
                  key={`${piece.at}${piece.text}`}
                  className={styles.rawField}
                  data-chosen={piece.position === place || undefined}
                  data-wrong={wrong.has(piece.position) || undefined}
                  onClick={() => onPlace(piece.position ?? '')}
                >
                  {piece.text}
                </span>
              ) : (
                <span key={`${piece.at}${piece.text}`} className={piece.at === 0 ? styles.rawName : styles.rawBar}>
                  {piece.text}
                </span>
              ),
            )}
          </span>
        ))}
      </pre>
      {segments.map((segment) => (
        <section key={segment.line} className={styles.segment}>
          <h3>
            <code>{segment.id}</code> {segment.name}
          </h3>
          <ul>
            {segment.fields.map((field) => (
              <li key={field.position}>
                <button
                  type="button"
                  className={styles.field}
                  data-field={field.position}
                  data-chosen={field.position === place || undefined}
                  data-wrong={wrong.has(field.position) || undefined}
                  aria-pressed={field.position === place}
                  onClick={() => onPlace(field.position)}
                >
                  <code>{field.position}</code>
                  <span>{field.name}</span>
                  <span className={styles.value}>{field.value}</span>
                  {wrong.has(field.position) && <span className={styles.wrong}>{wrong.get(field.position)?.text}</span>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
