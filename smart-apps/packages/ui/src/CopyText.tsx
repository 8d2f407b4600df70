import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import styles from './states.module.css';

/** A number that someone will want to paste elsewhere. */
export function CopyText({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <button type="button" className={styles.copy} onClick={() => void copy()} aria-label={`Copy ${what} ${text}`}>
      <code>{text}</code>
      <Icon size={13} aria-hidden />
      <span role="status" className={styles.hidden}>
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
}
