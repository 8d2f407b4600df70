import { type Locator, type Page, expect, test } from '@playwright/test';
import { card, choose, openDay } from './support/desk';
import { type Booking, book, booking, newPerson, on, quietPastDay } from './support/ehr';

/** The checklists are those of config/flow.yaml, as config/demo/flow.yaml makes some of their items mandatory. */
const identity = 'Photo ID seen';

test('a patient is checked in only once what is missing is done, by the keyboard', async ({ page }) => {
  const visit = await arrived(page);
  const drawer = await openChecklist(page, visit, 'c', 'Check in');

  await expect(drawer.getByLabel(identity)).toBeFocused();
  await drawer.getByRole('button', { name: 'Check in' }).press('Enter');
  const refusal = drawer.getByRole('alert');
  await expect(refusal).toContainText('Still to be done');
  await expect(refusal.getByRole('button')).toHaveText([identity, 'Coverage in force']);
  await expect(refusal.getByRole('button').first()).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(drawer.getByLabel(identity)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(drawer.getByLabel(identity)).toBeChecked();
  await drawer.getByLabel('Pays by themselves').press('Space');
  await expect(drawer.getByText('Everything required is done.')).toBeVisible();
  await drawer.getByRole('button', { name: 'Check in' }).press('Enter');

  await expect(drawer).toBeHidden();
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'checked-in');
  await expect(card(page, visit.person)).toBeFocused();
  await page.keyboard.press('u');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'arrived');
  // What was ticked stays ticked: only what is optional is open now.
  await page.keyboard.press('c');
  await drawer.getByRole('button', { name: 'Check in' }).press('Enter');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'checked-in');
});

test('what is missing is gone on without, only with a reason', async ({ page }) => {
  const visit = await arrived(page);
  const drawer = await openChecklist(page, visit, 'c', 'Check in');
  await drawer.getByLabel(identity).check();
  const coverage = drawer.getByRole('listitem').filter({ hasText: 'Coverage in force' });

  await coverage.getByRole('button', { name: 'Go on without it' }).click();
  await expect(coverage.getByLabel('Why without it?')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(coverage.getByText('Say why.')).toBeVisible();
  await coverage.getByLabel('Why without it?').fill('The card comes by mail');
  await page.keyboard.press('Enter');
  await expect(coverage).toContainText('Gone on without: The card comes by mail');
  await drawer.getByRole('button', { name: 'Check in' }).click();

  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'checked-in');
});

test('a patient is checked out once it is said why there is no charge', async ({ page }) => {
  const visit = await arrived(page);
  await checkIn(page, visit);
  const drawer = await openChecklist(page, visit, 'o', 'Check out');

  await drawer.getByRole('button', { name: 'Check out' }).press('Enter');
  await expect(drawer.getByRole('alert').getByRole('button')).toHaveText(['Charges entered']);
  const charges = drawer.getByRole('listitem').filter({ hasText: 'Charges entered' });
  await charges.getByLabel('No charge').check();
  await charges.getByLabel('No charge: why?').fill('A visit of a study');
  await page.keyboard.press('Enter');
  await expect(drawer.getByText('Everything required is done.')).toBeVisible();
  await drawer.getByRole('button', { name: 'Check out' }).press('Enter');

  await expect(drawer).toBeHidden();
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'done');
});

test('who leaves without being seen is counted apart from who did not come, and can be brought back', async ({
  page,
}) => {
  const visit = await arrived(page);
  await choose(page, visit.person);
  await page
    .getByRole('region', { name: 'Patient' })
    .getByRole('button', { name: /^Left without being seen/ })
    .click();

  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'left');
  const counts = page.getByRole('group', { name: 'Visits by status' });
  await expect(counts.getByRole('button', { name: /^Left unseen 1$/ })).toBeVisible();
  await expect(counts.getByRole('button', { name: /^No-show/ })).toHaveCount(0);

  await page.keyboard.press('u');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'arrived');
});

test('the desk registers somebody new who walks in, by the keyboard', async ({ page }) => {
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await openDay(page);
  const person = newPerson();

  await page.keyboard.press('w');
  const drawer = page.getByRole('dialog', { name: 'Walk-in' });
  await drawer.getByText('New to us', { exact: true }).click();
  await drawer.getByRole('button', { name: 'Register' }).press('Enter');
  await expect(drawer.getByLabel('Family name')).toBeFocused();
  await expect(drawer.getByText('Write the family name.')).toBeVisible();
  await drawer.getByLabel('Family name').fill(person.family);
  await drawer.getByLabel('First name').fill(person.given);
  await drawer.getByLabel('Birth date').fill(person.birthDate);
  await drawer.getByLabel('Visit type').selectOption({ label: 'Sick visit' });
  await drawer.getByLabel('Location').selectOption({ index: 1 });
  await drawer.getByRole('button', { name: 'Register' }).press('Enter');

  await expect(drawer).toBeHidden();
  await expect(page.getByText(`${person.family}, ${person.given} is in the queue`).first()).toBeVisible();
  await page.keyboard.press('l');
  const row = page.getByRole('listitem').filter({ hasText: person.family });
  await expect(row).toContainText('Arrived');
  await expect(row).toContainText('0 min');
  expect(addresses.filter((address) => address.includes(person.family))).toEqual([]);
});

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a patient is checked in from the list', async ({ page }) => {
    const day = quietPastDay();
    const visit = booking(on(day, 9, 0));
    await book(visit);
    await openDay(page, day);
    await page.locator('[data-visit] button').filter({ hasText: visit.person.family }).tap();
    await page
      .getByRole('region', { name: 'Patient' })
      .getByRole('button', { name: /^Check in/ })
      .tap();

    const drawer = page.getByRole('dialog', { name: /^Check in/ });
    await drawer.getByLabel(identity).check();
    await drawer.getByLabel('Pays by themselves').check();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await drawer.getByRole('button', { name: 'Check in' }).tap();

    await expect(drawer).toBeHidden();
    await expect(page.getByRole('listitem').filter({ hasText: visit.person.family })).toContainText('Checked in');
  });
});

/** Somebody whom the EHR has booked and the desk has taken in, on a day that nobody else uses. */
async function arrived(page: Page): Promise<Booking> {
  const day = quietPastDay();
  const visit = booking(on(day, 9, 0));
  await book(visit);
  await openDay(page, day);
  await choose(page, visit.person);
  await page.keyboard.press('c');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'arrived');
  await expect(page.getByRole('dialog', { name: /^Check in/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: /^Check in/ })).toBeHidden();
  return visit;
}

async function openChecklist(page: Page, visit: Booking, key: string, name: string): Promise<Locator> {
  await choose(page, visit.person);
  await page.keyboard.press(key);
  const drawer = page.getByRole('dialog', { name: new RegExp(`^${name} ${visit.person.family}`) });
  await expect(drawer.getByRole('list', { name: 'To be done' })).toBeVisible();
  return drawer;
}

async function checkIn(page: Page, visit: Booking): Promise<void> {
  const drawer = await openChecklist(page, visit, 'c', 'Check in');
  await drawer.getByLabel(identity).check();
  await drawer.getByLabel('Pays by themselves').check();
  await expect(drawer.getByText('Everything required is done.')).toBeVisible();
  await drawer.getByRole('button', { name: 'Check in' }).click();
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'checked-in');
}
