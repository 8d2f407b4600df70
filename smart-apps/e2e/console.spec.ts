import { type Page, expect, test } from '@playwright/test';
import { signIn } from './support/desk';
import { book, booking, bookingWithoutTime, timing, today } from './support/ehr';
import { send } from './support/mllp';

test('a message appears, is found by its number, and shows what it says beside what it changed', async ({ page }) => {
  await signIn(page, '/apps/console/', 'admin');
  await expect(page.getByRole('list', { name: 'Messages' })).toBeVisible();
  const visit = booking(today(6, 0));
  await book(visit);

  await page.getByLabel('Find by record number, visit, appointment or control id').fill(visit.person.mrn);
  await expect(page.getByRole('listitem').filter({ hasText: 'Visit booked' })).toHaveCount(1);
  expect(page.url()).not.toContain(visit.person.mrn);
  await page.getByRole('listitem').getByRole('button').first().click();

  await expect(page.getByRole('heading', { name: 'What it changed' })).toBeVisible();
  await page.getByRole('button', { name: /PID-5 / }).click();
  await expect(page.locator('pre [data-chosen]')).toHaveText(`${visit.person.family}^Quentin`);
  await expect(
    page.getByRole('article').filter({ has: page.getByRole('heading', { name: /^Appointment/ }) }),
  ).toBeVisible();
});

test('a held message says why, is fixed field by field, and replaced', async ({ page }) => {
  const visit = booking(today(6, 0));
  await send(bookingWithoutTime(visit));
  await openHeld(page);
  await expect(page.getByRole('list', { name: 'Problems' })).toContainText('from when to when');
  await page.getByRole('button', { name: 'Fix' }).click();

  await page.getByLabel(/SCH-11 /).fill(timing(visit));
  await page.getByLabel(/SCH-2 /).fill('');
  await page.getByLabel('What was wrong?').fill('The start was no date');
  await page.getByRole('button', { name: 'Send corrected message' }).click();
  await expect(page.getByLabel(/SCH-2 /)).toHaveAttribute('aria-invalid', 'true');

  await page.getByLabel(/SCH-2 /).fill(`${visit.filler}^LFP-APPT`);
  await page.getByRole('button', { name: 'Send corrected message' }).click();
  await expect(page.getByText('Its changes are in the record.', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Message / })).toBeVisible();
});

test('a held message is skipped only with a reason', async ({ page }) => {
  await send(bookingWithoutTime(booking(today(6, 0))));
  await openHeld(page);

  await page.getByRole('button', { name: 'Skip' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Skip it' }).click();
  await expect(dialog.getByText('Say why')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Sent by mistake');
  await dialog.getByRole('button', { name: 'Skip it' }).click();

  await expect(page.getByText('A person decided not to apply it.', { exact: true })).toBeVisible();
});

/** The newest held message that says no time: within its reason the oldest come first. */
async function openHeld(page: Page): Promise<void> {
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('link', { name: /Held/ }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'SCH-11' })
    .filter({ hasText: 'from when to when' })
    .getByRole('button')
    .last()
    .click();
}

test('the feed says that it is connected and counts what comes', async ({ page }) => {
  await signIn(page, '/apps/console/', 'admin');
  await page.getByRole('link', { name: 'Feeds' }).click();
  await expect(page.getByText('0 messages while this page was open')).toBeVisible();

  await book(booking(today(6, 0)));

  await expect(page.getByText(/[1-9]\d* messages? while this page was open/)).toBeVisible();
});
