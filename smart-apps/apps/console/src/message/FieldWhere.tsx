import { IconArrowRight, IconMessageOff } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Asking } from './Asking';
import styles from './Message.module.css';
import { type ExplainedValue, type Explanation, fateOf, lostWords, valueKey } from './explanation';

interface FieldWhereProps {
  readonly field: string;
  readonly explanation: UseQueryResult<Explanation>;
  /** The values that the screen shows, by key: only those can be gone to. */
  readonly shown: ReadonlySet<string>;
  readonly onValue: (key: string) => void;
}

/** Where one field of the message went, and what of it went nowhere. */
export function FieldWhere({ field, explanation, shown, onValue }: FieldWhereProps) {
  return (
    <Asking explanation={explanation}>
      {(answer) => {
        const { became, touched, lost, isContent } = fateOf(answer, field);
        return (
          <>
            {became.map((value) => (
              <Became key={valueKey(value.reference, value.path)} value={value} shown={shown} onValue={onValue} />
            ))}
            {touched.length > 0 && (
              <details className={styles.beside}>
                <summary>
                  {touched.length} {touched.length === 1 ? 'value depends' : 'values depend'} on it beside another field
                </summary>
                {touched.map((value) => (
                  <Became key={valueKey(value.reference, value.path)} value={value} shown={shown} onValue={onValue} />
                ))}
              </details>
            )}
            {lost.map((value) => (
              <p key={value.place} className={styles.lost}>
                <IconMessageOff size={15} aria-hidden />
                <span>
                  <code>{value.place}</code> <q>{value.raw}</q> {lostWords(value)}
                  {value.rule && (
                    <>
                      , <code>{value.rule}</code>
                    </>
                  )}
                </span>
              </p>
            ))}
            {!isContent && became.length + touched.length === 0 && (
              <p>It addresses the message or numbers its segments. Nothing of it is kept in the record.</p>
            )}
          </>
        );
      }}
    </Asking>
  );
}

function Became({
  value,
  shown,
  onValue,
}: {
  value: ExplainedValue;
  shown: ReadonlySet<string>;
  onValue: (key: string) => void;
}) {
  const key = valueKey(value.reference, value.path);
  const words = (
    <>
      <IconArrowRight size={15} aria-hidden />
      <span>
        {value.reference.split('/')[0]} <code>{value.path}</code> {value.value && <q>{value.value}</q>}
        {value.rule && (
          <>
            {' '}
            by <code>{value.rule}</code>
          </>
        )}
        {value.changed ? value.before !== undefined && <> (was {value.before})</> : ' (was so already)'}
      </span>
    </>
  );
  return shown.has(key) ? (
    <button type="button" className={styles.jump} onClick={() => onValue(key)}>
      {words}
    </button>
  ) : (
    <p className={styles.jump}>{words}</p>
  );
}
