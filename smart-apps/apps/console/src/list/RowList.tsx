import { useKeys } from '@hub/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect } from 'react';
import styles from './List.module.css';

interface RowListProps<T extends { readonly id: string }> {
  readonly rows: readonly T[];
  /** What is listed, as a heading says it, and one of it in the middle of a sentence. */
  readonly label: string;
  readonly one: string;
  readonly heads: readonly string[];
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly phone: boolean;
  readonly dimmed: boolean;
  readonly more: boolean;
  readonly loadingMore: boolean;
  /** The row on which the keys j and k stand. */
  readonly marked: string | undefined;
  readonly onMark: (id: string) => void;
  readonly onMore: () => void;
  readonly children: (row: T) => ReactNode;
}

/** A long list as rows; what is further down is drawn, and fetched, when one gets there. */
export function RowList<T extends { readonly id: string }>(props: RowListProps<T>) {
  const { rows, label, one, heads, scroller, phone, dimmed, more, loadingMore, marked, onMark, onMore, children } =
    props;
  // Its functions change with every drawing; nothing here remembers them.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length + (more ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => (phone ? 66 : 45),
    getItemKey: (index) => rows[index]?.id ?? 'more',
    overscan: 14,
  });
  const items = virtual.getVirtualItems();
  const atEnd = items.at(-1)?.index === rows.length;
  useEffect(() => {
    if (atEnd && more && !loadingMore) onMore();
  }, [atEnd, more, loadingMore, onMore]);
  const step = (by: number) => () => {
    const from = rows.findIndex((row) => row.id === marked);
    const next = Math.min(rows.length - 1, Math.max(0, from + by));
    const row = rows[next];
    if (!row) return;
    onMark(row.id);
    virtual.scrollToIndex(next, { align: 'auto' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${row.id}"] button`)?.focus());
  };
  useKeys([
    { key: 'j', label: `Next ${one}`, group: label, run: step(1) },
    { key: 'k', label: `${one.charAt(0).toUpperCase()}${one.slice(1)} before`, group: label, run: step(-1) },
  ]);
  return (
    <>
      <div className={styles.head} data-head aria-hidden>
        {heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
      </div>
      <div className={styles.scroller} ref={scroller} data-dimmed={dimmed || undefined}>
        <div className={styles.rows} role="list" aria-label={label} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-row={row?.id}
                role="listitem"
                className={styles.slot}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row ? children(row) : <div className={styles.loadingMore}>Loading older {one}s…</div>}
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}
