import { useState } from 'react';
import type { Visit } from '../visits/visit';

/** The list as it may be shown, and how much waits. */
export interface Held {
  readonly rows: readonly Visit[];
  /** Visits that are new or have moved to another place and wait for `release`. */
  readonly waiting: number;
  readonly release: () => void;
}

/**
 * While someone uses the list (`busy`), rows keep their places: what changes changes inside its row, what is new or
 * belongs elsewhere waits. Nobody presses the wrong button because a row came in above it.
 */
export function useHeldOrder(visits: readonly Visit[], busy: boolean, key: string): Held {
  const [held, setHeld] = useState<{ key: string; rows: readonly Visit[] }>({ key, rows: visits });
  const free = !busy || held.key !== key;
  const rows = free ? visits : held.rows.map((row) => visits.find((visit) => visit.id === row.id) ?? row);
  const changed =
    rows.length !== held.rows.length || held.key !== key || rows.some((row, index) => row !== held.rows[index]);
  // React draws again at once with the new state, before anything is shown.
  if (changed) setHeld({ key, rows });
  return { rows, waiting: free ? 0 : outOfPlace(rows, visits), release: () => setHeld({ key, rows: visits }) };
}

/** New visits, visits that left, and visits whose neighbours would be others. */
export function outOfPlace(rows: readonly Visit[], visits: readonly Visit[]): number {
  const shown = new Set(rows.map((row) => row.id));
  const present = new Set(visits.map((visit) => visit.id));
  const fresh = visits.filter((visit) => !shown.has(visit.id)).length;
  const gone = rows.filter((row) => !present.has(row.id)).length;
  const [was, is] = [rows.filter((row) => present.has(row.id)), visits.filter((visit) => shown.has(visit.id))];
  const startsDescend = was.filter((row, index) => index > 0 && row.start < (was[index - 1]?.start ?? 0)).length;
  const reordered = was.some((row, index) => row.id !== is[index]?.id);
  return fresh + gone + (reordered ? Math.max(1, startsDescend) : 0);
}
