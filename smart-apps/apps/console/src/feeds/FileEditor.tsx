import { type RefObject, useState } from 'react';
import styles from './Rehearse.module.css';
import type { Mistake } from './rehearsal';

interface FileEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly mistakes: readonly Mistake[];
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** The file as text, with its lines numbered and the wrong ones marked. */
export function FileEditor({ text, onChange, mistakes, area }: FileEditorProps) {
  const [scrolled, setScrolled] = useState(0);
  const wrong = new Set(mistakes.map(({ line }) => line));
  return (
    <div className={styles.editor}>
      <div className={styles.gutter} aria-hidden>
        <div style={{ transform: `translateY(${-scrolled}px)` }}>
          {Array.from({ length: text.split('\n').length }, (_, index) => index + 1).map((line) => (
            <span key={line} data-wrong={wrong.has(line) || undefined}>
              {line}
            </span>
          ))}
        </div>
      </div>
      <textarea
        ref={area}
        aria-label="The feed’s file, feed.yaml"
        aria-invalid={mistakes.length > 0 || undefined}
        aria-describedby={mistakes.length > 0 ? 'mistakes' : undefined}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
      />
    </div>
  );
}

/** Goes to a line in the text and selects it. */
export function selectLine(area: HTMLTextAreaElement, line: number, column: number) {
  const lines = area.value.split('\n');
  const begin = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const end = begin + (lines[line - 1]?.length ?? 0);
  area.focus();
  area.setSelectionRange(Math.min(begin + column - 1, end), end);
  area.scrollTop = (area.scrollHeight / Math.max(lines.length, 1)) * Math.max(0, line - 4);
}
