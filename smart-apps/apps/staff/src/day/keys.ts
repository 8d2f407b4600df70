import type { KeyAction } from '@hub/ui';
import type { VisitAction } from '../visits/changes';
import type { Visit } from '../visits/visit';
import type { Place } from './place';

interface DayKeys {
  readonly visits: readonly Visit[];
  readonly selected: Visit | undefined;
  readonly isOpen: boolean;
  readonly place: Place;
  readonly select: (visit: Visit) => void;
  readonly open: (visit: Visit) => void;
  readonly close: () => void;
  readonly act: (action: VisitAction, visit: Visit) => void;
  readonly undo: () => void;
  readonly onFind: () => void;
  readonly onBook: () => void;
  readonly onWalkIn: () => void;
}

/** The keys of the day. */
export function dayKeys({
  visits,
  selected,
  isOpen,
  place,
  select,
  open,
  close,
  act,
  undo,
  onFind,
  onBook,
  onWalkIn,
}: DayKeys): KeyAction[] {
  const step = (by: number) => () => {
    const at = visits.findIndex((visit) => visit.id === selected?.id);
    const next = at < 0 ? (nextToCome(visits) ?? visits[0]) : visits[at + by];
    if (!next) return;
    select(next);
    focusVisit(next.id);
  };
  const on = (action: VisitAction) => () => selected && act(action, selected);
  return [
    { key: 'j', label: 'Next visit', group: 'Move around', run: step(1) },
    { key: 'k', label: 'Visit before', group: 'Move around', run: step(-1) },
    { key: 't', label: 'Today', group: 'Move around', run: () => place.go({ day: 'today' }) },
    { key: 'd', label: 'Show as columns', group: 'Move around', run: () => place.go({ view: 'board' }) },
    { key: 'l', label: 'Show as list', group: 'Move around', run: () => place.go({ view: 'list' }) },
    { key: '/', label: 'Find a patient', group: 'Move around', run: onFind },
    { key: 'mod+k', label: 'Find anything', group: 'Move around', run: onFind, whileTyping: true },
    { key: 'b', label: 'New appointment', group: 'Move around', run: onBook },
    { key: 'w', label: 'Walk-in', group: 'Move around', run: onWalkIn },
    { key: 'v', label: 'View the chosen visit', group: 'The chosen visit', run: () => selected && open(selected) },
    { key: 'c', label: 'Check in', group: 'The chosen visit', run: on('check-in') },
    { key: 'o', label: 'Check out', group: 'The chosen visit', run: on('check-out') },
    { key: 'n', label: 'No-show', group: 'The chosen visit', run: on('no-show') },
    { key: 'h', label: 'Left without being seen', group: 'The chosen visit', run: on('left') },
    { key: 'x', label: 'Cancel, with a reason', group: 'The chosen visit', run: on('cancel') },
    { key: 'm', label: 'Move to another time', group: 'The chosen visit', run: on('move') },
    { key: 'r', label: 'Reschedule: find a free time', group: 'The chosen visit', run: on('reschedule') },
    { key: 'u', label: 'Undo the last change', group: 'The chosen visit', run: undo },
    { key: 'Escape', label: 'Close the panel', group: 'The chosen visit', run: () => isOpen && close() },
  ];
}

/** J begins where the day is, not at its first visit. */
function nextToCome(visits: readonly Visit[]): Visit | undefined {
  return visits.find((visit) => visit.end > Date.now());
}

function focusVisit(id: string): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(`[data-visit="${CSS.escape(id)}"]`);
    (element?.matches('button') ? element : element?.querySelector('button'))?.focus();
  });
}
