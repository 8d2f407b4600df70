import type { OperationOutcome } from 'fhir/r4';
import { type Locator, type Page, expect } from '@playwright/test';
import { addDays, clock, dayOf, isoAt, longDay } from '../../packages/fhir/src/zone';
import { signIn } from './desk';
import { zone } from './ehr';

export const visitType = 'Follow-up visit';

/** The visits of the demo's patient. */
export async function openPortal(page: Page): Promise<void> {
  await signIn(page, '/apps/portal/', 'patient');
  await expect(page.getByRole('heading', { name: 'Your visits', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Book (a|another) visit$/ })).toBeVisible();
}

/** The rules let a patient have only so many visits at once: calls one off when there are as many. */
export async function makeRoom(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto('/apps/portal/#/book');
    const open = page.getByRole('list', { name: 'Book online' });
    await expect(open.or(page.getByRole('heading', { name: 'Nothing can be booked here just now' }))).toBeVisible();
    if (await open.isVisible()) return;
    await page.goto('/apps/portal/#/');
    await cancelLast(page);
    await page.reload();
    await expect(open).toBeVisible({ timeout: 1 });
  }).toPass({ timeout: 120_000 });
}

/** Calls off the visit that is furthest ahead. */
export async function cancelLast(page: Page): Promise<void> {
  await upcoming(page)
    .last()
    .getByRole('button', { name: /^Cancel/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Cancel this visit?' });
  await dialog.getByLabel('Another reason').check();
  await dialog.getByRole('button', { name: 'Cancel the visit' }).click();
  await expect(page.getByRole('main').getByText('Your visit is cancelled.')).toBeVisible();
}

function upcoming(page: Page): Locator {
  return page.locator('[data-start]').filter({ has: page.getByRole('button', { name: /^Cancel/ }) });
}

/** The free times of a kind of visit with somebody, from a working day on that the cut-off does not reach. */
export async function openTimes(page: Page): Promise<void> {
  await page.goto('/apps/portal/#/book');
  await page.getByRole('link', { name: visitType }).click();
  await page.getByLabel('With whom').selectOption({ label: 'Dr. Okafor' });
  await page.getByLabel('From').fill(workday());
}

/** Chooses a free time, and says when it begins. */
export async function chooseTime(page: Page, nth = 0): Promise<number> {
  const time = page.getByRole('region', { name: 'Free times' }).locator('[data-time]').nth(nth);
  const start = Number(await time.getAttribute('data-time'));
  expect(isoAt(start, zone)).toMatch(/^20\d\d-/);
  await time.click();
  await expect(page.getByRole('heading', { level: 1, name: /^(Is this right|Move to this time)\?$/ })).toBeVisible();
  return start;
}

export async function bookVisit(page: Page, { comment }: { comment: string }): Promise<number> {
  await openTimes(page);
  const start = await chooseTime(page);
  await page.getByLabel('Anything we should know? (optional)').fill(comment);
  await page.getByRole('button', { name: 'Book this visit' }).click();
  await expect(page.getByRole('heading', { name: 'Your visit is booked' })).toBeVisible();
  return start;
}

/** The visit at that time that still can be changed. */
export function card(page: Page, start: number): Locator {
  return upcoming(page).and(page.locator(`[data-start="${start}"]`));
}

export function whenWords(start: number): string {
  return `${longDay(dayOf(start, zone), dayOf(Date.now(), zone))}, ${clock(start, zone)}`;
}

/** What the hub says of a visit that needs a referral. */
export const needsReferral: OperationOutcome = {
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'business-rule',
      details: {
        coding: [{ system: 'urn:x-hub:booking-refusal', code: 'referral' }],
        text: 'This visit needs a referral first.',
      },
      extension: [{ url: 'urn:x-hub:extension:allowed-path', valueCode: 'request' }],
    },
  ],
};

/** A Tuesday, Wednesday or Thursday at least five days ahead: the demo has free times then. */
export function workday(): string {
  let day = addDays(dayOf(Date.now(), zone), 5);
  while (![2, 3, 4].includes(new Date(`${day}T12:00:00Z`).getUTCDay())) day = addDays(day, 1);
  return day;
}
