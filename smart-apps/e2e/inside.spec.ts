import { type FrameLocator, type Page, expect, test } from '@playwright/test';
import { OutsideEhr, ehrOnAnotherSite, ehrUrl } from './support/outsideEhr';
import { arrive, book, booking, today } from './support/ehr';
import { hubUrl, real } from './support/where';

// Inside another EHR (smart.md, findings 10 and section 5). The mock has neither token exchange nor policy headers.
test.skip(!real, 'needs a hub');
// Two servers to sign in at before the first screen.
test.slow();
const patience = { timeout: 40_000 };

const visit = booking(today(13, 20));
const { mrn, family } = visit.person;
let ehr: OutsideEhr;

test.beforeAll(async () => {
  ehr = await OutsideEhr.start();
  await book(visit);
  await arrive(visit);
});
test.afterAll(() => ehr.stop());

/** The front desk with the EHR's patient on the screen. */
async function showsThePatient(where: Page | FrameLocator): Promise<void> {
  await expect(where.getByRole('region', { name: 'Patient' }).getByRole('heading', { level: 2 })).toContainText(
    family,
    patience,
  );
  await expect(where.getByRole('group', { name: 'Visits by status' })).toBeVisible();
  await expect(where.getByRole('button', { name: 'Signed in as Monica Delgado' })).toBeVisible();
}

test('in a frame of the same site the app opens the EHR’s patient, and again after the page is loaded afresh', async ({
  page,
}) => {
  await page.goto(`${ehrUrl}/?patient=${mrn}`);
  await showsThePatient(page.frameLocator('iframe'));

  await page.reload();
  await showsThePatient(page.frameLocator('iframe'));
});

test('in a new tab it opens, keeps the session over a reload, and signs out without a form of the hub', async ({
  page,
  context,
}) => {
  await page.goto(`${ehrUrl}/?patient=${mrn}`);
  const opening = context.waitForEvent('page');
  await page.getByRole('link', { name: 'In a new tab' }).click();
  const tab = await opening;
  await showsThePatient(tab);
  expect(new URL(tab.url()).search).toBe('');

  await tab.reload();
  await showsThePatient(tab);

  await tab.getByRole('button', { name: /Signed in as/ }).click();
  await expect(tab.getByRole('menuitem', { name: /^Open / })).toHaveCount(0);
  await tab.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(tab.getByRole('heading', { name: 'You have signed out' })).toBeVisible();
});

test('in a window it opens', async ({ page, context }) => {
  await page.goto(`${ehrUrl}/?patient=${mrn}`);
  const opening = context.waitForEvent('page');
  await page.getByRole('button', { name: 'In a window' }).click();

  await showsThePatient(await opening);
});

test('the token of the exchange is renewed, and when that ends the person learns where to go on', async ({ page }) => {
  await page.goto(ehr.launch({ person: 'desk', patient: mrn }));
  await showsThePatient(page);
  // As if its quarter of an hour were over.
  const make = (change: string) =>
    page.evaluate((change) => {
      const key = sessionStorage.getItem('hub.session.staff') ?? '';
      const state = JSON.parse(sessionStorage.getItem(key) ?? '{}');
      state.expiresAt = 1;
      if (change === 'no refresh') state.tokenResponse.refresh_token = 'spent';
      sessionStorage.setItem(key, JSON.stringify(state));
    }, change);
  await make('old');
  const renewed = page.waitForResponse((one) => one.url() === `${hubUrl}/oauth2/token`, patience);
  await page.reload();
  expect((await renewed).status()).toBe(200);
  await showsThePatient(page);

  await make('no refresh');
  await page.reload();
  await expect(page.getByRole('dialog', { name: 'Please sign in again' })).toContainText('localhost:4011', patience);
});

test('a frame of another site, where the browser forbids storing, offers a new tab in which the app opens', async ({
  page,
  context,
}) => {
  await page.goto(`${ehrOnAnotherSite}/?patient=${mrn}`);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Your browser does not allow this app in here' })).toBeVisible(
    patience,
  );
  const opening = context.waitForEvent('page');
  await frame.getByRole('link', { name: 'Open in a new tab' }).click();

  await showsThePatient(await opening);
});

test('whom and what the practice has not linked is refused in a sentence', async ({ page, browser }) => {
  await page.goto(ehr.launch({ person: 'stranger', patient: mrn }));
  await expect(page.getByText('The person signed in at the EHR is not linked to anybody here.')).toBeVisible(patience);

  const other = await (await browser.newContext({ baseURL: hubUrl })).newPage();
  await other.goto(ehr.launch({ person: 'desk', patient: 'unheard-of' }));
  await expect(other.getByText(/The patient of the EHR is not linked to a record/)).toBeVisible(patience);
  await other.context().close();
});

test('a launch is good once, and an address without one leads nowhere', async ({ page }) => {
  const address = ehr.launch({ person: 'desk', patient: mrn });
  await page.goto(address);
  await showsThePatient(page);

  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'This app cannot be opened from there' })).toBeVisible();

  await page.goto(`/apps/staff/?iss=${ehrUrl}/fhir`);
  await expect(page.getByText('The EHR did not say for whom the app is opened.')).toBeVisible();
});

test('an EHR that the hub does not name is sent nothing', async ({ page }) => {
  const before = ehr.asked.length;
  await page.goto(`/apps/staff/?iss=${encodeURIComponent(`${ehrUrl}/another/fhir`)}&launch=x`);

  await expect(page.getByText('This EHR is not among those')).toBeVisible();
  expect(ehr.asked).toHaveLength(before);
});

test('the sign-in page is framed by no EHR, and the app by none that is not listed', async ({ page }) => {
  const frameOf = async (src: string) => {
    await page.route(`${ehrUrl}/around`, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${src}"></iframe>` }),
    );
    await page.goto(`${ehrUrl}/around`);
    // Chromium shows a page of its own in the place of one that may not be framed.
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    await page.unroute(`${ehrUrl}/around`);
  };
  await frameOf(`${hubUrl}/login`);
  await frameOf(`${hubUrl}/`);
  await frameOf(`${hubUrl}/apps/console/`);
});
