import type { Access, Fetcher } from './client';
import { EventStreamReader, type StreamEvent } from './eventStream';

/** What the hub tells a screen: which resource changed, how a message fared, or that something may have been missed. */
export type LiveEvent =
  | { readonly kind: 'change'; readonly reference: string; readonly version?: string; readonly action?: string }
  | { readonly kind: 'message'; readonly message: string; readonly state?: string; readonly feed?: string }
  | { readonly kind: 'resync' };

/** `live`: changes arrive by themselves. `polling`: they are fetched every 15 s. `offline`: the hub cannot be reached. */
export type LiveState = 'connecting' | 'live' | 'polling' | 'offline';

const waits = [500, 1_000, 2_000, 5_000, 10_000, 15_000];
const pollEvery = 15_000;
// The hub sends a heartbeat every 15 s; three missed ones mean that the connection is dead without having been closed.
const silence = 45_000;
const probe = '/fhir/.well-known/smart-configuration';

/**
 * The one event stream of a tab, resumed with `Last-Event-ID` after a break. It is fetched rather than opened as an
 * EventSource, because that could carry its token only in the address.
 */
export class LiveStream {
  private state: LiveState = 'connecting';
  private lastId: string | undefined;
  private failures = 0;
  private stopping: AbortController | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private poll: ReturnType<typeof setInterval> | undefined;
  private readonly listeners = new Set<(event: LiveEvent) => void>();
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly url: string,
    private readonly access: Access,
    private readonly fetcher: Fetcher = (url, init) => fetch(url, init),
  ) {}

  readonly current = (): LiveState => this.state;

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  listen(listener: (event: LiveEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): () => void {
    void this.connect();
    return () => this.stop();
  }

  /** Tries again at once, for when the browser says that the network is back. */
  wake(): void {
    if (this.state === 'live') return;
    clearTimeout(this.retry);
    this.stopping?.abort();
    void this.connect();
  }

  private stop(): void {
    clearTimeout(this.retry);
    clearInterval(this.poll);
    this.poll = undefined;
    this.stopping?.abort();
    this.stopping = undefined;
  }

  private async connect(): Promise<void> {
    const stopping = new AbortController();
    this.stopping = stopping;
    try {
      await this.follow(stopping);
      this.again(stopping, false);
    } catch (problem) {
      this.again(stopping, problem instanceof TypeError && !(await this.reachable()));
    }
  }

  /** A stream that a proxy cuts off is one thing, a hub that is away another: only then nothing can be saved. */
  private async reachable(): Promise<boolean> {
    try {
      return (await this.fetcher(probe, { cache: 'no-store' })).ok;
    } catch {
      return false;
    }
  }

  private async follow(stopping: AbortController): Promise<void> {
    let token = await this.access.token();
    let response = await this.open(token, stopping.signal);
    if (response.status === 401) {
      token = await this.access.renew(token);
      response = await this.open(token, stopping.signal);
    }
    if (!response.ok || !response.body) throw new Error(`the live stream answered ${response.status}`);
    this.connected();
    await this.readAll(response.body, stopping);
  }

  private open(token: string, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'text/event-stream', Authorization: `Bearer ${token}` };
    if (this.lastId) headers['Last-Event-ID'] = this.lastId;
    return this.fetcher(this.url, { headers, signal, cache: 'no-store' });
  }

  private async readAll(body: ReadableStream<Uint8Array>, stopping: AbortController): Promise<void> {
    const reader = body.getReader();
    const events = new EventStreamReader();
    const decoder = new TextDecoder();
    for (;;) {
      const watchdog = setTimeout(() => stopping.abort(), silence);
      const { done, value } = await reader.read().finally(() => clearTimeout(watchdog));
      if (done) return;
      events.read(decoder.decode(value, { stream: true })).forEach((event) => this.receive(event));
    }
  }

  private receive(event: StreamEvent): void {
    if (event.id) this.lastId = event.id;
    const told = toLiveEvent(event);
    if (told) this.tell(told);
  }

  /**
   * Whatever happened while there was no stream may have been missed, so screens are told to look again: after a break,
   * and at first too, for they read while the stream was being opened.
   */
  private connected(): void {
    this.failures = 0;
    clearInterval(this.poll);
    this.poll = undefined;
    this.become('live');
    this.tell({ kind: 'resync' });
  }

  private again(stopping: AbortController, unreachable: boolean): void {
    if (this.stopping !== stopping) return;
    this.failures += 1;
    if (this.failures > 1 || unreachable) {
      this.become(unreachable ? 'offline' : 'polling');
      this.poll ??= setInterval(() => this.tell({ kind: 'resync' }), pollEvery);
    }
    this.retry = setTimeout(() => void this.connect(), waits[Math.min(this.failures, waits.length) - 1]);
  }

  private become(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    this.watchers.forEach((watcher) => watcher());
  }

  private tell(event: LiveEvent): void {
    this.listeners.forEach((listener) => listener(event));
  }
}

function toLiveEvent({ event, data }: StreamEvent): LiveEvent | undefined {
  if (event !== 'change' && event !== 'message') return undefined;
  try {
    return { ...(JSON.parse(data) as object), kind: event } as LiveEvent;
  } catch {
    return undefined;
  }
}
