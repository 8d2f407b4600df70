import { useEffect } from 'react';

// Often enough for the shortest idle time that a practice may set, which is two minutes.
const atMostEvery = 45_000;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells the hub that somebody uses this page. What the page fetches by itself keeps no session alive. */
export function useSignOfLife(): void {
  useEffect(() => {
    let told = 0;
    const heard = () => {
      if (Date.now() - told < atMostEvery) return;
      told = Date.now();
      // Nothing comes of the answer: a session that is over shows at the next renewal of the token.
      fetch('/session', { cache: 'no-store' }).catch(() => undefined);
    };
    signs.forEach((sign) => window.addEventListener(sign, heard, { passive: true, capture: true }));
    return () => signs.forEach((sign) => window.removeEventListener(sign, heard, { capture: true }));
  }, []);
}
