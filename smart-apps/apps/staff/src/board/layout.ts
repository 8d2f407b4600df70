import type { Visit } from '../visits/visit';
import { takesTime } from '../visits/status';

/** One column of the board: a provider, a room or a site. */
export interface BoardColumn {
  readonly id: string;
  readonly name: string;
  readonly detail?: string | undefined;
}

/** Where a card lies in its column, in minutes and in parts of the width. */
export interface Placed {
  readonly visit: Visit;
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly width: number;
  /** Cancelled and missed visits stand aside in a narrow strip when somebody else has their time. */
  readonly aside: boolean;
}

interface Span {
  readonly visit: Visit;
  readonly from: number;
  readonly to: number;
}

const shortest = 12;

/** Lays out one column: visits at the same time share its width. */
export function layout(visits: readonly Visit[], minutesOf: (instant: number) => number): Placed[] {
  const spans = visits.map((visit) => {
    const from = minutesOf(visit.start);
    return { visit, from, to: Math.max(minutesOf(visit.end), from + shortest) };
  });
  const active = spans.filter((span) => takesTime(span.visit.status));
  const gone = spans.filter((span) => !takesTime(span.visit.status));
  const besides = gone.filter((span) => active.some((other) => overlap(span, other)));
  const alone = gone.filter((span) => !besides.includes(span));
  const placed = clusters([...active, ...alone]).flatMap(share);
  return [...placed, ...besides.map((span) => ({ ...span, left: 1, width: 0, aside: true }))];
}

function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Groups of visits that touch each other in time. */
function clusters(spans: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  let until = -Infinity;
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (span.from >= until) groups.push([]);
    groups.at(-1)?.push(span);
    until = Math.max(until, span.to);
  }
  return groups;
}

function share(group: readonly Span[]): Placed[] {
  const lanes: number[] = [];
  const lane = group.map((span) => {
    const free = lanes.findIndex((until) => until <= span.from);
    const index = free < 0 ? lanes.length : free;
    lanes[index] = span.to;
    return index;
  });
  return group.map((span, index) => ({
    ...span,
    left: (lane[index] ?? 0) / lanes.length,
    width: 1 / lanes.length,
    aside: false,
  }));
}

/** The visit that an arrow key leads to. */
export function neighbour(
  columns: readonly (readonly Placed[])[],
  selected: string | undefined,
  key: string,
): Visit | undefined {
  const sorted = columns.map((column) => column.toSorted((a, b) => a.from - b.from || a.left - b.left));
  const column = sorted.findIndex((one) => one.some(({ visit }) => visit.id === selected));
  if (column < 0) return sorted.flat().toSorted((a, b) => a.from - b.from)[0]?.visit;
  const row = sorted[column]?.findIndex(({ visit }) => visit.id === selected) ?? 0;
  if (key === 'ArrowUp' || key === 'ArrowDown') return sorted[column]?.[row + (key === 'ArrowDown' ? 1 : -1)]?.visit;
  const step = key === 'ArrowRight' ? 1 : -1;
  const at = sorted[column]?.[row]?.from ?? 0;
  for (let next = column + step; next >= 0 && next < sorted.length; next += step) {
    const nearest = sorted[next]?.toSorted((a, b) => Math.abs(a.from - at) - Math.abs(b.from - at))[0];
    if (nearest) return nearest.visit;
  }
  return undefined;
}

/** The hours that the board shows: office hours, more when somebody comes earlier or stays longer. */
export function hoursOf(
  visits: readonly Visit[],
  minutesOf: (instant: number) => number,
): { from: number; to: number } {
  const starts = visits.map((visit) => minutesOf(visit.start));
  const ends = visits.map((visit) => minutesOf(visit.end));
  const from = Math.min(8 * 60, ...starts);
  const to = Math.max(17 * 60, ...ends);
  return { from: Math.max(0, Math.floor(from / 60) * 60), to: Math.min(24 * 60, Math.ceil((to + 1) / 60) * 60) };
}
