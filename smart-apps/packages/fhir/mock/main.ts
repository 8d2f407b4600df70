import type { Patient } from 'fhir/r4';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Api } from './api';
import { AuthorizationServer } from './authorization';
import { Bookings } from './bookings';
import { Feed } from './feed';
import { Flow } from './flow';
import { Live } from './live';
import { Messages } from './messages';
import { serveMllp } from './mllp';
import { loadPractice } from './practice';
import { planDays, planForPatient } from './schedule';
import { StaticFiles } from './staticFiles';
import { Store } from './store';
import { Trail } from './trail';

const root = join(import.meta.dirname, '../../..');

/** The mock hub: the API of the real one as far as the screens use it, in memory, for development and tests. */
export async function start(): Promise<void> {
  const httpPort = Number(process.env.HUB_MOCK_PORT ?? 8090);
  const mllpPort = Number(process.env.HUB_MLLP_PORT ?? 2576);
  const live = new Live();
  const store = new Store();
  const practice = loadPractice(join(root, '../config/demo'));
  practice.resources.forEach((resource) => store.put(resource, 'urn:x-hub:feed:demo-ehr', false));
  const feed = new Feed(store, practice, live);
  planDays(store, practice, Date.now());
  planForPatient(store, practice, Date.now());
  feed.recordPast(Date.now());
  const messages = new Messages(store);
  messages.plan(Date.now());
  store.onChange = (reference, version, action) => live.send('change', { reference, version, action });
  const trail = new Trail();
  const [first] = store.all<Patient>('Patient');
  if (first) trail.disclosed(`Patient/${first.id}`, Date.now() - 86_400_000);
  const people = new AuthorizationServer(process.env.HUB_BASE_URL ?? `http://localhost:${httpPort}`);
  const api = new Api(
    store,
    feed,
    people,
    live,
    trail,
    new Bookings(store, practice),
    messages,
    new Flow(store, practice),
  );
  const files = new StaticFiles(join(root, 'target/classes/META-INF/resources'));
  createServer((request, response) => {
    void (async () => {
      try {
        if (await people.answer(request, response)) return;
        if (await api.answer(request, response)) return;
        files.answer(request, response);
      } catch (problem) {
        console.error(problem);
        response.writeHead(500).end();
      }
    })();
  }).listen(httpPort);
  serveMllp(mllpPort, (message) => feed.receive(message));
  if (process.env.HUB_MOCK_TRAFFIC === '1') setInterval(() => feed.invent(), 4_000);
  console.log(
    `mock hub: http://localhost:${httpPort}/ (MLLP ${mllpPort}), sign in as frontdesk, admin or patient, password demo`,
  );
}
