import type { ServerResponse } from 'node:http';

/** The event stream: numbered events, a heartbeat, and the last two hundred kept for those who come back. */
export class Live {
  private readonly listeners = new Set<ServerResponse>();
  private readonly recent: { id: number; text: string }[] = [];
  private last = 0;

  constructor() {
    setInterval(() => this.listeners.forEach((listener) => listener.write(': still here\n\n')), 15_000).unref();
  }

  open(response: ServerResponse, lastId: string | undefined): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(': welcome\n\n');
    if (lastId) this.recent.filter((event) => event.id > Number(lastId)).forEach((event) => response.write(event.text));
    this.listeners.add(response);
    response.on('close', () => this.listeners.delete(response));
  }

  send(event: 'change' | 'message', data: Record<string, string>): void {
    this.last += 1;
    const text = `id: ${this.last}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    this.recent.push({ id: this.last, text });
    if (this.recent.length > 200) this.recent.shift();
    this.listeners.forEach((listener) => listener.write(text));
  }

  /** For tests: what a broken network does. */
  drop(): void {
    this.listeners.forEach((listener) => listener.destroy());
  }
}
