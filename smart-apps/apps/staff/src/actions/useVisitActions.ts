import { FhirFailure, clock, dayOf, longDay, useAllowed, useHub, useUserAndApps } from '@hub/fhir';
import { notifyDone, useOnline } from '@hub/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { Appointment, FhirResource, Slot } from 'fhir/r4';
import { useRef, useState } from 'react';
import { keep } from '../day/useDay';
import type { Practice } from '../practice/practice';
import {
  type Target,
  type VisitAction,
  cancelled,
  checkedIn,
  freed,
  isPossible,
  missed,
  moved,
  movedSlots,
  taken,
  transaction,
  undoing,
  versionOf,
} from '../visits/changes';
import { type OtherChange, otherChanges } from '../visits/conflict';
import { visitStatus } from '../visits/status';
import type { Visit } from '../visits/visit';
import { calendarsFor, slotsOf } from './slots';

/** A change as a recipe, so that it can be made again on a newer version. */
interface Recipe {
  readonly action: VisitAction;
  readonly visit: Visit;
  readonly doing: string;
  readonly done: string;
  readonly optimistic: boolean;
  readonly build: (from: Appointment) => Promise<{ before: FhirResource[]; after: [Appointment, ...FhirResource[]] }>;
}

/** Someone else was faster: what they did, and the way to do it again on top, where that still makes sense. */
export interface Conflict {
  readonly visit: Visit;
  readonly doing: string;
  readonly current: Appointment;
  readonly changes: readonly OtherChange[];
  readonly again: (() => Promise<void>) | undefined;
}

export interface Failed {
  readonly visit: Visit;
  readonly doing: string;
  readonly problem: unknown;
}

/** The same change on the newest version; undefined where it makes no sense there. */
type Again = (current: Appointment) => (() => Promise<void>) | undefined;

/** How it went: `overtaken` when somebody else was faster, which the conflict dialog then explains. */
export type Outcome = 'saved' | 'overtaken' | 'failed';

export type VisitActions = ReturnType<typeof useVisitActions>;

