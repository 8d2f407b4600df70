import type { BoardColumn } from '../board/layout';
import type { Practice } from '@hub/fhir/visits';
import { type Target } from '../visits/changes';
import { takesTime } from '../visits/status';
import type { Visit } from '../visits/visit';

/** What the board's columns stand for. */
export const groupings = ['provider', 'room', 'location'] as const;
export type Grouping = (typeof groupings)[number];

/** The column of visits that name no provider, room or site. */
export const nowhere = 'none';

const noneWords: Record<Grouping, string> = { provider: 'No provider', room: 'No room', location: 'No location' };

export function columnOf(visit: Visit, by: Grouping): string {
  if (by === 'provider') return visit.providerIds[0] ?? nowhere;
  // A patient who was put into another room than the booked one is where they are.
  if (by === 'room') return visit.inRoomId ?? visit.roomId ?? nowhere;
  return visit.siteId ?? nowhere;
}

/** Everyone who works at the site or has visits there that day; every room; every site. */
export function columnsFor(
  visits: readonly Visit[],
  by: Grouping,
  practice: Practice,
  siteId: string | undefined,
): BoardColumn[] {
  const used = new Set(visits.map((visit) => columnOf(visit, by)));
  const columns = candidates(by, practice, siteId).filter((column) => by !== 'provider' || used.has(column.id));
  const unknown = [...used].filter((id) => id !== nowhere && !columns.some((column) => column.id === id));
  const strays = unknown.map((id) => ({ id, name: practice.roomOf(id)?.name ?? practice.providerOf(id)?.name ?? id }));
  return [...columns, ...strays, ...(used.has(nowhere) ? [{ id: nowhere, name: noneWords[by] }] : [])];
}

function candidates(by: Grouping, practice: Practice, siteId: string | undefined): BoardColumn[] {
  if (by === 'provider') return practice.providers.map(({ id, name, detail }) => ({ id, name, detail }));
  const siteName = (id: string | undefined) => practice.sites.find((site) => site.id === id)?.name;
  if (by === 'room') {
    return practice.rooms
      .filter((room) => !room.waiting && (!siteId || room.siteId === siteId))
      .map((room) => ({ id: room.id, name: room.name, detail: siteId ? undefined : siteName(room.siteId) }));
  }
  return practice.sites.filter((site) => !siteId || site.id === siteId).map(({ id, name }) => ({ id, name }));
}

/** The line under a visit's time: what the columns do not say already. */
export function subtitleOf(visit: Visit, by: Grouping, practice: Practice, siteId: string | undefined): string {
  const provider = visit.providerIds.map((id) => practice.providerOf(id)?.name ?? id).join(', ');
  const room = by === 'location' ? roomWords(visit, practice) : placeWords(visit, practice, siteId);
  return (by === 'provider' ? [room] : by === 'room' ? [provider] : [provider, room]).filter(Boolean).join(' · ');
}

export function roomWords(visit: Visit, practice: Practice): string {
  const id = visit.inRoomId ?? visit.roomId;
  return (id && practice.roomOf(id)?.name) ?? '';
}

/** The room, and its site where that is not plain: many sites have an exam room 1. */
export function placeWords(visit: Visit, practice: Practice, siteId: string | undefined): string {
  const site = practice.sites.length > 1 && !siteId && practice.sites.find((one) => one.id === visit.siteId)?.name;
  return [roomWords(visit, practice), site].filter(Boolean).join(', ');
}

/** What a card means that is dropped on that column at that time. */
export function targetOf(by: Grouping, column: string, start: number): Target {
  if (column === nowhere) return { start };
  if (by === 'provider') return { start, providerId: column };
  return by === 'room' ? { start, roomId: column } : { start };
}

/** The visits that already have the time of that provider or room. */
export function overlapping(visits: readonly Visit[], moving: Visit, target: Target): Visit[] {
  const end = target.start + (moving.end - moving.start);
  const providers = target.providerId ? [target.providerId] : moving.providerIds;
  const room = target.roomId ?? moving.roomId;
  return visits.filter(
    (visit) =>
      visit.id !== moving.id &&
      takesTime(visit.status) &&
      visit.start < end &&
      target.start < visit.end &&
      (visit.providerIds.some((id) => providers.includes(id)) || (room !== undefined && visit.roomId === room)),
  );
}

/** In words, for the card in the air and the move dialog. */
export function overlapWords(
  found: readonly Visit[],
  moving: Visit,
  target: Target,
  practice: Practice,
): string | undefined {
  const first = found[0];
  if (!first) return undefined;
  const provider = (target.providerId ? [target.providerId] : moving.providerIds).find((id) =>
    first.providerIds.includes(id),
  );
  const room = target.roomId ?? moving.roomId;
  const who = provider ? practice.providerOf(provider)?.name : room && practice.roomOf(room)?.name;
  const more = found.length > 1 ? ` and ${found.length - 1} more` : '';
  return `${who ?? 'This time'} already has ${first.name}${more} then`;
}
