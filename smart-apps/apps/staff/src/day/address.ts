import { isDay } from '@hub/fhir';
import { visitStatuses, type VisitStatus } from '../visits/status';
import { type Grouping, groupings } from './columns';

/** What the address says beside the day: ids, names of views, nothing about a person. */
export interface DaySearch {
  readonly site?: string | undefined;
  readonly by?: Grouping | undefined;
  readonly view?: 'board' | 'list' | undefined;
  readonly show?: VisitStatus | undefined;
  readonly visit?: string | undefined;
  readonly patient?: string | undefined;
}

const id = /^[A-Za-z0-9\-.]{1,64}$/;

/** Anyone can write an address: what is not known is left out. */
export function readSearch(raw: Record<string, unknown>): DaySearch {
  const one = <T extends string>(name: string, known: readonly T[]) => known.find((value) => value === raw[name]);
  const idIn = (name: string) => {
    const value = String(raw[name] ?? '');
    return id.test(value) ? value : undefined;
  };
  return {
    site: idIn('site'),
    by: one('by', groupings),
    view: one('view', ['board', 'list'] as const),
    show: one('show', visitStatuses),
    visit: idIn('visit'),
    patient: idIn('patient'),
  };
}

export function readDay(text: string, today: string): string {
  return isDay(text) ? text : today;
}
