import type Client from 'fhirclient/lib/Client';
import type { fhirclient } from 'fhirclient/lib/types';
import { type SmartApp, base, discovery, forgetAddressOverrides, keyOf, smart } from './app';
import { comeFromEhr, forgetEhr, launchedBy } from './ehr';
import { type Grant, Session } from './session';

export type { SmartApp } from './app';
export { LaunchFailure, canKeepSession, isFramed, launchedBy, leaveForEhr } from './ehr';

const popupName = 'hub-sign-in';
type State = fhirclient.ClientState;

const placeOf = (app: SmartApp): string => `hub.place.${app.clientId}`;

/** Leaves for the sign-in page. Comes back to the same place in the app. */
export async function signIn(app: SmartApp, completeInTarget = true): Promise<void> {
  sessionStorage.removeItem('SMART_KEY');
  forgetSession(app);
  sessionStorage.setItem(placeOf(app), location.hash);
  forgetAddressOverrides();
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
  const launched = await comeFromEhr(app);
  if (launched) {
    history.replaceState(null, '', app.path + ((launched.patient && app.placeOf?.(launched.patient)) ?? ''));
    return sessionOf(smart().client(launched.state));
  }
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
  forgetEhr(app);
  const stateKey = sessionStorage.getItem(keyOf(app));
  if (stateKey) sessionStorage.removeItem(stateKey);
  sessionStorage.removeItem(keyOf(app));
}

/** Whether the page was left by "Sign out" of a session that an EHR had opened. */
export const isClosed = (): boolean => new URL(location.href).searchParams.has('closed');

/** Ends the session everywhere: in this tab and, by a form that leaves the page, at the authorization server. */
export async function signOut(app: SmartApp, session: Session): Promise<void> {
  const server = await discovery();
  if (launchedBy(app)) return leave(app, session, server.revocation_endpoint);
  sessionStorage.clear();
  if (!server.end_session_endpoint) return location.assign('/');
  const form = document.createElement('form');
  form.method = 'post';
  form.action = server.end_session_endpoint;
  const fields = { id_token_hint: session.idToken, post_logout_redirect_uri: `${location.origin}/` };
  for (const [name, value] of Object.entries(fields)) {
    if (value) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  document.body.append(form);
  form.submit();
}

/** Nobody signed in at the hub: its token is taken back, and signing out of the EHR is the EHR's. */
async function leave(app: SmartApp, session: Session, revocation = ''): Promise<void> {
  const token = await session.token();
  await fetch(revocation, { method: 'POST', body: new URLSearchParams({ token, client_id: app.clientId }) });
  sessionStorage.clear();
  location.replace(`${app.path}?closed`);
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

function returnToPlace(app: SmartApp): void {
  const place = sessionStorage.getItem(placeOf(app));
  sessionStorage.removeItem(placeOf(app));
  history.replaceState(null, '', app.path + (place ?? ''));
}
