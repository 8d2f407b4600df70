import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, use, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { FhirClient } from '../client';
import { FhirFailure } from '../failure';
import { type LiveEvent, type LiveState, LiveStream } from '../live';
import type { Interaction } from '../scopes';
import type { Session, SessionState } from '../session';
import { useSignOfLife } from './useSignOfLife';
import { type Feed, feedsOf, userAndApps } from '../shell';

/** What every screen of a signed-in app can reach. */
export interface Hub {
  readonly session: Session;
  readonly client: FhirClient;
  readonly live: LiveStream;
}

const HubContext = createContext<Hub | undefined>(undefined);

export function HubProvider({ session, children }: { session: Session; children: ReactNode }) {
  const [hub] = useState<Hub>(() => ({
    session,
    client: new FhirClient('/fhir', session),
    live: new LiveStream('/live', session),
  }));
  const [queries] = useState(createQueries);
  useSignOfLife();
  useEffect(() => {
    const stop = hub.live.start();
    const wake = () => hub.live.wake();
    window.addEventListener('online', wake);
    return () => {
      window.removeEventListener('online', wake);
      stop();
    };
  }, [hub]);
  return (
    <QueryClientProvider client={queries}>
      <HubContext value={hub}>{children}</HubContext>
    </QueryClientProvider>
  );
}

/** For tests and stories: the same, around parts of one's own. */
export function HubOf({ hub, queries, children }: { hub: Hub; queries: QueryClient; children: ReactNode }) {
  return (
    <QueryClientProvider client={queries}>
      <HubContext value={hub}>{children}</HubContext>
    </QueryClientProvider>
  );
}

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        // Asking again helps when the hub had a problem or was out of reach, never when it said no.
        retry: (count, problem) => count < 2 && (!(problem instanceof FhirFailure) || problem.kind === 'server'),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

export function useHub(): Hub {
  const hub = use(HubContext);
  if (!hub) throw new Error('useHub is called outside HubProvider');
  return hub;
}

/** May the signed-in person do this? The one place where screens ask. The server asks again. */
export function useAllowed(type: string, interaction: Interaction): boolean {
  return useHub().session.scopes.allow(type, interaction);
}

export function useSessionState(): SessionState {
  const { session } = useHub();
  return useSyncExternalStore(session.watch, session.current);
}

export function useLiveState(): LiveState {
  const { live } = useHub();
  return useSyncExternalStore(live.watch, live.current);
}

/** Calls the newest listener for every live event while the component is on the screen. */
export function useLive(listener: (event: LiveEvent) => void): void {
  const { live } = useHub();
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => live.listen((event) => newest.current(event)), [live]);
}

export function useUserAndApps() {
  const { client } = useHub();
  return useQuery({
    queryKey: ['apps'],
    queryFn: async ({ signal }) => userAndApps(await client.ask('$apps', signal)),
    staleTime: Infinity,
  });
}

/** The feeds, looked at again every 15 s and soon after something happened. */
export function useFeeds(): { feeds: readonly Feed[] | undefined; failed: boolean } {
  const { client } = useHub();
  const queries = useQueryClient();
  const soon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useLive(() => {
    soon.current ??= setTimeout(() => {
      soon.current = undefined;
      void queries.invalidateQueries({ queryKey: ['feeds'] });
    }, 2_000);
  });
  useEffect(() => () => clearTimeout(soon.current), []);
  const { data, isError } = useQuery({
    queryKey: ['feeds'],
    queryFn: async ({ signal }) => feedsOf(await client.ask('$feed-status', signal)),
    refetchInterval: 15_000,
  });
  return useMemo(() => ({ feeds: data, failed: isError }), [data, isError]);
}

/** The time, again every so often: for clocks, ages and the line across the day. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
