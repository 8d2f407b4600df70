import { type Locator, type Page, expect, test } from '@playwright/test';
import { join } from 'node:path';
import { card, choose, openDay, signIn } from './support/desk';
import { arrivalFor, book, booking, bookingWithoutTime, moveBy, on, quietPastDay, today } from './support/ehr';
import { send } from './support/mllp';
import { bookVisit, chooseTime, makeRoom, needsReferral, openPortal, openTimes } from './support/portal';
import { real } from './support/where';

const folder = join(import.meta.dirname, 'screens');

/** Pictures of every screen, to be looked at: `npm run screens`, then open e2e/screens. */
const screens: Record<string, (page: Page, phone: boolean) => Promise<void>> = {
  'sign-in': async (page) => {
    await page.goto('/apps/staff/');
    await page.locator('[name=username]').waitFor();
  },
  'sign-in-wrong': async (page) => {
    await page.goto('/apps/staff/');
    await page.locator('[name=username]').fill('frontdesk');
    await page.locator('[name=password]').fill('not this one');
    await page.locator('button[type=submit]').click();
    await page.getByRole('alert').waitFor();
  },
  welcome: async (page) => void (await page.goto('/')),
  launcher: (page) => signIn(page, '/', 'frontdesk'),
  'launcher-manager': (page) => signIn(page, '/', 'manager'),
  day: (page) => openDay(page),
  rooms: async (page) => {
    await openDay(page);
    await page.goto('/apps/staff/#/day/today?view=board&by=room');
  },
  list: async (page) => {
    await openDay(page);
    await page.keyboard.press('l');
  },
  panel: async (page, phone) => {
    await openDay(page);
    await (
      phone ? page.locator('[data-visit] button[aria-pressed]').nth(3) : page.locator('button[data-movable]').first()
    ).click();
    await page.getByRole('heading', { name: 'Past visits' }).waitFor({ state: 'attached' });
  },
  find: async (page) => {
    await openDay(page);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('kow');
    await page.getByRole('option').first().waitFor();
  },
  commands: async (page) => {
    await openDay(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
  },
  // These need a hub: HUB_URL.
  ...(real
    ? {
        requests: async (page: Page) => {
          await openDay(page);
          await page.goto('/apps/staff/#/requests');
          await page.getByRole('list', { name: 'Requests' }).waitFor({ state: 'attached' });
        },
        'booking-rules': async (page: Page) => {
          await openDay(page);
          await page.goto('/apps/staff/#/rules');
          await page.getByLabel('Visit type').selectOption({ label: 'Medicare annual wellness visit' });
          await page.getByRole('combobox', { name: 'Patient' }).fill('okonkwo');
          await page
            .getByRole('option', { name: /Okonkwo/ })
            .first()
            .click();
          await page.getByRole('button', { name: 'Try' }).click();
          await page.getByText('It is refused').waitFor();
        },
      }
    : {}),
  'find-nobody': async (page) => {
    await openDay(page);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('zzyzx');
    await page.getByText('Nobody found').waitFor();
  },
  'patient-messages': async (page) => {
    await openDay(page);
    await page.getByRole('link', { name: 'Messages' }).click();
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    await page
      .getByRole('list', { name: /^Messages/ })
      .or(page.getByText('No message yet'))
      .first()
      .waitFor();
  },
  'patient-messages-none': async (page) => {
    await page.route('**/fhir/Communication?**', (route) =>
      route.fulfill({ json: { resourceType: 'Bundle', type: 'searchset' } }),
    );
    await openDay(page);
    await page.goto('/apps/staff/#/messages');
    await page.getByText('No message yet').waitFor();
  },
  move: async (page) => {
    await openMovable(page);
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: /Move/ });
    await dialog.getByRole('button', { name: '+15 min' }).click();
    await dialog
      .getByText(/already has|passed|^Move$/)
      .first()
      .waitFor();
  },
  'check-in': async (page, phone) => {
    const drawer = await openCheckIn(page, phone);
    await drawer.getByLabel('Photo ID seen').check();
    await drawer.getByRole('button', { name: 'Go on without it' }).first().click();
    await drawer.getByLabel('Why without it?').waitFor();
  },
  'check-in-refused': async (page, phone) => {
    const drawer = await openCheckIn(page, phone);
    await drawer.getByRole('button', { name: 'Check in' }).click();
    await drawer.getByRole('alert').waitFor();
  },
  'walk-in': async (page) => {
    await openDay(page);
    await page.keyboard.press('w');
    const drawer = page.getByRole('dialog', { name: 'Walk-in' });
    await drawer.getByText('New to us', { exact: true }).click();
    await drawer.getByRole('button', { name: 'Register' }).click();
    await drawer.getByText('Write the family name.').waitFor();
  },
  'new-appointment': async (page) => {
    const drawer = await openNew(page);
    await drawer.getByRole('button', { name: 'Find a time' }).click();
    await drawer.getByText('Choose the visit type.').waitFor();
  },
  'free-times': async (page) => {
    await findFree(page);
  },
  'time-taken': async (page) => {
    const drawer = await findFree(page);
    const offer = drawer.getByRole('region', { name: 'Free times' }).getByRole('radio').first();
    await offer.check();
    await drawer.getByLabel('Comment (optional)').fill('Brings the results of last week');
    await book(booking(Number((await offer.inputValue()).split(' ')[0]), { room: 'EXAM1' }));
    await drawer.getByRole('button', { name: 'Book this time' }).click();
    await drawer.getByRole('alert').waitFor();
  },
  waitlist: async (page) => {
    const found = (url: URL) => url.pathname.endsWith('/Appointment') && url.searchParams.get('status') === 'waitlist';
    await page.route(found, (route) => route.fulfill({ json: waiting }));
    await openDay(page);
    await page.getByRole('button', { name: 'Waitlist' }).click();
    await page.getByRole('button', { name: 'Accept for them' }).first().waitFor();
  },
  'waitlist-empty': async (page) => {
    const found = (url: URL) => url.pathname.endsWith('/Appointment') && url.searchParams.get('status') === 'waitlist';
    await page.route(found, (route) => route.fulfill({ json: { resourceType: 'Bundle', type: 'searchset' } }));
    await openDay(page);
    await page.getByRole('button', { name: 'Waitlist' }).click();
    await page.getByRole('heading', { name: 'Nobody waits' }).waitFor();
  },
  'waitlist-add': async (page) => {
    await openDay(page);
    await page.getByRole('button', { name: 'Waitlist' }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Add to the waitlist' }).click();
    await page.getByText('Choose the patient.').waitFor();
  },
  'nothing-free': async (page) => {
    await page.route('**/Appointment/$find', (route) => route.fulfill({ json: { resourceType: 'Bundle' } }));
    const drawer = await findFree(page, false);
    await drawer.getByRole('heading', { name: /Nothing is free/ }).waitFor();
  },
  'looking-for-times': async (page) => {
    await page.route('**/Appointment/$find', () => undefined);
    const drawer = await findFree(page, false);
    await drawer.getByText('Still comparing calendars…').waitFor();
  },
  'no-free-times': async (page) => {
    await page.route('**/Appointment/$find', (route) => route.fulfill({ status: 503, body: '{}' }));
    const drawer = await findFree(page, false);
    await drawer.getByRole('alert').waitFor();
  },
  'book-anyway': async (page) => {
    const drawer = await openNew(page);
    await drawer.getByLabel('Visit type').selectOption({ label: 'Follow-up visit' });
    await drawer.getByText('Another time', { exact: true }).click();
    await drawer.getByLabel('Provider').selectOption({ label: 'Dr. Okafor' });
    await drawer.getByLabel('Time', { exact: true }).fill('05:30');
    await drawer.getByRole('button', { name: 'Book this time' }).click();
    await drawer.getByRole('button', { name: 'Book anyway' }).click();
    await drawer.getByText('Say why it is booked').waitFor();
  },
  reschedule: async (page) => {
    await openMovable(page);
    await page
      .getByRole('region', { name: 'Patient' })
      .getByRole('button', { name: /^Reschedule/ })
      .click();
    const drawer = page.getByRole('dialog', { name: /^Reschedule/ });
    await drawer.getByRole('button', { name: 'Find a time' }).click();
    await drawer.getByRole('region', { name: 'Free times' }).getByRole('radio').nth(2).check();
  },
  cancel: async (page) => {
    await openMovable(page);
    await page.keyboard.press('x');
    const dialog = page.getByRole('dialog', { name: /Cancel/ });
    await dialog.getByRole('button', { name: 'Cancel the visit' }).click();
    await dialog.getByRole('alert').waitFor();
  },
  cancelled: async (page) => {
    await openDay(page);
    await page.goto('/apps/staff/#/day/today?show=cancelled&view=list');
    await page.locator('[data-visit] button[aria-pressed]').first().click();
    await page.getByRole('heading', { name: 'Past visits' }).waitFor({ state: 'attached' });
  },
  conflict: async (page) => {
    const day = quietPastDay();
    const visit = booking(on(day, 10, 0));
    await book(visit);
    await page.route('**/live', (route) => route.fulfill({ status: 503 }));
    await openDay(page);
    await page.goto(`/apps/staff/#/day/${day}?view=board`);
    await choose(page, visit.person);
    await moveBy(visit, 30);
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: /Changed by/ }).waitFor();
  },
  done: async (page) => {
    const day = quietPastDay();
    const visit = booking(on(day, 10, 0));
    await book(visit);
    await openDay(page);
    await page.goto(`/apps/staff/#/day/${day}?view=board`);
    await choose(page, visit.person);
    await page.keyboard.press('c');
    await expect(card(page, visit.person)).toHaveAttribute('data-status', 'arrived');
  },
  loading: async (page) => {
    await openDay(page);
    await page.route('**/fhir/Appointment?**', () => undefined);
    await page.goto('/apps/staff/#/day/2026-01-05?view=board');
    await page.getByRole('status', { name: 'Loading the day' }).waitFor();
  },
  error: async (page) => {
    await openDay(page);
    await page.route('**/fhir/Appointment?**', (route) => route.fulfill({ status: 503, body: '{}' }));
    await page.goto('/apps/staff/#/day/2026-01-05?view=board');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
  },
  offline: async (page) => {
    await openDay(page);
    await page.context().setOffline(true);
    await page.getByText('No connection to the hub.').waitFor({ timeout: 30_000 });
  },
  keys: async (page) => {
    await openDay(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  },
  empty: async (page) => {
    await openDay(page);
    await page.goto('/apps/staff/#/day/2020-02-02');
  },
  portal: (page) => openPortal(page),
  'portal-kinds': async (page) => {
    await openPortal(page);
    await makeRoom(page);
  },
  'portal-times': async (page) => {
    await openPortal(page);
    await page.goto('/apps/portal/#/book/svc-followup');
    await page.locator('[data-time]').first().waitFor();
  },
  'portal-look': async (page) => {
    await openPortal(page);
    await openTimes(page);
    await chooseTime(page);
  },
  'portal-taken': async (page) => {
    await openPortal(page);
    await openTimes(page);
    const start = await chooseTime(page);
    await page.getByLabel('Anything we should know? (optional)').fill('My daughter comes along');
    await book(booking(start, { room: 'EXAM1' }));
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('alert').waitFor();
  },
  'portal-refused': async (page) => {
    await openPortal(page);
    await openTimes(page);
    await chooseTime(page);
    await page.route('**/Appointment/$book', (route) => route.fulfill({ status: 422, json: needsReferral }));
    await page.getByRole('button', { name: 'Book this visit' }).click();
    await page.getByRole('alert').waitFor();
  },
  'portal-nothing-free': async (page) => {
    await page.route('**/Appointment/$find', (route) => route.fulfill({ json: { resourceType: 'Bundle' } }));
    await openPortal(page);
    await openTimes(page);
    await page.getByRole('heading', { name: /Nothing is free/ }).waitFor();
  },
  'portal-looking': async (page) => {
    await page.route('**/Appointment/$find', () => undefined);
    await openPortal(page);
    await openTimes(page);
    await page.getByText('Looking for free times…').waitFor();
  },
  'portal-booked': async (page) => {
    await openPortal(page);
    await makeRoom(page);
    await bookVisit(page, { comment: 'I come with a cane' });
  },
  'portal-visits': async (page) => {
    await openPortal(page);
    await page.getByRole('region', { name: 'Past and cancelled' }).scrollIntoViewIfNeeded();
  },
  'portal-move': async (page) => {
    await openPortal(page);
    await page.getByRole('link', { name: /^Move/ }).first().click();
    await page.locator('[data-time]').first().waitFor();
  },
  'portal-cancel': async (page) => {
    await openPortal(page);
    await page.getByRole('main').getByRole('button', { name: 'Cancel' }).first().click();
    await page.getByRole('dialog').getByLabel('I feel better').check();
  },
  'portal-ask': async (page) => {
    await openPortal(page);
    await page.goto('/apps/portal/#/ask/svc-proc');
    await page.getByLabel('Tuesday').check();
    await page.getByLabel('Morning').check();
    await page.getByLabel('What is it about? (optional)').fill('A mole on my arm');
  },
  'portal-asked': async (page) => {
    await openPortal(page);
    await page.goto('/apps/portal/#/ask/svc-proc');
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByRole('heading', { name: 'We have your request' }).waitFor();
  },
  'portal-failed': async (page) => {
    await page.route('**/fhir/Appointment?**', (route) => route.fulfill({ status: 503, body: '{}' }));
    await signIn(page, '/apps/portal/', 'patient');
    await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 });
  },
  'portal-empty': async (page) => {
    await page.route('**/fhir/Appointment?**', (route) => route.fulfill({ json: { resourceType: 'Bundle' } }));
    await signIn(page, '/apps/portal/', 'patient');
    await page.getByRole('heading', { name: 'No visit is planned' }).waitFor();
  },
  'portal-proxy': (page) => signIn(page, '/apps/portal/', 'proxy'),
  'portal-me': async (page) => {
    await openPortal(page);
    await page.getByRole('button', { name: /Signed in as/ }).click();
  },
  messages: (page) => signIn(page, '/apps/console/', 'admin'),
  message: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('listitem').getByRole('button').filter({ hasText: 'Visit moved' }).first().click();
    await page.getByRole('heading', { name: /SCH/ }).waitFor();
  },
  'message-of-mine': async (page) => {
    await send(bookingWithoutTime(booking(today(6, 0))));
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
    await page.getByRole('listitem').filter({ hasText: 'SCH-11' }).getByRole('button').last().click();
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.getByLabel('Reason').fill('Booked twice in the EHR; the second one stays');
    await page.getByRole('button', { name: 'Skip it' }).click();
    await page.getByText('A person decided not to apply it.', { exact: true }).waitFor();
  },
  'held-message': async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
    await page.getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('heading', { name: /MSH/ }).waitFor();
  },
  held: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
  },
  fix: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
    await page.getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('button', { name: 'Fix' }).click();
    await page.getByLabel('What was wrong?').waitFor();
  },
  feeds: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: 'Feeds' }).click();
  },
  'unknown-codes': async (page) => {
    await send(arrivalFor(booking(today(6, 0)), 'XQ1^Wound care'));
    await send(arrivalFor(booking(today(6, 0)), 'WND'));
    await openOfFeed(page, 'codes');
    await page.getByRole('listitem').filter({ hasText: 'PV1-10' }).first().getByRole('combobox').click();
    await page.getByRole('option').first().waitFor();
  },
  'no-unknown-codes': async (page) => {
    await page.route('**/$unmapped-codes**', (route) => route.fulfill({ json: { resourceType: 'Parameters' } }));
    await openOfFeed(page, 'codes');
    await page.getByText('Every code is known').waitFor();
  },
  'left-out': async (page) => {
    await openOfFeed(page, 'left-out');
    await page.getByRole('table').first().waitFor();
  },
  rehearse: async (page) => {
    await openOfFeed(page, 'rehearse');
    const file = page.getByRole('textbox', { name: /feed\.yaml/ });
    await file.fill(`${await file.inputValue()}drop: [ Patient.birthDate ]\n`);
    await page.getByRole('button', { name: /^Try it/ }).click();
    await page.locator('summary').first().click();
  },
};

