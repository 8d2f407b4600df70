import { FhirFailure, Part, clock, dayOf, longDay, resources, useAllowed, useHub, useUserAndApps } from '@hub/fhir';
import { notifyDone, useOnline } from '@hub/ui';
import { useQueryClient } from '@tanstack/react-query';
import type { Appointment, Bundle, CodeableConcept, FhirResource, Parameters, Slot } from 'fhir/r4';
import { useRef, useState } from 'react';
import { keep } from '../day/useDay';
import type { Practice } from '@hub/fhir/visits';
import {
  type Target,
  type VisitAction,
  appointmentIn,
  arrived,
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
  readonly done: string | ((now: Appointment) => string);
  /** What the screen shows until the server has answered, where there is a way back. */
  readonly ahead?: (from: Appointment) => Appointment;
  readonly save: (from: Appointment) => Promise<Saved>;
}

/** What the server holds now, and what brings the former back. */
interface Saved {
  readonly appointment: Appointment;
  readonly back: readonly FhirResource[];
  /** The hub has given the time free: bringing the visit back takes it again. */
  readonly gaveFree?: boolean;
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
  const lastUndo = useRef<{ visit: Visit; saved: Saved } | undefined>(undefined);

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
      const resources = [...last.saved.back, ...(last.saved.gaveFree ? await takenAgain(last.visit.appointment) : [])];
      const answer = await client.transaction(transaction(resources));
      const [appointment] = undoing(resources, answer);
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

  function told(visit: Visit, saved: Saved, done: string): void {
    lastUndo.current = { visit: { ...visit, appointment: saved.appointment }, saved };
    notifyDone(done, () => void undo());
  }

  /** By an operation of the hub; what was there before can be written over what it made. */
  async function operated(from: Appointment, operation: string, input: Parameters = nothing): Promise<Saved> {
    const path = `Appointment/${from.id}/${operation}`;
    const seen = { 'If-Match': `W/"${from.meta?.versionId}"` };
    const appointment = appointmentIn(await client.perform<Bundle>(path, input, undefined, seen));
    return { appointment, back: [{ ...from, meta: appointment.meta } as Appointment] };
  }

  /** How many items of a checklist are not settled yet. */
  async function openItems(list: FlowAction, { id }: Visit): Promise<number> {
    const answer = Part.of(await client.ask(`Appointment/${id}/$checklist?list=${list}`));
    return answer.one('list').number('open') ?? 0;
  }

  /** True when the checklist has to be looked at: the visit is where it was, or its patient has arrived and no more. */
  async function pass(list: FlowAction, visit: Visit): Promise<boolean> {
    const toArrive = list === 'check-in' && visit.status !== 'arrived';
    let open = 1;
    const outcome = await perform({
      action: list,
      visit,
      doing: `${visit.name} could not be checked ${list.slice(6)}`,
      done: (now) => (now.status === 'arrived' ? `${visit.name} has arrived` : doneWords(list, visit)),
      ...(toArrive ? { ahead: arrived } : {}),
      save: async (from) => {
        open = await openItems(list, visit);
        if (open === 0) return operated(from, `$${list}`);
        if (!toArrive) throw new ItemsOpen();
        return from.status === 'noshow' ? withSlots(from, arrived(from), taken) : stored([from], [arrived(from)]);
      },
    });
    return open > 0 && outcome === 'saved';
  }

