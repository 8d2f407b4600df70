import { exportJWK, generateKeyPair } from 'jose';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { Provider, errors } from 'oidc-provider';
import { hubUrl } from './where';

/** Fixed, because config/demo/identity.yaml names it. */
const port = 4011;
export const ehrUrl = `http://localhost:${port}`;
/** The same EHR under a name that is another site than localhost to a browser. */
export const ehrOnAnotherSite = `http://127.0.0.1:${port}`;
const fhir = `${ehrUrl}/fhir`;
const app = `${hubUrl}/apps/staff/`;

/** For whom an app was opened in the EHR, and by whom. */
interface Opened {
  readonly person: string;
  readonly patient: string;
}

/**
 * An EHR of somebody else's: a page that launches our front desk, and an authorization server that shares no line with the
 * hub's. The server is oidc-provider: it holds every request against the registered redirect and PKCE, and signs with
 * RS256; what SMART adds (launch, aud, patient) is added here.
 */
export class OutsideEhr {
  private readonly launches = new Map<string, Opened>();
  private readonly grants = new Map<string, Opened>();
  /** What arrived, without queries: tests look at what was sent here. */
  readonly asked: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OutsideEhr> {
    const server = createServer();
    const ehr = new OutsideEhr(server);
    const provider = await ehr.provider();
    const callback = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const url = new URL(request.url ?? '/', ehrUrl);
      ehr.asked.push(url.pathname);
      if (url.pathname.startsWith('/interaction/')) return void ehr.login(provider, request, response);
      if (ehr.answer(url, response)) return;
      void callback(request, response);
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return ehr;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Its address for the front desk's app, good once. */
  launch(opened: Opened): string {
    const handle = randomUUID();
    this.launches.set(handle, opened);
    return `${app}?${new URLSearchParams({ iss: fhir, launch: handle })}`;
  }

  private async provider(): Promise<Provider> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: randomUUID() };
    const { launches, grants } = this;
    const provider = new Provider(ehrUrl, {
      jwks: { keys: [key] },
      clients: [
        {
          client_id: 'practice-hub-front-desk',
          redirect_uris: [app],
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      scopes: ['openid', 'fhirUser', 'launch'],
      // Each token has a number: two windows that open in the same second must not get the same one, which is good once.
      claims: { openid: ['sub', 'jti'], fhirUser: ['fhirUser'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: [randomUUID()] },
      ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 3_600, IdToken: 300, Interaction: 300, Session: 3_600 },
      clientBasedCORS: () => true,
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      extraParams: {
        aud: (_, value) => {
          if (value !== fhir) throw new errors.InvalidRequest('aud is another server');
        },
        launch: (_, value) => {
          if (!launches.has(value ?? '')) throw new errors.InvalidRequest('launch is not one of ours');
        },
      },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({ sub: id, jti: randomUUID(), fhirUser: `${fhir}/Practitioner/${id}` }),
      }),
      // What its own people open needs no consent of theirs; the launch is used up with it.
      loadExistingGrant: async (context) => {
        const handle = String(context.oidc.params?.launch);
        const opened = launches.get(handle);
        const { client, session } = context.oidc;
        if (!opened || !client || !session?.accountId) return undefined;
        const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
        grant.addOIDCScope('openid fhirUser launch');
        grants.set(await grant.save(), opened);
        launches.delete(handle);
        return grant;
      },
    });
    provider.use(async (context, next) => {
      await next();
      const grant = context.oidc?.entities.AuthorizationCode?.grantId;
      const opened = grants.get(grant ?? '');
      if (context.oidc?.route === 'token' && context.status === 200 && opened) {
        Object.assign(context.body as object, { patient: opened.patient });
      }
    });
    return provider;
  }

  /** Who opened the app is signed in at the EHR already. */
  private async login(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    const opened = this.launches.get(String(params.launch));
    if (!opened) return void response.writeHead(400).end();
    await provider.interactionFinished(request, response, { login: { accountId: opened.person } });
  }

  private answer(url: URL, response: ServerResponse): boolean {
    if (url.pathname === '/fhir/.well-known/smart-configuration') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
      response.end(JSON.stringify(discovery));
      return true;
    }
    if (url.pathname.startsWith('/fhir/')) {
      response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end();
      return true;
    }
    if (url.pathname !== '/') return false;
    const opened = {
      person: url.searchParams.get('person') ?? 'desk',
      patient: url.searchParams.get('patient') ?? '100113',
    };
    response.writeHead(200, { 'Content-Type': 'text/html;charset=utf-8', 'Referrer-Policy': 'no-referrer' });
    response.end(page(() => this.launch(opened).replaceAll('&', '&amp;')));
    return true;
  }
}

const discovery = {
  issuer: ehrUrl,
  jwks_uri: `${ehrUrl}/jwks`,
  authorization_endpoint: `${ehrUrl}/auth`,
  token_endpoint: `${ehrUrl}/token`,
  grant_types_supported: ['authorization_code'],
  code_challenge_methods_supported: ['S256'],
  capabilities: ['launch-ehr', 'client-public', 'sso-openid-connect', 'context-ehr-patient'],
};

/** Its patient's page: the app in a frame, in a new tab, in a window. */
function page(launch: () => string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Another EHR</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body { font: 16px system-ui, sans-serif; margin: 0; display: grid; grid-template-rows: auto 1fr; height: 100vh }
  header { display: flex; flex-wrap: wrap; gap: 16px; align-items: center; padding: 10px 16px; background: #23404f; color: #fff }
  a, button { font: inherit; color: inherit } button { background: none; border: 1px solid; border-radius: 6px; padding: 3px 10px }
  iframe { border: 0; width: 100%; height: 100% }
</style>
<header><strong>Another EHR</strong>
<a href="${launch()}" target="_blank" rel="noopener">In a new tab</a>
<button data-launch="${launch()}" onclick="window.open(this.dataset.launch, 'front-desk', 'popup,width=1200,height=800')">In a window</button>
</header>
<iframe title="Front desk" src="${launch()}"></iframe></html>`;
}
