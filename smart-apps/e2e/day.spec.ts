import { expect, test } from '@playwright/test';
import { card, choose, openDay } from './support/desk';
import { arrive, book, booking, clock, moveBy, on, quietDay, quietPastDay, today } from './support/ehr';

test('a visit that the EHR books appears, and an arrival shows, each without a reload', async ({ page }) => {
  await openDay(page);
  const visit = booking(today(6, 10));

  expect(await book(visit)).toContain('MSA|AA');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'booked');

  expect(await arrive(visit)).toContain('MSA|AA');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'arrived');
});

test('the keyboard takes in who has arrived and takes it back', async ({ page }) => {
  const day = quietPastDay();
  const visit = booking(on(day, 6, 40));
  await book(visit);
  await openDay(page, day);
  await choose(page, visit.person);

  await page.keyboard.press('c');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'arrived');
  await expect(page.getByText(`${visit.person.family}, Quentin has arrived`).first()).toBeVisible();
  // What is to be done first opens by itself; nobody has to do it now.
  await expect(page.getByRole('dialog', { name: /^Check in/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: /^Check in/ })).toBeHidden();

  await page.keyboard.press('u');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'booked');
});

test('the keyboard marks a no-show and takes it back', async ({ page }) => {
  const day = quietPastDay();
  const visit = booking(on(day, 7, 10));
  await book(visit);
  await openDay(page, day);
  await choose(page, visit.person);

  await page.keyboard.press('n');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'no-show');
  await page.keyboard.press('u');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'booked');
});

test('the keyboard cancels with a reason', async ({ page }) => {
  const day = quietDay();
  const visit = booking(on(day, 7, 30));
  await book(visit);
  await openDay(page, day);
  await choose(page, visit.person);

  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog', { name: /Cancel the visit/ });
  await dialog.getByLabel('Patient feels better').focus();
  await page.keyboard.press('Space');
  await dialog.getByLabel('Note (optional)').fill('Called at noon');
  await dialog.getByRole('button', { name: 'Cancel the visit' }).press('Enter');

  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'cancelled');
});

test('the keyboard moves a visit to another time', async ({ page }) => {
  const day = quietDay();
  const visit = booking(on(day, 18, 0));
  await book(visit);
  await openDay(page, day);
  await choose(page, visit.person);

  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: /Move the visit/ });
  await dialog.getByRole('button', { name: '+15 min' }).press('Enter');
  await dialog.getByRole('button', { name: /^Move/ }).press('Enter');

  await expect(dialog).toBeHidden();
  await expect(card(page, visit.person)).toHaveAttribute(
    'aria-label',
    new RegExp(`^${clock(visit.start + 15 * 60_000)},`),
  );
});

test('a visit is dragged to another time', async ({ page }) => {
  const day = quietDay();
  const visit = booking(on(day, 19, 0));
  await book(visit);
  await openDay(page, day);
  const shown = card(page, visit.person);
  await shown.scrollIntoViewIfNeeded();
  const box = await shown.boundingBox();
  if (!box) throw new Error('the card is not on the screen');

  await page.mouse.move(box.x + 40, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y + 20, { steps: 3 });
  // Half an hour up: the board shows two pixels a minute.
  await page.mouse.move(box.x + 40, box.y + 8 - 60, { steps: 6 });
  await page.mouse.up();

  await expect(shown).toHaveAttribute('aria-label', new RegExp(`^${clock(visit.start - 30 * 60_000)},`));
});

test('Escape puts a dragged card back', async ({ page }) => {
  const day = quietDay();
  const visit = booking(on(day, 20, 0));
  await book(visit);
  await openDay(page, day);
  const shown = card(page, visit.person);
  await shown.scrollIntoViewIfNeeded();
  const box = await shown.boundingBox();
  if (!box) throw new Error('the card is not on the screen');

  await page.mouse.move(box.x + 40, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(box.x + 40, box.y - 60, { steps: 5 });
  await page.keyboard.press('Escape');
  await page.mouse.up();

  await expect(shown).toHaveAttribute('aria-label', new RegExp(`^${clock(visit.start)},`));
});

test('a lost race says who changed what, overwrites nothing, and goes on only when told to', async ({ page }) => {
  const day = quietPastDay();
  const visit = booking(on(day, 21, 0));
  await book(visit);
  await page.route('**/live', (route) => route.fulfill({ status: 503 }));
  await openDay(page, day);
  await choose(page, visit.person);
  await moveBy(visit, 30);

  await page.keyboard.press('c');

  const dialog = page.getByRole('dialog', { name: 'Changed by someone else meanwhile' });
  await expect(dialog.getByRole('heading', { name: /Changed by a message from demo-ehr at/ })).toBeVisible();
  await expect(dialog).toContainText(clock(visit.start));
  await expect(dialog).toContainText(clock(visit.start + 30 * 60_000));
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'booked');

  await dialog.getByRole('button', { name: 'Do it all the same' }).click();
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'arrived');
  await expect(card(page, visit.person)).toHaveAttribute(
    'aria-label',
    new RegExp(`^${clock(visit.start + 30 * 60_000)},`),
  );
});

test('people are found by name, birth date and number, and none of it is in an address', async ({ page }) => {
  const visit = booking(today(22, 0));
  const { person } = visit;
  await book(visit);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await openDay(page);
  await expect(card(page, person)).toBeAttached();

  for (const typed of [person.family.slice(0, -1).toLowerCase(), `${person.family} 5/9/57`, person.mrn]) {
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill(typed);
    await expect(page.getByRole('option', { name: new RegExp(person.family) })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Patient' })).toContainText(person.mrn);
    await page.keyboard.press('Escape');
  }

  const told = addresses.filter((address) => /probe|1957|05.09/i.test(address) || address.includes(person.mrn));
  expect(told).toEqual([]);
});

test('a day without visits says so and leads on', async ({ page }) => {
  await openDay(page);
  await page.goto('/apps/staff/#/day/2020-02-02');

  await expect(page.getByRole('heading', { name: 'No visits on Sunday, February 2' })).toBeVisible();
  await page.getByRole('button', { name: /Go to/ }).click();
  await expect(page.locator('[data-visit]').first()).toBeAttached();
});
