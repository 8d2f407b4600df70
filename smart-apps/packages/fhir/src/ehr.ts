import type { fhirclient } from 'fhirclient/lib/types';
import { type SmartApp, base, discovery, forgetAddressOverrides, keyOf, smart } from './app';

/** An EHR from which the hub lets an app be launched: its FHIR server, and what the app is called there. */
export interface TrustedEhr {
  readonly iss: string;
  readonly clientId: string;
}

/** Why an app that an EHR launched does not open, in a sentence for the person who sits there. */
export class LaunchFailure extends Error {}

/** A sign-in that an EHR vouched for: fhirclient's state of the hub's token, and where the launch was from. */
interface Exchanged {
  readonly state: fhirclient.ClientState;
  readonly patient: string | undefined;
}

const launchOf = (app: SmartApp): string => `hub.launch.${app.clientId}`;
const ehrOf = (app: SmartApp): string => `hub.ehr.${app.clientId}`;
const bare = (iss: string): string => iss.replace(/\/$/, '');

/** Whether the page stands in a frame of somebody else's page: the hub's sign-in is not shown there (smart.md N19). */
export const isFramed = (): boolean => window.self !== window.top;

/** Browsers that keep third parties from storing anything throw at the mere mention (smart.md, finding 10). */
export function canKeepSession(): boolean {
  try {
    return typeof window.sessionStorage.length === 'number';
  } catch {
    return false;
  }
}

/** The EHR that vouched for the person of this tab's session. */
export const launchedBy = (app: SmartApp): string | undefined => sessionStorage.getItem(ehrOf(app)) ?? undefined;

export function forgetEhr(app: SmartApp): void {
  const state = sessionStorage.getItem(launchOf(app));
  if (state) sessionStorage.removeItem(state);
  sessionStorage.removeItem(launchOf(app));
  sessionStorage.removeItem(ehrOf(app));
}

/**
 * When an EHR launched this app: leaves for the EHR's authorization server, and is true. Nothing is sent to a server that
 * the hub does not name.
 */
export async function leaveForEhr(app: SmartApp): Promise<boolean> {
  const address = new URL(location.href).searchParams;
  const iss = address.get('iss');
  if (!iss || address.has('state') || bare(iss) === base()) return false;
  const ehr = (await trustedEhrs(app)).find((one) => bare(one.iss) === bare(iss));
  if (!ehr) throw new LaunchFailure('This EHR is not among those that the practice has connected to its hub.');
  if (!address.get('launch')) throw new LaunchFailure('The EHR did not say for whom the app is opened.');
  forgetAddressOverrides();
  forgetEhr(app);
  const stateKey = crypto.randomUUID();
  sessionStorage.setItem(launchOf(app), stateKey);
  sessionStorage.setItem(ehrOf(app), bare(iss));
  const parameters: fhirclient.AuthorizeParams & { issMatch: (iss: string) => boolean } = {
    issMatch: (asked) => bare(asked) === bare(ehr.iss),
    clientId: ehr.clientId,
    // Who it is and for whom the app is open. The record is the hub's: nothing is read from the EHR.
    scope: 'launch openid fhirUser',
    redirectUri: location.origin + app.path,
    pkceMode: 'required',
    completeInTarget: true,
    stateKey,
  };
  // Only in a list does fhirclient heed issMatch; its types do not know of the list.
  await smart().oauth2.authorize([parameters] as unknown as fhirclient.AuthorizeParams);
  return true;
}

/** When the address holds the EHR's answer: the hub's token for what the EHR says (RFC 8693). */
export async function comeFromEhr(app: SmartApp): Promise<Exchanged | undefined> {
  const stateKey = sessionStorage.getItem(launchOf(app));
  const answer = new URL(location.href).searchParams.get('state');
  if (!stateKey || answer !== stateKey) return undefined;
  const client = await smart()
    .oauth2.ready({ stateKey })
    .catch((problem: unknown) => {
      throw new LaunchFailure(`The EHR did not open the app${said(problem)}.`);
    });
  // The EHR's own token opens the EHR, which this app has no business with.
  sessionStorage.removeItem(stateKey);
  sessionStorage.removeItem(launchOf(app));
  const { id_token: idToken, patient } = client.state.tokenResponse ?? {};
  if (!idToken) throw new LaunchFailure('The EHR did not say who is signed in there.');
  return exchange(app, idToken, patient ?? undefined);
}

async function exchange(app: SmartApp, idToken: string, patient: string | undefined): Promise<Exchanged> {
  const { token_endpoint: tokenUri } = await discovery();
  const response = await fetch(tokenUri, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: app.clientId,
      subject_token: idToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      audience: base(),
      scope: app.scope,
      ...(patient ? { patient } : {}),
    }),
  });
  const answer = (await response.json()) as fhirclient.TokenResponse & { error?: string; error_description?: string };
  if (!response.ok || !answer.access_token) throw new LaunchFailure(refusal(answer));
  const state = {
    key: crypto.randomUUID(),
    serverUrl: base(),
    clientId: app.clientId,
    scope: app.scope,
    tokenUri,
    tokenResponse: answer,
    expiresAt: Math.floor(Date.now() / 1_000) + (answer.expires_in ?? 300),
  };
  sessionStorage.setItem(keyOf(app), state.key);
  sessionStorage.setItem(state.key, JSON.stringify(state));
  return { state, patient: answer.patient ?? undefined };
}

async function trustedEhrs(app: SmartApp): Promise<readonly TrustedEhr[]> {
  const answer = await fetch(`/smart/ehrs?${new URLSearchParams({ app: app.clientId })}`);
  if (!answer.ok) throw new Error('fetch failed');
  return (await answer.json()) as TrustedEhr[];
}

function refusal({ error, error_description: why }: { error?: string; error_description?: string }): string {
  if (error === 'invalid_scope') return 'Your role at the practice does not include this app.';
  if (error === 'invalid_grant' && why?.includes('linked')) return `${why} Ask an administrator of the practice.`;
  return 'The hub did not accept what the EHR says about you. Open the app from the EHR once more.';
}

function said(problem: unknown): string {
  return problem instanceof Error && /access_denied/.test(problem.message) ? ': it refused access' : '';
}