/** Everything that the front desk can do to a visit, in one place: permission, saving, undo, and lost races. */
export function useVisitActions(day: string, practice: Practice) {
  const { client } = useHub();
  const queries = useQueryClient();
  const online = useOnline();
  const mayChange = useAllowed('Appointment', 'u');
  const mayFree = useAllowed('Slot', 'u');
  const { data: shell } = useUserAndApps();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [conflict, setConflict] = useState<Conflict | undefined>(undefined);
  const [failed, setFailed] = useState<Failed | undefined>(undefined);
  const lastUndo = useRef<{ visit: Visit; resources: FhirResource[] } | undefined>(undefined);

  function working(id: string, on: boolean): void {
    setBusy((now) => (on ? new Set([...now, id]) : new Set([...now].filter((one) => one !== id))));
  }

  function nameOf(reference: string): string | undefined {
    if (reference === shell?.user.reference) return 'you, in another window';
    return practice.providerOf(reference.split('/')[1] ?? '')?.name;
  }

  /** Finds out who was faster and shows it. What the server refused for another reason is shown as it said it. */
  async function explain(
    { visit, doing }: Pick<Recipe, 'visit' | 'doing'>,
    problem: FhirFailure,
    again?: Again,
  ): Promise<void> {
    const history = await client.history('Appointment', visit.id).catch(() => []);
    const changes = otherChanges(visit.appointment, history, practice, nameOf);
    const [current] = history;
    if (current) keep(queries, day, practice.zone, current);
    if (!current || changes.length === 0) setFailed({ visit, doing, problem });
    else setConflict({ visit, doing, current, changes, again: again?.(current) });
  }

  async function undo(): Promise<void> {
    const last = lastUndo.current;
    if (!last) return;
    lastUndo.current = undefined;
    const doing = `${last.visit.name} could not be put back`;
    working(last.visit.id, true);
    try {
      const answer = await client.transaction(transaction(last.resources));
      const [appointment] = undoing(last.resources, answer);
      if (appointment?.resourceType === 'Appointment') keep(queries, day, practice.zone, appointment);
      notifyDone(`${last.visit.name} is as before`);
    } catch (problem) {
      await report({ visit: last.visit, doing }, problem);
    } finally {
      working(last.visit.id, false);
    }
  }

  async function report(what: Pick<Recipe, 'visit' | 'doing'>, problem: unknown, again?: Again): Promise<void> {
    if (problem instanceof FhirFailure && problem.kind === 'conflict') await explain(what, problem, again);
    else setFailed({ ...what, problem });
  }

  async function perform(recipe: Recipe): Promise<Outcome> {
    const { visit } = recipe;
    const from = visit.appointment;
    working(visit.id, true);
    try {
      const { before, after } = await recipe.build(from);
      if (recipe.optimistic) keep(queries, day, practice.zone, after[0]);
      const answer = await client.transaction(transaction(after));
      const saved = {
        ...after[0],
        meta: { ...after[0].meta, versionId: versionOf(answer.entry?.[0]?.response) },
      } as Appointment;
      keep(queries, day, practice.zone, saved);
      lastUndo.current = { visit: { ...visit, appointment: saved }, resources: undoing(before, answer) };
      notifyDone(recipe.done, () => void undo());
      return 'saved';
    } catch (problem) {
      if (recipe.optimistic) keep(queries, day, practice.zone, from);
      await report(recipe, problem, (current) => {
        // What a colleague has cancelled is not brought back by checking it in.
        if (!isPossible(recipe.action, visitStatus(current, visit.encounter, practice.isRoom))) return undefined;
        return async () => {
          setConflict(undefined);
          await perform({ ...recipe, visit: { ...visit, appointment: current } });
        };
      });
      return problem instanceof FhirFailure && problem.kind === 'conflict' ? 'overtaken' : 'failed';
    } finally {
      working(visit.id, false);
    }
  }

  /** Slots are changed with the appointment when the role allows it; where it does not, the server keeps them in step. */
  async function withSlots(
    from: Appointment,
    to: Appointment,
    change: (slots: readonly Slot[]) => Slot[] | Promise<Slot[]>,
  ): ReturnType<Recipe['build']> {
    const slots = mayFree ? await slotsOf(client, from) : [];
    const changed = await change(slots);
    const before = slots.filter((slot) => changed.some((one) => one.id === slot.id));
    return { before: [from, ...before], after: [to, ...changed] };
  }

  /** Why an action cannot be taken; undefined when it can. */
  function why(action: VisitAction, visit: Visit): string | undefined {
    if (!online) return 'There is no connection to the hub.';
    if (!mayChange) return 'Your role may look at visits, not change them.';
    if (!isPossible(action, visit.status)) return notFrom[action];
    const toCome = dayOf(visit.start, practice.zone) > dayOf(Date.now(), practice.zone);
    return toCome && (action === 'check-in' || action === 'no-show')
      ? `This visit is on ${longDay(dayOf(visit.start, practice.zone))}.`
      : undefined;
  }

  return {
    busy,
    conflict,
    failed,
    why,
    undo: () => void undo(),
    dismiss: () => {
      setConflict(undefined);
      setFailed(undefined);
    },
    checkIn: (visit: Visit) =>
      perform({
        action: 'check-in',
        visit,
        doing: `${visit.name} could not be checked in`,
        done: `${visit.name} is checked in`,
        optimistic: true,
        build: async (from) =>
          from.status === 'noshow'
            ? withSlots(from, checkedIn(from), taken)
            : { before: [from], after: [checkedIn(from)] },
      }),
    noShow: (visit: Visit) =>
      perform({
        action: 'no-show',
        visit,
        doing: `${visit.name} could not be marked as a no-show`,
        done: `${visit.name} is marked as a no-show`,
        optimistic: false,
        build: (from) => withSlots(from, missed(from), freed),
      }),
    cancel: (visit: Visit, code: string, note: string) =>
      perform({
        action: 'cancel',
        visit,
        doing: `The visit of ${visit.name} could not be cancelled`,
        done: `The visit of ${visit.name} is cancelled`,
        optimistic: false,
        build: (from) => withSlots(from, cancelled(from, code, note), freed),
      }),
    move: (visit: Visit, target: Target) =>
      perform({
        action: 'move',
        visit,
        doing: `The visit of ${visit.name} could not be moved`,
        done: `${visit.name} is moved to ${movedTo(visit, target, practice.zone)}`,
        optimistic: false,
        build: (from) => {
          const to = moved(from, target, practice.zone);
          return withSlots(from, to, async (slots) =>
            movedSlots(slots, to, await calendarsFor(client, slots, target), target),
          );
        },
      }),
  };
}

const notFrom: Record<VisitAction, string> = {
  'check-in': 'Only a booked visit can be checked in.',
  'no-show': 'Only a booked visit can be a no-show.',
  cancel: 'Only a visit that is still to be held can be cancelled.',
  move: 'Only a booked visit can be moved.',
};

/** The time, and the day when it is another one. */
function movedTo(visit: Visit, { start }: Target, zone: string): string {
  const day = dayOf(start, zone);
  return day === dayOf(visit.start, zone) ? clock(start, zone) : `${longDay(day)}, ${clock(start, zone)}`;
}
