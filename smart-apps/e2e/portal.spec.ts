import { expect, test } from '@playwright/test';
import type { Appointment } from 'fhir/r4';
import { isoAt } from '../packages/fhir/src/zone';
import { signIn } from './support/desk';
import { book, booking, zone } from './support/ehr';
import {
  bookVisit,
  cancelLast,
  card,
  chooseTime,
  makeRoom,
  needsReferral,
  openPortal,
  openTimes,
  whenWords,
  workday,
} from './support/portal';
import { real } from './support/where';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a patient opens the portal from the launcher, and sees no other app there', async ({ page }) => {
  await signIn(page, '/', 'patient');

  await page.getByRole('link', { name: /Patient portal/ }).tap();
  await expect(page.getByRole('heading', { name: 'Your visits', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Call us at/ })).toHaveAttribute('href', /^tel:\d+$/);
  await page.goto('/');
  await expect(page.locator('a[href="/apps/staff/"]')).toHaveCount(0);
});

test('a visit is booked, moved and cancelled by its patient', async ({ page }) => {
  test.setTimeout(90_000);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await openPortal(page);
  await makeRoom(page);

  const start = await bookVisit(page, { comment: 'I come with a cane' });
  await expect(page.getByRole('main')).toContainText(whenWords(start));
  await page.getByRole('main').getByRole('link', { name: 'Your visits' }).tap();
  const visit = card(page, start);
  // Who books it has said that they come.
  await expect(visit).toContainText('Confirmed');
  await expect(visit).toContainText('Dr. Okafor');
  await expect(visit.getByRole('button', { name: /^I will be there/ })).toHaveCount(0);

  await visit.getByRole('link', { name: /^Move/ }).tap();
  await expect(page.getByRole('heading', { name: 'Move your visit' })).toBeVisible();
  await page.getByLabel('From').fill(workday());
  const later = await chooseTime(page, 1);
  await expect(page.getByRole('main')).toContainText(whenWords(start));
  await page.getByRole('button', { name: 'Move my visit' }).tap();
  await expect(page.getByRole('heading', { name: 'Your visit is moved' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Your visits' }).tap();
  await expect(card(page, start)).toHaveCount(0);

  const moved = card(page, later);
  await moved.getByRole('button', { name: /^Cancel/ }).tap();
  const dialog = page.getByRole('dialog', { name: 'Cancel this visit?' });
  await dialog.getByRole('button', { name: 'Cancel the visit' }).tap();
  await expect(dialog.getByRole('alert')).toHaveText('Choose a reason first.');
  await dialog.getByLabel('I feel better').check();
  await dialog.getByRole('button', { name: 'Cancel the visit' }).tap();
  await expect(page.getByRole('main').getByText('Your visit is cancelled.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Past and cancelled' })).toContainText('Cancelled');
  expect(addresses.filter((address) => /okonkwo|100113|cane/i.test(address))).toEqual([]);
});

test('what cannot be booked here says why, and can be asked for and withdrawn', async ({ page }) => {
  await openPortal(page);
  await page.getByRole('link', { name: 'Book', exact: true }).tap();
  const closed = page.getByRole('region', { name: 'Not to be booked here' });
  await expect(closed.getByRole('link', { name: /^Call us/ }).first()).toHaveAttribute('href', /^tel:/);

  await closed.getByRole('link', { name: 'Ask for a time: Minor procedure' }).tap();
  await expect(page.getByLabel('Kind of visit')).toHaveValue(/./);
  await page.getByLabel('Tuesday').check();
  await page.getByLabel('Morning').check();
  const about = `A mole on my arm ${Date.now()}`;
  await page.getByLabel('What is it about? (optional)').fill(about);
  await page.getByRole('button', { name: 'Send the request' }).tap();

  await expect(page.getByRole('heading', { name: 'We have your request' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Your visits' }).tap();
  const asked = page.getByRole('listitem').filter({ hasText: about });
  await expect(asked).toContainText('Asked for: we will call you');
  await asked.getByRole('button', { name: /^Cancel/ }).tap();
  await page
    .getByRole('dialog', { name: 'Withdraw this request?' })
    .getByRole('button', { name: 'Withdraw', exact: true })
    .tap();
  await expect(page.getByRole('main').getByText('Your request is withdrawn.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Asked for' }).filter({ hasText: about })).toHaveCount(0);
});

test('a time that somebody takes meanwhile is refused with others, and nothing typed is lost', async ({ page }) => {
  await openPortal(page);
  await makeRoom(page);
  await openTimes(page);
  const start = await chooseTime(page);
  await page.getByLabel('Anything we should know? (optional)').fill('My daughter comes along');
  await book(booking(start, { room: 'EXAM1' }));

  await page.getByRole('button', { name: 'Book this visit' }).tap();

  await expect(page.getByRole('alert')).toContainText('Somebody has just taken this time.');
  const others = page.getByRole('group', { name: 'Free instead' }).getByRole('button');
  await expect(others.first()).toBeFocused();
  expect(await others.count()).toBeLessThanOrEqual(3);
  await others.first().tap();
  await expect(page.getByLabel('Anything we should know? (optional)')).toHaveValue('My daughter comes along');
  await page.getByRole('button', { name: 'Book this visit' }).tap();
  await expect(page.getByRole('heading', { name: 'Your visit is booked' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Your visits' }).tap();
  await cancelLast(page);
});

test('a rule that is found out only when booking says what is open instead', async ({ page }) => {
  await openPortal(page);
  await makeRoom(page);
  await openTimes(page);
  await chooseTime(page);
  await page.route('**/Appointment/$book', (route) => route.fulfill({ status: 422, json: needsReferral }));

  await page.getByRole('button', { name: 'Book this visit' }).tap();

  const said = page.getByRole('alert');
  await expect(said).toContainText('This visit needs a referral first.');
  await expect(said).toBeFocused();
  await said.getByRole('link', { name: 'Ask for a time' }).tap();
  await expect(page.getByLabel('Kind of visit')).toHaveValue(/./);
});

test('the way back of the phone leads one step back, and what was chosen is still there', async ({ page }) => {
  await openPortal(page);
  await makeRoom(page);
  await openTimes(page);
  await chooseTime(page);
  await page.getByLabel('Anything we should know? (optional)').fill('Typed before');

  await page.goBack();
  await expect(page.getByRole('heading', { name: 'When?' })).toBeFocused();
  await expect(page.getByLabel('With whom')).toHaveValue(/./);
  await page.goForward();
  await expect(page.getByLabel('Anything we should know? (optional)')).toHaveValue('Typed before');
});

test.describe('with what only the mock has', () => {
  test.skip(real, 'the demo has no proxy, and only the mock lets a test put a visit into the record');

  test('somebody who comes for two children chooses whose visits they see', async ({ page }) => {
    await signIn(page, '/apps/portal/', 'proxy');
    const whose = page.getByLabel('Whose visits?');
    await expect(whose.locator('option')).toHaveText(['Adaeze Okonkwo', /^Ikenna/]);

    await whose.selectOption({ label: 'Adaeze Okonkwo' });
    await page.getByRole('link', { name: 'Book', exact: true }).tap();
    await expect(page.getByText('For Adaeze Okonkwo')).toBeVisible();
    await whose.selectOption({ index: 1 });
    await page.getByRole('link', { name: 'Book', exact: true }).tap();
    await expect(page.getByText(/^For Ikenna/)).toBeVisible();
    await expect(page.getByRole('list', { name: 'Book online' })).toContainText('Well-child visit');
  });

  test('a visit that the practice made is confirmed with one tap', async ({ page, request }) => {
    const asked = page.waitForRequest(/Appointment\?patient=/);
    await openPortal(page);
    const patient = new URL((await asked).url()).searchParams.get('patient') ?? '';
    await request.post('/mock/put', { data: visitIn(50, 'made', patient) });
    const visit = page.locator('[data-visit=made]');
    await expect(visit).toContainText('Please confirm');
    await visit.getByRole('button', { name: /^I will be there/ }).tap();

    await expect(visit).toContainText('Confirmed');
    await expect(visit.getByRole('button', { name: /^I will be there/ })).toHaveCount(0);
  });

  test('a visit that begins soon is left to the front desk', async ({ page, request }) => {
    const asked = page.waitForRequest(/Appointment\?patient=/);
    await openPortal(page);
    const patient = new URL((await asked).url()).searchParams.get('patient') ?? '';
    await request.post('/mock/put', { data: visitIn(5, 'soon', patient) });
    const visit = page.locator('[data-visit=soon]');
    await visit.getByRole('button', { name: /^Cancel/ }).tap();
    const dialog = page.getByRole('dialog', { name: 'Cancel this visit?' });
    await dialog.getByLabel('I feel better').check();
    await dialog.getByRole('button', { name: 'Cancel the visit' }).tap();

    const said = page.getByRole('alert');
    await expect(said).toContainText('Your visit stands until we have called you');
    await expect(said.getByRole('link', { name: /^Call us/ })).toHaveAttribute('href', /^tel:/);
    await expect(visit).toContainText('Please confirm');
    await request.post('/mock/put', { data: { ...visitIn(5, 'soon', patient), status: 'cancelled' } });
  });
});

function visitIn(hours: number, id: string, patient: string): Appointment {
  const start = Date.now() + hours * 3_600_000;
  return {
    resourceType: 'Appointment',
    id,
    status: 'booked',
    serviceType: [{ coding: [{ code: 'FOLLOWUP' }] }],
    start: isoAt(start, zone),
    end: isoAt(start + 20 * 60_000, zone),
    participant: [{ actor: { reference: `Patient/${patient}` }, status: 'needs-action' }],
  };
}