/** What the mock does not have. */
const ofTheHub: typeof screens = {
  apps: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.goto('/apps/console/#/apps');
    await page.getByRole('row', { name: /Front desk/ }).waitFor();
  },
  'register-an-app': async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.goto('/apps/console/#/apps');
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Redirect addresses').fill('javascript:alert(1)');
    await page.getByRole('button', { name: 'Register it' }).click();
    await page.getByText(/An address here is/).waitFor();
  },
};

async function openOfFeed(page: Page, screen: string): Promise<void> {
  await signIn(page, '/apps/console/', 'admin');
  await page.goto(`/apps/console/#/feeds/demo-ehr/${screen}`);
}

async function openNew(page: Page): Promise<Locator> {
  await openDay(page);
  await page.keyboard.press('b');
  const drawer = page.getByRole('dialog', { name: 'New appointment' });
  await drawer.getByRole('combobox', { name: 'Patient' }).fill('okonkwo');
  await page
    .getByRole('option', { name: /Okonkwo/ })
    .first()
    .click();
  return drawer;
}

async function findFree(page: Page, some = true): Promise<Locator> {
  const drawer = await openNew(page);
  await drawer.getByLabel('Visit type').selectOption({ label: 'Follow-up visit' });
  await drawer.getByLabel('Provider').selectOption({ label: 'Dr. Okafor' });
  await drawer.getByRole('button', { name: 'Find a time' }).click();
  if (some) await drawer.getByRole('region', { name: 'Free times' }).getByRole('radio').first().waitFor();
  return drawer;
}

