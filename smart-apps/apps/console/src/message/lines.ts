/** One segment as text, with its place in the message and its fields by their published numbers. */
export interface Line {
  readonly number: number;
  readonly id: string;
  readonly text: string;
}

export function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '')
    .map((line, index) => ({ number: index + 1, id: line.slice(0, 3), text: line }));
}

export function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r`).join('');
}

export interface Piece {
  /** `PID-3`; undefined for the segment's name and the separators. */
  readonly position: string | undefined;
  /** Where it begins in the line. */
  readonly at: number;
  readonly text: string;
}

/** Cuts a line at its field separators. In MSH the separator itself is field 1. */
export function pieces({ id, text }: Line): Piece[] {
  const separator = id === 'MSH' ? (text[3] ?? '|') : '|';
  const [name = '', ...fields] = text.split(separator);
  const first = id === 'MSH' ? 2 : 1;
  let at = name.length;
  const found: Piece[] = [{ position: undefined, text: name, at: 0 }];
  for (const [index, field] of fields.entries()) {
    found.push({ position: id === 'MSH' && index === 0 ? 'MSH-1' : undefined, text: separator, at });
    found.push({ position: `${id}-${index + first}`, text: field, at: at + 1 });
    at += 1 + field.length;
  }
  return found;
}

/** Puts a value into a field; missing separators before it are added. */
export function withField(line: string, position: string, value: string): string {
  const [id = '', number = '0'] = position.split('-');
  const fields = line.split('|');
  const index = Number(number) - (id === 'MSH' ? 1 : 0);
  while (fields.length <= index) fields.push('');
  return fields.with(index, value).join('|');
}

export function fieldAt(line: string, position: string): string {
  const [id = '', number = '0'] = position.split('-');
  return line.split('|')[Number(number) - (id === 'MSH' ? 1 : 0)] ?? '';
}

/** PID-3 for what a problem calls `PID-3.1`, `PID[1]-3` or `PID^1^3`. */
export function fieldOf(place: string | undefined): string | undefined {
  const [, segment, field] = /^([A-Z][A-Z0-9]{2})(?:\[\d+\]|\^\d+)?[-^](\d+)/.exec(place ?? '') ?? [];
  return segment && field ? `${segment}-${field}` : undefined;
}

/** The field that a place is in, with the occurrence of its segment where there are several: `IN1[2]-3` for `IN1[2]-3[2].4`. */
export function spotOf(place: string | undefined): string | undefined {
  const [, segment, bracket, caret, field] =
    /^([A-Z][A-Z0-9]{2})(?:\[(\d+)\]|\^(\d+))?[-^](\d+)/.exec(place ?? '') ?? [];
  return segment && field ? spot(segment, Number(bracket ?? caret ?? 1), Number(field)) : undefined;
}

export function spot(segment: string, occurrence: number, field: number): string {
  return `${segment}${occurrence > 1 ? `[${occurrence}]` : ''}-${field}`;
}

/** Which of its name each segment is, counted from one. */
export function occurrences(ids: readonly string[]): number[] {
  return ids.map((id, index) => ids.slice(0, index + 1).filter((other) => other === id).length);
}
