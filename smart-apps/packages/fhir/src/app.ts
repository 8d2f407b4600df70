import FHIR from 'fhirclient';

/** One of the hub's SMART clients: its id, where it is served and what it asks for. */
export interface SmartApp {
  readonly clientId: string;
  readonly path: string;
  readonly scope: string;
  /** The place in the app (what stands behind the path) that shows this patient; without it an EHR's launch opens the app's start. */
  readonly placeOf?: (patient: string) => string;
}

export const base = (): string => `${location.origin}/fhir`;

/** fhirclient, told that a public client names itself when it refreshes. */
export function smart(): typeof FHIR {
  FHIR.oauth2.settings.refreshTokenWithClientId = true;
  return FHIR;
}

/** Each app of the origin keeps its own session: fhirclient's one key would hand one app another's token. */
export const keyOf = (app: SmartApp): string => `hub.session.${app.clientId}`;

/** fhirclient lets the address override the client id, the server and the patient. An address must not. */
export function forgetAddressOverrides(): void {
  const address = new URL(location.href);
  for (const name of [
    'fhirServiceUrl',
    'clientId',
    'patientId',
    'again',
    'closed',
    'code',
    'state',
    'error',
    'error_description',
  ]) {
    address.searchParams.delete(name);
  }
  if (!address.searchParams.has('launch')) address.searchParams.delete('iss');
  history.replaceState(null, '', address);
}

/** What the hub's authorization server says about itself, as far as the apps use it. */
export interface Discovery {
  readonly token_endpoint: string;
  readonly revocation_endpoint?: string;
  readonly end_session_endpoint?: string;
}

export async function discovery(): Promise<Discovery> {
  const answer = await fetch(`${base()}/.well-known/smart-configuration`);
  if (!answer.ok) throw new Error('fetch failed');
  return (await answer.json()) as Discovery;
}