  async function perform(recipe: Recipe): Promise<Outcome> {
    const { visit } = recipe;
    const from = visit.appointment;
    working(visit.id, true);
    try {
      if (recipe.ahead) keep(queries, day, practice.zone, recipe.ahead(from));
      const saved = await recipe.save(from);
      keep(queries, day, practice.zone, saved.appointment);
      told(visit, saved, typeof recipe.done === 'string' ? recipe.done : recipe.done(saved.appointment));
      return 'saved';
    } catch (problem) {
      if (problem instanceof ItemsOpen) return 'saved';
      if (recipe.ahead) keep(queries, day, practice.zone, from);
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

  /** All or nothing, and only on the versions that were seen. */
  async function stored(before: readonly FhirResource[], after: [Appointment, ...FhirResource[]]): Promise<Saved> {
    const answer = await client.transaction(transaction(after));
    const versionId = versionOf(answer.entry?.[0]?.response);
    return {
      appointment: { ...after[0], meta: { ...after[0].meta, versionId } } as Appointment,
      back: undoing(before, answer),
    };
  }

  /** Slots are changed with the appointment when the role allows it; where it does not, the server keeps them in step. */
  async function withSlots(
    from: Appointment,
    to: Appointment,
    change: (slots: readonly Slot[]) => Slot[] | Promise<Slot[]>,
  ): Promise<Saved> {
    const slots = mayFree ? await slotsOf(client, from) : [];
    const changed = await change(slots);
    const before = slots.filter((slot) => changed.some((one) => one.id === slot.id));
    return stored([from, ...before], [to, ...changed]);
  }

  /** The slots that were given free; refused where somebody else has one of them by now. */
  async function takenAgain(appointment: Appointment): Promise<Slot[]> {
    const slots = mayFree ? await slotsOf(client, appointment) : [];
    if (slots.some((slot) => slot.status !== 'free'))
      throw new FhirFailure('conflict', 'Somebody else has this time by now.');
    return taken(slots);
  }

  /** Why an action cannot be taken; undefined when it can. */
  function why(action: VisitAction, visit: Visit): string | undefined {
    if (!online) return 'There is no connection to the hub.';
    if (!mayChange) return 'Your role may look at visits, not change them.';
    if (!isPossible(action, visit.status)) return notFrom[action];
    const toCome = dayOf(visit.start, practice.zone) > dayOf(Date.now(), practice.zone);
    return toCome && notBeforeItsDay.has(action)
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
    pass,
    /** A checklist has let the visit through. */
    passed: (list: FlowAction, { appointment: from, ...visit }: Visit, answer: Bundle) => {
      const appointment = appointmentIn(answer);
      keep(queries, day, practice.zone, appointment, ...resources(answer));
      const saved = { appointment, back: [{ ...from, meta: appointment.meta } as Appointment] };
      told({ ...visit, appointment: from }, saved, doneWords(list, { appointment: from, ...visit }));
    },
    left: (visit: Visit) =>
      perform({
        action: 'left',
        visit,
        doing: `${visit.name} could not be marked as having left`,
        done: `${visit.name} left without being seen`,
        save: async (from) => ({ ...(await operated(from, '$left')), gaveFree: true }),
      }),
    noShow: (visit: Visit) =>
      perform({
        action: 'no-show',
        visit,
        doing: `${visit.name} could not be marked as a no-show`,
        done: `${visit.name} is marked as a no-show`,
        save: (from) => withSlots(from, missed(from), freed),
      }),
    cancel: (visit: Visit, reason: CodeableConcept, note: string) =>
      perform({
        action: 'cancel',
        visit,
        doing: `The visit of ${visit.name} could not be cancelled`,
        done: `The visit of ${visit.name} is cancelled`,
        save: async (from) => {
          const comment = note.trim();
          const saved = await operated(from, '$cancel', {
            resourceType: 'Parameters',
            parameter: [
              { name: 'reason', valueCodeableConcept: reason },
              ...(comment ? [{ name: 'comment', valueString: comment }] : []),
            ],
          });
          return { ...saved, gaveFree: true };
        },
      }),
    move: (visit: Visit, target: Target) =>
      perform({
        action: 'move',
        visit,
        doing: `The visit of ${visit.name} could not be moved`,
        done: `${visit.name} is moved to ${movedTo(visit, target, practice.zone)}`,
        save: (from) => {
          const to = moved(from, target, practice.zone);
          return withSlots(from, to, async (slots) =>
            movedSlots(slots, to, await calendarsFor(client, slots, target), target),
          );
        },
      }),
  };
}

/** The two moves that a checklist stands before. */
export type FlowAction = 'check-in' | 'check-out';

/** There is something to do first. */
class ItemsOpen extends Error {}

const nothing: Parameters = { resourceType: 'Parameters' };
const notBeforeItsDay: ReadonlySet<VisitAction> = new Set<VisitAction>(['check-in', 'check-out', 'no-show', 'left']);

function doneWords(list: FlowAction, { name }: Visit): string {
  return `${name} is checked ${list.slice(6)}`;
}

const notFrom: Record<VisitAction, string> = {
  'check-in': 'Only a booked visit can be checked in.',
  'check-out': 'Only who is checked in can be checked out.',
  left: 'Only who is here can leave.',
  'no-show': 'Only a booked visit can be a no-show.',
  cancel: 'Only a visit that is still to be held can be cancelled.',
  move: 'Only a booked visit can be moved.',
  reschedule: 'Only a booked visit can be moved.',
};

/** The time, and the day when it is another one. */
function movedTo(visit: Visit, { start }: Target, zone: string): string {
  const day = dayOf(start, zone);
  return day === dayOf(visit.start, zone) ? clock(start, zone) : `${longDay(day)}, ${clock(start, zone)}`;
}
