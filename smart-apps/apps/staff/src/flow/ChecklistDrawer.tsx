import { Button, CloseButton, Drawer } from '@mantine/core';
import { FhirFailure } from '@hub/fhir';
import { InlineProblem, LoadingRows, Problem, useReturnFocus } from '@hub/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FlowAction, VisitActions } from '../actions/useVisitActions';
import { Waiting } from '../board/VisitCard';
import { StatusChip } from '../visits/StatusMark';
import type { Visit } from '../visits/visit';
import styles from './Flow.module.css';
import { ItemRow } from './ItemRow';
import { type ChecklistItem, keepsBack, refusedItems } from './checklist';
import { useChecklist } from './useChecklist';

interface ChecklistDrawerProps {
  readonly list: FlowAction;
  readonly visit: Visit;
  readonly actions: VisitActions;
  /** The patient's record, where it is said what is on file. */
  readonly onShow: () => void;
  /** Undefined where this role does not book. */
  readonly onBook: (() => void) | undefined;
  readonly onClose: () => void;
}

const words = {
  'check-in': { title: 'Check in', button: 'Check in', none: 'Nothing is asked for when a patient checks in.' },
  'check-out': { title: 'Check out', button: 'Check out', none: 'Nothing is asked for when a patient checks out.' },
} as const;

/** What is to be done before a patient is checked in or out. The hub decides; this shows how each item stands. */
export default function ChecklistDrawer({ list, visit, actions, onShow, onBook, onClose }: ChecklistDrawerProps) {
  const { items, query, tick, finish } = useChecklist(list, visit, (answer) => {
    actions.passed(list, visit, answer);
    onClose();
  });
  useReturnFocus(`[data-visit="${CSS.escape(visit.id)}"]`);
  const frame = useRef<HTMLDivElement>(null);
  const back = items?.filter(keepsBack).length ?? 0;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(520px, 100%)"
      padding={0}
      withCloseButton={false}
      closeOnClickOutside={false}
      attributes={{ content: { 'aria-label': `${words[list].title} ${visit.name}` } }}
      styles={{ body: { height: '100%' } }}
      transitionProps={{ duration: 120 }}
    >
      <div className={styles.frame} ref={frame}>
        <div className={styles.head}>
          <div>
            <h2>
              {words[list].title} {visit.name}
            </h2>
            <p className={styles.now}>
              <StatusChip status={visit.status} />
              {visit.type}
              {visit.waitingSince !== undefined && (
                <span>
                  waiting <Waiting since={visit.waitingSince} />
                </span>
              )}
            </p>
          </div>
          <CloseButton size="lg" aria-label="Close" onClick={onClose} />
        </div>
        <div className={styles.body}>
          {query.error && !items && (
            <Problem
              compact
              problem={query.error}
              doing="The checklist could not be loaded"
              onRetry={() => void query.refetch()}
            />
          )}
          {!items && !query.error && <LoadingRows label="Loading the checklist" />}
          {items?.length === 0 && <p className={styles.quiet}>{words[list].none}</p>}
          {items && (
            <ul className={styles.items} aria-label="To be done">
              <FocusFirst items={items} frame={frame} />
              {items.map((item) => (
                <ItemRow
                  key={item.code}
                  item={item}
                  saving={tick.isPending && tick.variables.item === item.code}
                  problem={tick.variables?.item === item.code ? tick.error : null}
                  // What went wrong is told beside the item.
                  onTick={(outcome, reason) =>
                    tick.mutateAsync({ item: item.code, outcome, reason }).catch(() => undefined)
                  }
                  onShow={onShow}
                  onBook={onBook}
                />
              ))}
            </ul>
          )}
        </div>
        <div className={styles.foot}>
          {finish.error && (
            <Refused
              key={finish.submittedAt}
              problem={finish.error}
              titleOf={(code) => items?.find((item) => item.code === code)?.title ?? code}
              onGo={(code) => focusItem(frame.current, code)}
              doing={`${visit.name} could not be checked ${list.slice(6)}`}
            />
          )}
          <div className={styles.finish}>
            <span role="status" className={styles.quiet}>
              {!items || items.length === 0
                ? ''
                : back === 0
                  ? 'Everything required is done.'
                  : back === 1
                    ? '1 required item is open.'
                    : `${back} required items are open.`}
            </span>
            <Button data-finish loading={finish.isPending} onClick={() => finish.mutate()}>
              {words[list].button}
            </Button>
          </div>
        </div>
      </div>
    </Drawer>
  );
}

/** Once the drawer has its list: what is to be done first; the button, where nothing is. */
function FocusFirst({ items, frame }: { items: readonly ChecklistItem[]; frame: RefObject<HTMLElement | null> }) {
  const [open] = useState(() => items.find(keepsBack) ?? items.find((item) => item.outcome === 'open'));
  useEffect(() => {
    // After the drawer has put the focus inside itself.
    const timer = setTimeout(() => {
      if (!focusItem(frame.current, open?.code)) frame.current?.querySelector<HTMLElement>('[data-finish]')?.focus();
    }, 20);
    return () => clearTimeout(timer);
  }, [open, frame]);
  return null;
}

/** Why the hub did not let the visit through: the items, each leading to where it can be settled. */
function Refused({
  problem,
  titleOf,
  onGo,
  doing,
}: {
  problem: unknown;
  titleOf: (code: string) => string;
  onGo: (code: string) => void;
  doing: string;
}) {
  const codes = problem instanceof FhirFailure && problem.kind === 'invalid' ? refusedItems(problem.issues) : [];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  if (codes.length === 0) return <InlineProblem problem={problem} doing={doing} />;
  return (
    <div className={styles.refused} role="alert" ref={list}>
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
      <div>
        <strong>Still to be done</strong>
        <ul>
          {codes.map((code) => (
            <li key={code}>
              <button type="button" onClick={() => onGo(code)}>
                {titleOf(code)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Where an item can be settled, or, if nowhere here, the item itself. */
function focusItem(frame: HTMLElement | null, code: string | undefined): boolean {
  const row = code ? frame?.querySelector<HTMLElement>(`[data-item="${CSS.escape(code)}"]`) : undefined;
  const control = row?.querySelector<HTMLElement>('input, button') ?? row;
  control?.focus();
  return Boolean(control);
}
