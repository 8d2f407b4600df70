import { useId } from 'react';
import styles from './ReasonChoice.module.css';

interface ReasonChoiceProps<Code extends string> {
  readonly reasons: readonly { readonly code: Code; readonly label: string }[];
  readonly chosen: Code | undefined;
  /** Whether it was tried without one. */
  readonly missing: boolean;
  /** One below the other, with room for a thumb. */
  readonly large?: boolean;
  readonly onChoose: (code: Code) => void;
}

/** Why something is called off: one of a few reasons, and said when none is chosen. */
export function ReasonChoice<Code extends string>({
  reasons,
  chosen,
  missing,
  large,
  onChoose,
}: ReasonChoiceProps<Code>) {
  const id = useId();
  return (
    <>
      <fieldset className={styles.reasons} data-large={large} aria-describedby={missing ? id : undefined}>
        <legend>Why?</legend>
        {reasons.map(({ code, label }, index) => (
          <label key={code}>
            <input
              type="radio"
              name={`${id}reason`}
              value={code}
              checked={chosen === code}
              onChange={() => onChoose(code)}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {missing && (
        <p id={id} role="alert" className={styles.missing}>
          Choose a reason first.
        </p>
      )}
    </>
  );
}
