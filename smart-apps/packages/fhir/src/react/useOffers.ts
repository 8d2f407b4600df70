import { useInfiniteQuery } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { type Search, type Span, findInput } from '../booking/inputs';
import { type Offer, byDay, offersOf } from '../booking/offers';
import { type RuleRefusal, ruleRefusalIn } from '../booking/rules';
import { resources } from '../client';
import type { Practice } from '../practice';
import { type Day, addDays, instantOf } from '../zone';
import { useHub } from './hub';

const days = 14;
const minute = 60_000;

/** One answer, and the span of time that it is about. */
interface Page extends Span {
  readonly offers: readonly Offer[];
  /** Why nothing, or not all, is offered. */
  readonly refused?: RuleRefusal | undefined;
}

/** Free times from a day on: two weeks at a time, and of those the first `count`. */
export function useOffers(search: Search, from: Day, zone: string, practice: Practice, enabled: boolean, count = 20) {
  const { client } = useHub();
  const first = instantOf(from, 0, zone);
  const query = useInfiniteQuery({
    queryKey: ['offers', search, from, count],
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const span = { ...pageParam, start: Math.max(pageParam.start, Date.now()) };
      const found = await client.perform<Bundle>('Appointment/$find', findInput(search, span, zone, count), signal);
      return { ...span, offers: offersOf(resources(found), practice), refused: ruleRefusalIn(found) };
    },
    initialPageParam: { start: first, end: instantOf(addDays(from, days), 0, zone) },
    getNextPageParam: (page) => nextSpan(page, count),
    enabled,
    // What is being read does not change under the pointer; a time that is gone is found out when it is booked.
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const pages = query.data?.pages ?? [];
  const last = pages.at(-1);
  return {
    days: byDay(pages.flatMap((page) => page.offers)),
    /** Up to when everything that is free has been shown; undefined while there is more. */
    until: last && last.offers.length < count ? last.end : undefined,
    /** What the practice's rules leave out. */
    refused: pages.map((page) => page.refused).find(Boolean),
    waiting: query.isLoading,
    waitingForMore: query.isFetchingNextPage,
    error: query.error,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}

/**
 * Where to look on. A full answer is gone on with at its last time, which may have more providers; one that holds
 * nothing but that time is left behind.
 */
export function nextSpan({ start, end, offers }: Page, count: number): Span {
  const last = offers.at(-1)?.start;
  if (last === undefined || offers.length < count) return { start: end, end: end + days * 24 * 60 * minute };
  return { start: offers[0]?.start === last ? last + minute : Math.max(start, last), end };
}
