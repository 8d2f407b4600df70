import { Part, useHub } from '@hub/fhir';
import { type QueryClient, useQuery } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';

/** Somebody who may sign in, as an administrator sees them. */
export interface Colleague {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly active: boolean;
  readonly locked: boolean;
  readonly invited: boolean;
  readonly password: boolean;
  readonly secondFactor: boolean;
  readonly lastSignIn: string | undefined;
}

export interface Role {
  readonly value: string;
  readonly label: string;
}

const key = ['people'];

/** The answer of `$people`. */
export function peopleOf(answer: Parameters): { people: Colleague[]; roles: Role[] } {
  const parts = Part.of(answer);
  const roles = parts.all('role').map((role) => ({ value: role.text('id') ?? '', label: role.text('title') ?? '' }));
  const titles = new Map(roles.map((role) => [role.value, role.label]));
  const people = parts.all('person').map((person) => ({
    username: person.text('username') ?? '',
    name: person.text('name') ?? '',
    role: titles.get(person.text('role') ?? '') ?? 'No role',
    active: person.flag('active') ?? false,
    locked: person.flag('locked') ?? false,
    invited: person.flag('invited') ?? false,
    password: person.flag('password') ?? false,
    secondFactor: person.flag('secondFactor') ?? false,
    lastSignIn: person.text('lastSignIn'),
  }));
  return { people, roles };
}

export function usePeople() {
  const { client } = useHub();
  return useQuery({ queryKey: key, queryFn: async ({ signal }) => peopleOf(await client.ask('$people', signal)) });
}

export function refreshPeople(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: key });
}

/** How somebody stands, in two or three words. */
export function standing(person: Colleague): string {
  if (!person.active) return 'Deactivated';
  if (person.locked) return 'Locked for a while';
  if (person.password) return 'Active';
  return person.invited ? 'Invited' : 'No password yet';
}

/** Parameters of an operation, as texts. */
export function input(fields: Readonly<Record<string, string>>): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: Object.entries(fields).map(([name, value]) =>
      name === 'role' ? { name, valueCode: value } : { name, valueString: value },
    ),
  };
}
