import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type LiveEvent, LiveStream } from './live';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const access = { token: async () => 'token', renew: async () => 'fresh' };

/** A server whose streams the test opens, writes to and cuts. */
function server() {
  const requests: Headers[] = [];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  let answer: 'stream' | 'down' | 'cut off' | 401 | 503 = 'stream';
  const fetcher = async (url: string, init: RequestInit) => {
    if (url !== '/live' && answer === 'cut off') return new Response('{}');
    requests.push(new Headers(init.headers));
    if (answer === 'down' || answer === 'cut off') throw new TypeError('Failed to fetch');
    if (answer !== 'stream') return new Response('', { status: answer });
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        streams.push(controller);
        init.signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')));
      },
    });
    return new Response(body, { status: 200 });
  };
  return {
    fetcher,
    requests,
    answerWith: (next: typeof answer) => (answer = next),
    write: (text: string) => streams.at(-1)?.enqueue(new TextEncoder().encode(text)),
    cut: () => streams.at(-1)?.close(),
  };
}

async function passes(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

function follow(stream: LiveStream): LiveEvent[] {
  const heard: LiveEvent[] = [];
  stream.listen((event) => heard.push(event));
  stream.start();
  return heard;
}

it('passes on what the hub tells', async () => {
  const hub = server();
  const stream = new LiveStream('/live', access, hub.fetcher);
  const heard = follow(stream);
  await passes(1);

  hub.write('id: 1\nevent: change\ndata: {"reference":"Appointment/a","version":"4","action":"update"}\n\n');
  hub.write('id: 2\nevent: other\ndata: {}\n\nid: 3\nevent: message\ndata: not json\n\n');
  await passes(1);

  expect(stream.current()).toBe('live');
  expect(heard).toEqual([
    { kind: 'resync' },
    { kind: 'change', reference: 'Appointment/a', version: '4', action: 'update' },
  ]);
  expect(hub.requests[0]?.get('Authorization')).toBe('Bearer token');
});

it('comes back after a break where it left off, and tells screens to look again', async () => {
  const hub = server();
  const stream = new LiveStream('/live', access, hub.fetcher);
  const heard = follow(stream);
  await passes(1);
  hub.write('id: 41\nevent: message\ndata: {"message":"9"}\n\n');
  await passes(1);

  hub.cut();
  await passes(600);

  expect(hub.requests).toHaveLength(2);
  expect(hub.requests[1]?.get('Last-Event-ID')).toBe('41');
  expect(stream.current()).toBe('live');
  expect(heard.at(-1)).toEqual({ kind: 'resync' });
});

it('falls back to looking every 15 seconds while the stream is refused', async () => {
  const hub = server();
  hub.answerWith(503);
  const stream = new LiveStream('/live', access, hub.fetcher);
  const heard = follow(stream);

  await passes(2_000);
  expect(stream.current()).toBe('polling');
  await passes(15_000);
  expect(heard.filter((event) => event.kind === 'resync')).toHaveLength(1);

  hub.answerWith('stream');
  await passes(15_000);
  expect(stream.current()).toBe('live');
});

it('says that it is offline when the hub cannot be reached, and wakes at once when the network is back', async () => {
  const hub = server();
  hub.answerWith('down');
  const stream = new LiveStream('/live', access, hub.fetcher);
  follow(stream);
  await passes(10);
  expect(stream.current()).toBe('offline');

  hub.answerWith('stream');
  stream.wake();
  await passes(10);

  expect(stream.current()).toBe('live');
});

it('does not take a stream that is cut off on the way for a hub that is away', async () => {
  const hub = server();
  hub.answerWith('cut off');
  const stream = new LiveStream('/live', access, hub.fetcher);
  follow(stream);

  await passes(2_000);

  expect(stream.current()).toBe('polling');
});

it('does not trust a silence of three heartbeats', async () => {
  const hub = server();
  const stream = new LiveStream('/live', access, hub.fetcher);
  follow(stream);
  await passes(1);
  hub.write(': still here\n\n');

  await passes(46_000);

  expect(hub.requests.length).toBeGreaterThan(1);
});

it('renews its token once when it is refused', async () => {
  const hub = server();
  hub.answerWith(401);
  const stream = new LiveStream(
    '/live',
    { token: async () => 'old', renew: async () => (hub.answerWith('stream'), 'fresh') },
    hub.fetcher,
  );
  follow(stream);
  await passes(10);

  expect(hub.requests.map((headers) => headers.get('Authorization'))).toEqual(['Bearer old', 'Bearer fresh']);
  expect(stream.current()).toBe('live');
});
