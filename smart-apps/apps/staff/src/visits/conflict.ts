import { clock, dayOf, idOf, longDay } from '@hub/fhir';
import { type Practice, providersOf } from '@hub/fhir/visits';
import type { Appointment } from 'fhir/r4';

/** One thing that someone else changed. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** One version that someone else wrote while this one was being worked on. */
export interface OtherChange {
  readonly who: string;
  readonly at: string;
  readonly differences: readonly Difference[];
}

/** Who changed what since the version that the person on this screen saw. Newest last. */
export function otherChanges(
  seen: Appointment,
  history: readonly Appointment[],
  practice: Practice,
  people: (reference: string) => string | undefined,
): OtherChange[] {
  const since = history
    .filter((version) => Number(version.meta?.versionId) > Number(seen.meta?.versionId))
    .sort((a, b) => Number(a.meta?.versionId) - Number(b.meta?.versionId));
  return since.map((version, index) => ({
    who: writer(version.meta?.source, people),
    at: clock(Date.parse(version.meta?.lastUpdated ?? ''), practice.zone),
    differences: differences(since[index - 1] ?? seen, version, practice),
  }));
}

/** `meta.source` names a feed or a person. */
export function writer(source: string | undefined, people: (reference: string) => string | undefined): string {
  const feed = /^urn:x-hub:feed:([^#]+)/.exec(source ?? '')?.[1];
  if (feed) return `a message from ${feed}`;
  const [, reference] = /((?:Practitioner|Patient|RelatedPerson|Person)\/[A-Za-z0-9\-.]+)/.exec(source ?? '') ?? [];
  return (reference && people(reference)) ?? 'someone else';
}

const statusWords: Record<string, string> = {
  noshow: 'no-show',
  'checked-in': 'checked in',
  'entered-in-error': 'entered in error',
};

export function differences(before: Appointment, after: Appointment, practice: Practice): Difference[] {
  const time = (instant: string | undefined) => (instant ? clock(Date.parse(instant), practice.zone) : 'none');
  const day = (instant: string | undefined) => (instant ? longDay(dayOf(Date.parse(instant), practice.zone)) : 'none');
  const who = (one: Appointment) =>
    providersOf(one, practice)
      .map((id) => practice.providerOf(id)?.name ?? id)
      .join(', ') || 'nobody';
  const rows: Difference[] = [
    { what: 'Status', before: word(before.status), after: word(after.status) },
    { what: 'Day', before: day(before.start), after: day(after.start) },
    { what: 'Start', before: time(before.start), after: time(after.start) },
    { what: 'End', before: time(before.end), after: time(after.end) },
    { what: 'Provider', before: who(before), after: who(after) },
    { what: 'Room', before: room(before, practice), after: room(after, practice) },
    { what: 'Reason', before: reason(before), after: reason(after) },
    { what: 'Note', before: before.comment ?? 'none', after: after.comment ?? 'none' },
  ];
  return rows.filter((row) => row.before !== row.after);
}

function word(status: string): string {
  return statusWords[status] ?? status;
}

/** With its site: many sites have an exam room 1. */
function room(appointment: Appointment, practice: Practice): string {
  const names = appointment.participant.flatMap(({ actor }) => {
    const found = practice.roomOf(idOf(actor, 'Location') ?? '');
    return found
      ? [[found.name, practice.sites.find((site) => site.id === found.siteId)?.name].filter(Boolean).join(', ')]
      : [];
  });
  return names.join('; ') || 'none';
}

function reason(appointment: Appointment): string {
  return appointment.reasonCode?.map((one) => one.text ?? one.coding?.[0]?.display).find(Boolean) ?? 'none';
}
