import FHIR from 'fhirclient';
import type Client from 'fhirclient/lib/Client';
import type { fhirclient } from 'fhirclient/lib/types';
import { type Grant, Session } from './session';

/** One of the hub's SMART clients: its id, where it is served and what it asks for. */
export interface SmartApp {
  readonly clientId: string;
  readonly path: string;
  readonly scope: string;
}

const base = (): string => `${location.origin}/fhir`;

const popupName = 'hub-sign-in';
type State = fhirclient.ClientState;

/** fhirclient, told that a public client names itself when it refreshes. */
function smart(): typeof FHIR {
  FHIR.oauth2.settings.refreshTokenWithClientId = true;
  return FHIR;
}

/** Each app of the origin keeps its own session: fhirclient's one key would hand one app another's token. */
const keyOf = (app: SmartApp): string => `hub.session.${app.clientId}`;
const placeOf = (app: SmartApp): string => `hub.place.${app.clientId}`;

/** Leaves for the sign-in page. Comes back to the same place in the app. */
export async function signIn(app: SmartApp, completeInTarget = true): Promise<void> {
  sessionStorage.removeItem('SMART_KEY');
  forgetSession(app);
  sessionStorage.setItem(placeOf(app), location.hash);
  forgetAddressOverrides();
  refuseForeignServers();
  const stateKey = crypto.randomUUID();
  sessionStorage.setItem(keyOf(app), stateKey);
  await smart().oauth2.authorize({
    iss: base(),
    clientId: app.clientId,
    scope: app.scope,
    redirectUri: location.origin + app.path,
    pkceMode: 'required',
    completeInTarget,
    stateKey,
  });
}

/** The session of this tab, from the answer in the address or from before; undefined when there is none. */
export async function resumeSession(app: SmartApp): Promise<Session | undefined> {
  const address = new URL(location.href);
  const returning = address.searchParams.has('state');
  const stateKey = sessionStorage.getItem(keyOf(app));
  if (!stateKey || (!returning && !sessionStorage.getItem(stateKey))) return undefined;
  if (returning && address.searchParams.get('state') !== stateKey) return undefined;
  const client = await smart().oauth2.ready({ stateKey });
  if (returning) returnToPlace(app);
  return client.state.tokenResponse?.access_token ? sessionOf(client) : undefined;
}

export function forgetSession(app: SmartApp): void {
  const stateKey = sessionStorage.getItem(keyOf(app));
  if (stateKey) sessionStorage.removeItem(stateKey);
  sessionStorage.removeItem(keyOf(app));
}

/** Ends the session everywhere: in this tab and, by a form that leaves the page, at the authorization server. */
export async function signOut(session: Session): Promise<void> {
  const discovery = (await (await fetch(`${base()}/.well-known/smart-configuration`)).json()) as {
    end_session_endpoint?: string;
  };
  sessionStorage.clear();
  if (!discovery.end_session_endpoint) return location.assign('/');
  const form = document.createElement('form');
  form.method = 'post';
  form.action = discovery.end_session_endpoint;
  const fields = { id_token_hint: session.idToken, post_logout_redirect_uri: `${location.origin}/` };
  for (const [name, value] of Object.entries(fields)) {
    if (value) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  form.submit();
}

/** Signs in again in a window of its own, so that the page behind it keeps what was typed. */
export function signInAgain(app: SmartApp, session: Session): boolean {
  const popup = window.open(`${app.path}?again`, popupName, 'popup,width=520,height=680');
  if (!popup) return false;
  window.addEventListener('message', function answer(event: MessageEvent<{ hub?: string; state?: State }>) {
    const ours = event.origin === location.origin && event.source === popup && event.data.hub === 'signed-in';
    if (!ours || !event.data.state) return;
    window.removeEventListener('message', answer);
    adopt(app, session, event.data.state);
  });
  return true;
}

/** In that window: signs in, hands the answer to the page that opened it and closes. True when this is that window. */
export async function answerAsPopup(app: SmartApp): Promise<boolean> {
  const opener = window.opener as Window | null;
  if (window.name !== popupName || !opener) return false;
  if (!new URL(location.href).searchParams.has('state')) {
    await signIn(app);
    return true;
  }
  const client = await smart().oauth2.ready({});
  opener.postMessage({ hub: 'signed-in', state: client.state }, location.origin);
  window.close();
  return true;
}

/** Someone else at the same desk is not the person who typed: the page starts afresh for them. */
function adopt(app: SmartApp, session: Session, state: State): void {
  const client = smart().client(state);
  if (state.key) {
    sessionStorage.setItem(keyOf(app), state.key);
    sessionStorage.setItem(state.key, JSON.stringify(state));
  }
  const grant = grantOf(client);
  if (grant.fhirUser !== session.fhirUser || grant.scope !== session.scopes.text) location.reload();
  else session.signedInAgain(grant);
}

function sessionOf(client: Client): Session {
  return new Session(grantOf(client), async () => {
    await client.refresh();
    return grantOf(client);
  });
}

function grantOf(client: Client): Grant {
  const answer = client.state.tokenResponse ?? {};
  return {
    accessToken: answer.access_token ?? '',
    scope: answer.scope ?? client.state.scope ?? '',
    fhirUser: client.getFhirUser() ?? undefined,
    idToken: answer.id_token,
    expiresAt: (client.state.expiresAt ?? 0) * 1000 || Date.now() + 300_000,
  };
}

/** An EHR that launches this app names its FHIR server in the address. fhirclient would follow any; only our own may be meant. */
function refuseForeignServers(): void {
  const iss = new URL(location.href).searchParams.get('iss');
  if (iss && iss.replace(/\/$/, '') !== base()) throw new Error(`This app works with ${base()} only.`);
}

function returnToPlace(app: SmartApp): void {
  const place = sessionStorage.getItem(placeOf(app));
  sessionStorage.removeItem(placeOf(app));
  history.replaceState(null, '', app.path + (place ?? ''));
}

/** fhirclient lets the address override the client id, the server and the patient. An address must not. */
function forgetAddressOverrides(): void {
  const address = new URL(location.href);
  for (const name of [
    'fhirServiceUrl',
    'clientId',
    'patientId',
    'again',
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
