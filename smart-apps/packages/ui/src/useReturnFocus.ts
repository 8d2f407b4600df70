import { useEffect, useState } from 'react';

/** Gives the focus back, when this goes, to what had it before; to something else where that is gone. */
export function useReturnFocus(otherwise: string): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After the dialog has let go of it, and after a button that was for the old state has gone.
      setTimeout(() => {
        const there = before instanceof HTMLElement && before.isConnected && before !== document.body;
        (there ? before : document.querySelector<HTMLElement>(otherwise))?.focus();
      }, 50);
    },
    [before, otherwise],
  );
}
