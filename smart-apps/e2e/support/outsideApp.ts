import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { createRequire } from 'node:module';
import { hubUrl } from './where';

/** Fixed, because config/demo/identity.yaml registers it as demo-chart. */
const port = 4012;
export const appUrl = `http://localhost:${port}`;

/** A SMART app of somebody else's, on an origin of its own: fhirclient as it is published, and three pages. */
export function startOutsideApp(): Promise<Server> {
  const files: Record<string, [string, string]> = {
    '/fhir-client.js': ['text/javascript', library()],
    // The hub launches it here (EHR launch).
    '/launch': ['text/html', page('<h1>Opening…</h1>', authorize('launch'))],
    // A person starts here (standalone launch).
    '/start': ['text/html', page('<h1>Opening…</h1>', authorize('launch/patient'))],
    '/': ['text/html', page(chart, read)],
    // openid-client takes the answer out of the address.
    '/openid': ['text/html', page('<h1>Signed in</h1>', '')],
  };
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', appUrl).pathname];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': `${file[0]};charset=utf-8`, 'Referrer-Policy': 'no-referrer' });
    response.end(file[1]);
  });
  return new Promise((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server)),
  );
}

function library(): string {
  const main = createRequire(import.meta.url).resolve('fhirclient');
  return readFileSync(main.replace(/fhirclient[\\/].*$/, 'fhirclient/build/fhir-client.min.js'), 'utf8');
}

function authorize(launch: string): string {
  return `
    FHIR.oauth2.authorize({
      ${launch === 'launch' ? `issMatch: (iss) => iss === '${hubUrl}/fhir',` : `iss: '${hubUrl}/fhir',`}
      clientId: 'demo-chart',
      scope: '${launch} openid fhirUser online_access patient/Patient.rs patient/Condition.rs user/Practitioner.rs',
      redirectUri: '/',
      pkceMode: 'required',
      completeInTarget: true,
      stateKey: crypto.randomUUID(),
    });`;
}

const chart = `
  <h1>Demo chart</h1>
  <dl><dt>Patient</dt><dd id="patient"></dd><dt>For</dt><dd id="user"></dd><dt>May</dt><dd id="scope"></dd></dl>
  <button id="refresh" hidden>Renew</button> <output id="renewed"></output> <p id="problem" role="alert"></p>`;

const read = `
  const put = (id, text) => document.getElementById(id).textContent = text;
  const name = (resource) => resource.name[0].given.join(' ') + ' ' + resource.name[0].family;
  FHIR.oauth2.settings.refreshTokenWithClientId = true;
  FHIR.oauth2.ready().then(async (client) => {
    put('patient', name(await client.patient.read()));
    put('user', name(await client.user.read()));
    put('scope', client.state.tokenResponse.scope);
    const button = document.getElementById('refresh');
    button.hidden = false;
    button.onclick = async () => {
      const before = client.state.tokenResponse.refresh_token;
      await client.refresh();
      const rotated = client.state.tokenResponse.refresh_token !== before;
      put('renewed', name(await client.patient.read()) + (rotated ? ' with a new refresh token' : ''));
    };
  }).catch((problem) => put('problem', problem.message));`;

function page(body: string, script: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Demo chart</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>body { font: 16px system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
dt { color: #666 } dd { margin: 0 0 .8rem; overflow-wrap: anywhere }</style>
${body}<script src="/fhir-client.js"></script><script>${script}</script></html>`;
}
