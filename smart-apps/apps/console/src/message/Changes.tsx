import { IconPencil, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Message.module.css';
import { elementPath, valueKey } from './explanation';
import type { ElementChange, ResourceChange } from './useMessage';

interface ChangesProps {
  readonly changes: readonly ResourceChange[];
  /** Why there are none. */
  readonly why: string | undefined;
  /** The value that is being explained, by key. */
  readonly chosen: string | undefined;
  /** Whether it was gone to from elsewhere, and the keyboard goes with it. */
  readonly focus: boolean;
  /** Missing where nothing is explained. */
  readonly onChoose: ((key: string) => void) | undefined;
  /** Shown below the chosen value. */
  readonly below: ReactNode;
}

/** Each resource that the message touched, element by element, before and after. */
export function Changes({ changes, why, chosen, focus, onChoose, below }: ChangesProps) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!chosen || !focus) return;
    frame.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(chosen)}"]`)?.focus();
  }, [chosen, focus]);
  if (changes.length === 0) return <p className={styles.nothing}>Nothing. {why}</p>;
  return (
    <div ref={frame}>
      {changes.map((change) => (
        <article key={change.reference} className={styles.change}>
          <h3>
            {change.action === 'create' ? <IconPlus size={16} aria-hidden /> : <IconPencil size={16} aria-hidden />}
            {change.reference.split('/')[0]}
            <span>
              {change.action === 'create' ? 'new' : 'changed'}
              {change.version && `, version ${change.version}`}
            </span>
          </h3>
          <p className={styles.reference}>
            <code>{change.reference}</code>
          </p>
          {change.elements.length === 0 && (
            <p className={styles.nothing}>Only what this role may not see, or nothing but the version.</p>
          )}
          <dl>
            {change.elements.map((element) => {
              const key = valueKey(change.reference, element.path);
              const path = elementPath(element.path, change.reference);
              return (
                <div key={element.path} data-chosen={key === chosen || undefined}>
                  <dt>{path}</dt>
                  <dd>
                    {/* What the hub itself writes of the message is from no field of it. */}
                    {onChoose && !change.reference.startsWith('Provenance/') ? (
                      <button
                        type="button"
                        className={styles.element}
                        data-value={key}
                        aria-pressed={key === chosen}
                        aria-label={`${path}: ${[element.before, element.after].filter(Boolean).join(' ')}`}
                        onClick={() => onChoose(key)}
                      >
                        <Values element={element} />
                      </button>
                    ) : (
                      <Values element={element} />
                    )}
                  </dd>
                  {key === chosen && <dd className={styles.below}>{below}</dd>}
                </div>
              );
            })}
          </dl>
        </article>
      ))}
    </div>
  );
}

function Values({ element }: { element: ElementChange }) {
  return (
    <>
      {element.before !== undefined && <del>{element.before}</del>}
      {element.after !== undefined && <ins>{element.after}</ins>}
    </>
  );
}
