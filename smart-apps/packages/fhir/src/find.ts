import type { Query } from './client';
import type { Day } from './zone';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const separator = String.raw`[\/.\-]`;
const isoDate = new RegExp(String.raw`\b(\d{4})${separator}(\d{1,2})${separator}(\d{1,2})\b`);
const usDate = new RegExp(String.raw`\b(\d{1,2})${separator}(\d{1,2})${separator}(\d{4}|\d{2})\b`);
const monthFirst = /\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i;
const dayFirst = /\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i;

/**
 * What someone typed to find a patient, as searches to send side by side: a name, a birth date in any common form, a
 * record number, a phone number, or a name and a birth date together. Empty when there is not enough to search for.
 */
export function patientSearches(typed: string, today: Day): Query[] {
  const text = typed.trim().replace(/\s+/g, ' ');
  const digits = text.replace(/^mrn\b[\s:#]*/i, '').replace(/[\s()+.-]/g, '');
  if (/^\d{5,}$/.test(digits) && !birthDate(text, today)) return numberSearches(digits, text);
  const { date, rest } = takeDate(text, today);
  const names = rest.split(/[\s,]+/).filter((word) => /\p{L}{2}|\p{L}'/u.test(word));
  const single = rest.split(/[\s,]+/).filter((word) => /^\p{L}$/u.test(word));
  const words = names.length > 0 ? [...names, ...single] : [];
  if (!date && words.length === 0) return [];
  return [[...words.map((word) => ['name', word] as const), ...(date ? [['birthdate', date] as const] : [])]];
}

/** The date in the text, as FHIR writes it; undefined when there is none, or none that a living person can be born on. */
export function birthDate(text: string, today: Day): Day | undefined {
  return takeDate(text, today).date;
}

function takeDate(text: string, today: Day): { date: Day | undefined; rest: string } {
  for (const [pattern, read] of forms) {
    const found = pattern.exec(text);
    const date = found && valid(read(found, today), today);
    if (found && date) return { date, rest: text.replace(found[0], ' ').trim() };
  }
  return { date: undefined, rest: text };
}

type Parts = readonly [year: number, month: number, day: number];

const forms: readonly (readonly [RegExp, (found: RegExpExecArray, today: Day) => Parts])[] = [
  [isoDate, ([, y, m, d]) => [Number(y), Number(m), Number(d)]],
  [
    usDate,
    ([, a, b, y], today) => {
      const year = y?.length === 2 ? fullYear(Number(y), today) : Number(y);
      return Number(a) > 12 ? [year, Number(b), Number(a)] : [year, Number(a), Number(b)];
    },
  ],
  [monthFirst, ([, m, d, y]) => [Number(y), monthNumber(m), Number(d)]],
  [dayFirst, ([, d, m, y]) => [Number(y), monthNumber(m), Number(d)]],
  [/^(\d{4})(\d{2})(\d{2})$/, ([, y, m, d]) => [Number(y), Number(m), Number(d)]],
  [/^(\d{2})(\d{2})(\d{4})$/, ([, m, d, y]) => [Number(y), Number(m), Number(d)]],
];

/** 26 is 2026 while that is not in the future, 80 is 1980. */
function fullYear(twoDigits: number, today: Day): number {
  const century = 2000 + twoDigits;
  return century <= Number(today.slice(0, 4)) ? century : century - 100;
}

function monthNumber(word: string | undefined): number {
  return months.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1;
}

function valid([year, month, day]: Parts, today: Day): Day | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const instant = Date.parse(`${text}T12:00:00Z`);
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
  return exists && year > 1880 && text <= today ? text : undefined;
}

/** Ten digits may be a phone number, which systems store in many ways; any number may be a record number. */
function numberSearches(digits: string, typed: string): Query[] {
  const record: Query = [['identifier', digits]];
  const local = digits.replace(/^1(?=\d{10}$)/, '');
  if (local.length !== 10) return [record];
  const [a, b, c] = [local.slice(0, 3), local.slice(3, 6), local.slice(6)];
  const spellings = [
    local,
    `${a}-${b}-${c}`,
    `(${a})${b}-${c}`,
    `(${a}) ${b}-${c}`,
    `+1${local}`,
    `+1 ${a}-${b}-${c}`,
    typed,
  ];
  return [record, [['phone', [...new Set(spellings)].join(',')]]];
}
