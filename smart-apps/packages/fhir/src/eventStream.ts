/** One event of a `text/event-stream`. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** Cuts the text of an event stream into events, whatever pieces it arrives in. Comments (heartbeats) give nothing. */
export class EventStreamReader {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private id: string | undefined;

  read(piece: string): StreamEvent[] {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): StreamEvent[] {
    if (line === '') return this.end();
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'event') this.event = value ?? '';
    if (field === 'data') this.data.push(value ?? '');
    if (field === 'id') this.id = value ?? '';
    return [];
  }

  private end(): StreamEvent[] {
    const whole = { event: this.event || 'message', data: this.data.join('\n'), id: this.id };
    const empty = this.data.length === 0;
    this.event = '';
    this.data = [];
    return empty ? [] : [whole];
  }
}
