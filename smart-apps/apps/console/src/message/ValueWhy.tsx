import { IconArrowLeft } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Asking } from './Asking';
import styles from './Message.module.css';
import { type ExplainedValue, type Explanation, explained } from './explanation';

interface ValueWhyProps {
  readonly value: string;
  readonly explanation: UseQueryResult<Explanation>;
  readonly onField: (spot: string) => void;
}

/** Where one value of the record is from: the places in the message, the rule, what was there before. */
export function ValueWhy({ value, explanation, onField }: ValueWhyProps) {
  return (
    <Asking explanation={explanation}>
      {(answer) => {
        const found = explained(answer, value);
        return found ? (
          <Found value={found} onField={onField} />
        ) : (
          <p>Translated again, the message does not bring this value. The feed’s file may have changed since.</p>
        );
      }}
    </Asking>
  );
}

function Found({ value, onField }: { value: ExplainedValue; onField: (spot: string) => void }) {
  const [first, ...others] = value.sources;
  return (
    <>
      {first ? (
        <button type="button" className={styles.jump} onClick={() => onField(first.spot)}>
          <IconArrowLeft size={15} aria-hidden />
          <span>
            <code>{first.place}</code> {first.name} <q>{first.raw}</q>
          </span>
        </button>
      ) : (
        <p>Not sent: the rule sets it, whatever the message says.</p>
      )}
      {others.length > 0 && (
        <p className={styles.beside}>
          Also depends on{' '}
          {others.map((place) => (
            <button key={place.place} type="button" className={styles.place} onClick={() => onField(place.spot)}>
              {place.place}
            </button>
          ))}
        </p>
      )}
      <dl className={styles.whyFacts}>
        <div>
          <dt>Rule</dt>
          <dd>{value.rule ? <code>{value.rule}</code> : 'none: it was there'}</dd>
        </div>
        <div>
          <dt>Before</dt>
          <dd>{value.before === undefined ? 'nothing' : <code>{value.before}</code>}</dd>
        </div>
      </dl>
    </>
  );
}
