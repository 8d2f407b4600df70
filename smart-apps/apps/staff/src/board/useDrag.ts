import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Visit } from '../visits/visit';

/** A card under way: over which column and minute it would be dropped. */
export interface Drag {
  readonly visit: Visit;
  readonly fromColumn: string;
  readonly column: string;
  readonly minutes: number;
}

interface Grid {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly pixelsPerMinute: number;
  readonly firstMinute: number;
  readonly lastMinute: number;
  readonly durationOf: (visit: Visit) => number;
  readonly onDrop: (drag: Drag) => void;
}

const snap = 5;
const threshold = 5;
const edge = 48;

interface Start {
  readonly visit: Visit;
  readonly column: string;
  readonly x: number;
  readonly y: number;
  readonly grabbed: number;
}

/**
 * Drag with the mouse or a pen. Fingers scroll the board; they, and keys, use the move dialog. Escape puts the card
 * back. Positions come from the columns' boxes, so that a scrolled board and any number of columns need no extra care.
 */
export function useDrag(grid: Grid) {
  const [drag, setDrag] = useState<Drag | undefined>(undefined);
  const start = useRef<Start | undefined>(undefined);
  const current = useRef<Drag | undefined>(undefined);
  const newest = useRef(grid);
  const suppressClick = useRef(false);
  useEffect(() => {
    newest.current = grid;
  });

  useEffect(() => {
    const show = (next: Drag | undefined) => {
      current.current = next;
      setDrag(next);
    };
    const move = (event: PointerEvent) => {
      const from = start.current;
      if (!from) return;
      if (!current.current && Math.hypot(event.clientX - from.x, event.clientY - from.y) < threshold) return;
      event.preventDefault();
      scrollAtEdges(newest.current.scroller.current, event);
      const over = target(newest.current, from, event);
      if (over) show({ visit: from.visit, fromColumn: from.column, ...over });
    };
    const end = (drop: boolean) => () => {
      const dropped = current.current;
      suppressClick.current = dropped !== undefined;
      start.current = undefined;
      show(undefined);
      if (drop && dropped) newest.current.onDrop(dropped);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !current.current) return;
      event.stopImmediatePropagation();
      end(false)();
    };
    const [up, cancel] = [end(true), end(false)];
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', escape, true);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', escape, true);
    };
  }, []);

  const grab = (event: ReactPointerEvent<HTMLElement>, visit: Visit, column: string) => {
    suppressClick.current = false;
    if (event.pointerType === 'touch' || event.button !== 0) return;
    const grabbed = (event.clientY - event.currentTarget.getBoundingClientRect().top) / grid.pixelsPerMinute;
    start.current = { visit, column, x: event.clientX, y: event.clientY, grabbed };
  };
  /** A click that ends a drag is not a click on the card. */
  const wasDrag = () => suppressClick.current;
  return { drag, grab, wasDrag };
}

function target(
  { scroller, pixelsPerMinute, firstMinute, lastMinute, durationOf }: Grid,
  from: Start,
  event: PointerEvent,
): { column: string; minutes: number } | undefined {
  const columns = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
  const over = columns.find((column) => {
    const box = column.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right;
  });
  const box = over?.getBoundingClientRect();
  if (!over || !box) return undefined;
  const raw = firstMinute + (event.clientY - box.top) / pixelsPerMinute - from.grabbed;
  const last = lastMinute - durationOf(from.visit);
  return {
    column: over.dataset.column ?? '',
    minutes: Math.min(last, Math.max(firstMinute, Math.round(raw / snap) * snap)),
  };
}

function scrollAtEdges(scroller: HTMLElement | null, event: PointerEvent): void {
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  const beyond = (at: number, low: number, high: number) => (at < low + edge ? -12 : at > high - edge ? 12 : 0);
  scroller.scrollBy(beyond(event.clientX, box.left, box.right), beyond(event.clientY, box.top, box.bottom));
}
