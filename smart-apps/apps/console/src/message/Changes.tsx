import { IconPencil, IconPlus } from '@tabler/icons-react';
import styles from './Message.module.css';
import type { ResourceChange } from './useMessage';

/** Each resource that the message touched, element by element, before and after. */
export function Changes({ changes, why }: { changes: readonly ResourceChange[]; why: string | undefined }) {
  if (changes.length === 0) return <p className={styles.nothing}>Nothing. {why}</p>;
  return changes.map((change) => (
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
        {change.elements.map((element) => (
          <div key={element.path}>
            <dt>{elementPath(element.path, change.reference)}</dt>
            <dd>
              {element.before !== undefined && <del>{element.before}</del>}
              {element.after !== undefined && <ins>{element.after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  ));
}

/** The path without the type, which the heading says. */
function elementPath(path: string, reference: string): string {
  const type = `${reference.split('/')[0]}.`;
  return path.startsWith(type) ? path.slice(type.length) : path;
}
