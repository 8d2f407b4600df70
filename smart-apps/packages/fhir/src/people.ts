import type { Address, ContactPoint, HumanName, Identifier, Patient, Practitioner } from 'fhir/r4';

/** The name someone goes by in the practice: the official one, unless only another is known. */
export function bestName(names: readonly HumanName[] | undefined): HumanName | undefined {
  const now = (names ?? []).filter((name) => name.use !== 'old' && !name.period?.end);
  return (
    now.find((name) => name.use === 'official') ?? now.find((name) => name.use === 'usual') ?? now[0] ?? names?.[0]
  );
}

/** Okafor, Amara: the order in which a front desk looks for people. */
export function sortName(name: HumanName | undefined): string | undefined {
  if (!name) return undefined;
  const given = name.given?.join(' ');
  return [name.family, given].filter(Boolean).join(', ') || name.text;
}

export function fullName(name: HumanName | undefined): string | undefined {
  if (!name) return undefined;
  return [...(name.given ?? []), name.family].filter(Boolean).join(' ') || name.text;
}

/** Dr. Okafor, or Hannah Whitfield where no title is held. */
export function calledName(practitioner: Practitioner): string {
  const name = bestName(practitioner.name);
  const title = name?.prefix?.[0]?.replace(/^Dr$/, 'Dr.');
  if (title && name?.family) return `${title} ${name.family}`;
  return fullName(name) ?? `Practitioner ${practitioner.id ?? ''}`;
}

export function credentials(practitioner: Practitioner): string | undefined {
  return bestName(practitioner.name)?.suffix?.join(', ');
}

export function identifierOfType(identifiers: readonly Identifier[] | undefined, type: string): string | undefined {
  return identifiers?.find((one) => one.type?.coding?.some((coding) => coding.code === type))?.value;
}

export function mrn(patient: Patient): string | undefined {
  return identifierOfType(patient.identifier, 'MR');
}

/** Whole years on that day; undefined for a birth date that is missing or not known to the day. */
export function ageOn(birthDate: string | undefined, day: string): number | undefined {
  if (!birthDate || birthDate.length < 10) return undefined;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** 03/24/1981, or only as much as is known. */
export function usDate(date: string | undefined): string | undefined {
  if (!date) return undefined;
  const [year, month, day] = date.slice(0, 10).split('-');
  return [month, day, year].filter(Boolean).join('/');
}

export function phones(telecom: readonly ContactPoint[] | undefined): { number: string; use: string }[] {
  const order = ['mobile', 'home', 'work'];
  return (telecom ?? [])
    .filter((point) => (point.system === 'phone' || point.system === 'sms') && point.value && point.use !== 'old')
    .map((point) => ({ number: usPhone(point.value ?? ''), use: point.use ?? 'phone' }))
    .sort((a, b) => rank(order, a.use) - rank(order, b.use));
}

export function emails(telecom: readonly ContactPoint[] | undefined): string[] {
  return (telecom ?? []).flatMap((point) => (point.system === 'email' && point.value ? [point.value] : []));
}

/** (847) 555-0160. Area codes begin with 2 to 9; other countries' numbers stay as they are. */
export function usPhone(number: string): string {
  const [, area, exchange, line] = /^(?:\+?1)?([2-9]\d{2})(\d{3})(\d{4})$/.exec(number.replace(/[^\d+]/g, '')) ?? [];
  return area ? `(${area}) ${exchange}-${line}` : number;
}

export function addressLines(address: Address | undefined): string[] {
  if (!address) return [];
  const place = [address.city, [address.state, address.postalCode].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
  return [...(address.line ?? []), place].filter(Boolean);
}

function rank(order: readonly string[], use: string): number {
  const place = order.indexOf(use);
  return place < 0 ? order.length : place;
}