/** The checklist of somebody who has just come, on a day that nobody else uses. */
async function openCheckIn(page: Page, phone: boolean): Promise<Locator> {
  const day = quietPastDay();
  const visit = booking(on(day, 9, 0));
  await book(visit);
  await openDay(page, day);
  await page.goto(`/apps/staff/#/day/${day}?view=list`);
  if (phone) await page.locator('[data-visit] button').filter({ hasText: visit.person.family }).click();
  await page
    .getByRole('button', { name: /^Check in/ })
    .first()
    .click();
  const drawer = page.getByRole('dialog', { name: /^Check in/ });
  await drawer.getByRole('list', { name: 'To be done' }).waitFor();
  return drawer;
}

async function openMovable(page: Page): Promise<void> {
  await openDay(page);
  await page.goto('/apps/staff/#/day/today?show=confirmed&view=list');
  await page.locator('[data-visit] button[aria-pressed]').last().click();
  await page.getByRole('heading', { name: 'Past visits' }).waitFor({ state: 'attached' });
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const phone of [false, true]) {
    test.describe(`${colorScheme}${phone ? ' phone' : ''}`, () => {
      test.use({
        colorScheme,
        viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
        hasTouch: phone,
      });
      for (const [name, open] of Object.entries(real ? { ...screens, ...ofTheHub } : screens)) {
        test(name, async ({ page }) => {
          await open(page, phone);
          await page.waitForLoadState('networkidle', { timeout: 1_200 }).catch(() => undefined);
          await page.screenshot({ path: join(folder, `${name}-${colorScheme}${phone ? '-phone' : ''}.png`) });
        });
      }
    });
  }
}

