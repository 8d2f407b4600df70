import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import styles from './Frame.module.css';
import { useFrame } from './Frame';

/** What a screen puts into the bar on top: its name and its tools. */
export function Title({ text, children }: { text: string; children?: ReactNode }) {
  const { bar } = useFrame();
  return (
    bar &&
    createPortal(
      <>
        <h1 className={styles.title}>{text}</h1>
        {children}
      </>,
      bar,
    )
  );
}
