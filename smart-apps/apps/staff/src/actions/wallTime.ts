/** 09:05, as a time field holds it. */
export function toTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes after midnight; undefined for what is no time. */
export function fromTime(time: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  return hours ? Number(hours) * 60 + Number(minutes) : undefined;
}