/** Three who wait, one of whom has an offer and nothing can be sent to. */
const waiting = {
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [
    { id: 'w1', family: 'Nakamura', given: 'Emi', priority: 1, earlier: true, offer: false },
    { id: 'w2', family: 'Petrov', given: 'Ilya', priority: 5, earlier: false, offer: true },
    {
      id: 'w3',
      family: 'Featherstonehaugh-Villanueva',
      given: 'Maximiliana',
      priority: 3,
      earlier: false,
      offer: false,
    },
  ].flatMap(({ id, family, given, priority, earlier, offer }) => [
    {
      resource: {
        resourceType: 'Appointment',
        id,
        status: 'waitlist',
        priority,
        created: new Date(Date.now() - 12 * 86_400_000).toISOString(),
        serviceType: [{ coding: [{ code: 'FOLLOWUP', display: 'Follow-up visit' }] }],
        requestedPeriod: [{ start: '2036-12-01', end: '2036-12-18' }],
        participant: [{ actor: { reference: `Patient/${id}` }, status: 'needs-action' }],
        extension: [
          ...(earlier
            ? [{ url: 'urn:x-hub:extension:earlier-than', valueReference: { reference: 'Appointment/a' } }]
            : []),
          ...(offer
            ? [
                {
                  url: 'urn:x-hub:extension:waitlist-offer',
                  extension: [
                    { url: 'start', valueDateTime: new Date(Date.now() + 3 * 86_400_000).toISOString() },
                    { url: 'answer-by', valueDateTime: new Date(Date.now() + 22 * 60_000).toISOString() },
                  ],
                },
              ]
            : []),
        ],
      },
    },
    {
      resource: {
        resourceType: 'Patient',
        id,
        name: [{ family, given: [given] }],
        telecom: [{ system: 'phone', use: 'home', value: '847-555-0163' }],
      },
      search: { mode: 'include' },
    },
  ]),
};
