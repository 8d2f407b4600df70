import { type Locator, type Page, expect, test } from '@playwright/test';
import { addDays, dayOf, isoAt } from '../packages/fhir/src/zone';
import { card, choose, openDay } from './support/desk';
import { type Person, book, booking, clock, on, quietDay, quietPastDay, zone } from './support/ehr';

/** The visit types and the provider of config/demo; nothing else is known beforehand, the finder finds the times. */
const visitType = 'Follow-up visit';
const okafor = { npi: '1234567893', name: 'Dr. Okafor' };

test('a visit is booked with the keyboard at a time that the finder found, and the day shows it', async ({ page }) => {
  const person = await somebody();
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await openDay(page, workday());
  await page.getByRole('button', { name: 'New appointment' }).focus();

  await page.keyboard.press('b');
  const drawer = page.getByRole('dialog', { name: 'New appointment' });
  await pickPatient(drawer, person);
  await drawer.getByLabel('Visit type').selectOption({ label: visitType });
  await drawer.getByRole('button', { name: 'Find a time' }).press('Enter');
  const first = offers(drawer).first();
  const start = await timeOf(first);
  await first.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(drawer.getByRole('button', { name: 'Book this time' })).toBeFocused();
  await drawer.getByLabel('Comment (optional)').fill('Needs the lift');
  await drawer.getByRole('button', { name: 'Book this time' }).press('Enter');

  await expect(drawer).toBeHidden();
  await expect(page.getByText(`${person.family}, Quentin is booked for`).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'New appointment' })).toBeFocused();
  await page.goto(`/apps/staff/#/day/${dayOf(start, zone)}`);
  await expect(card(page, person)).toHaveAttribute('aria-label', new RegExp(`^${clock(start)},`));
  await choose(page, person);
  await expect(page.getByRole('region', { name: 'Patient' })).toContainText('Needs the lift');
  const told = addresses.filter((address) => address.includes(person.mrn) || address.includes(person.family));
  expect(told).toEqual([]);
});

test('a time that somebody takes meanwhile is refused with others, and nothing typed is lost', async ({ page }) => {
  const person = await somebody();
  await openDay(page, workday());
  const drawer = await openFinder(page, person);
  const chosen = offers(drawer).first();
  const start = await timeOf(chosen);
  await chosen.check();
  await drawer.getByLabel('Comment (optional)').fill('Brings her results');
  await book(booking(start, { npi: okafor.npi, room: 'EXAM1' }));

  await drawer.getByRole('button', { name: 'Book this time' }).click();

  await expect(drawer.getByRole('alert')).toContainText('This time has just been taken.');
  const others = drawer.getByRole('group', { name: 'Free instead' }).getByRole('button');
  await expect(others.first()).toBeFocused();
  expect(await others.count()).toBeLessThanOrEqual(3);
  await expect(drawer.getByLabel('Comment (optional)')).toHaveValue('Brings her results');
  await others.first().press('Enter');
  await drawer.getByRole('button', { name: 'Book this time' }).press('Enter');
  await expect(drawer).toBeHidden();
  await expect(page.getByText(`${person.family}, Quentin is booked for`).first()).toBeVisible();
});

test('a time of one’s own outside hours is booked only with a reason', async ({ page }) => {
  const person = await somebody();
  const neighbour = booking(on(quietDay(), 6, 0));
  await book(neighbour);
  await openDay(page, dayOf(neighbour.start, zone));
  await page.keyboard.press('b');
  const drawer = page.getByRole('dialog', { name: 'New appointment' });
  await pickPatient(drawer, person);
  await drawer.getByLabel('Visit type').selectOption({ label: visitType });
  await drawer.getByText('Another time', { exact: true }).click();
  await drawer.getByLabel('Provider').selectOption({ label: okafor.name });
  await drawer.getByLabel('Time', { exact: true }).fill('03:00');
  await drawer.getByRole('button', { name: 'Book this time' }).click();

  await drawer.getByRole('button', { name: 'Book anyway' }).click();
  await expect(drawer.getByLabel('Why book it anyway?')).toBeFocused();
  await expect(drawer.getByText('Say why it is booked all the same.')).toBeVisible();
  await drawer.getByLabel('Why book it anyway?').fill('Her flight leaves at six');
  await page.keyboard.press('Enter');

  await expect(drawer).toBeHidden();
  await expect(card(page, person)).toHaveAttribute('aria-label', /^3:00 am,/);
});

test('a visit is moved to a time that the finder found and stays the same visit', async ({ page }) => {
  // Before anybody works, on a day that calendars reach.
  const visit = booking(on(workday(), 6, 0));
  await book(visit);
  await openDay(page, dayOf(visit.start, zone));
  await choose(page, visit.person);
  const id = await card(page, visit.person).getAttribute('data-visit');
  await page.keyboard.press('r');
  const drawer = page.getByRole('dialog', { name: /^Reschedule the visit of/ });
  await expect(drawer).toContainText(`${clock(visit.start)} – ${clock(visit.start + 20 * 60_000)}`);

  await drawer.getByRole('button', { name: 'Find a time' }).click();
  const offer = offers(drawer).nth(1);
  const start = await timeOf(offer);
  await offer.check();
  await drawer.getByRole('button', { name: 'Move to this time' }).click();

  await expect(drawer).toBeHidden();
  await page.goto(`/apps/staff/#/day/${dayOf(start, zone)}`);
  await expect(card(page, visit.person)).toHaveAttribute('data-visit', id ?? '');
  await expect(card(page, visit.person)).toHaveAttribute('aria-label', new RegExp(`^${clock(start)},`));
});

test('a visit is cancelled from its panel, only with a reason, and can be brought back', async ({ page }) => {
  const visit = booking(on(quietDay(), 10, 0));
  await book(visit);
  await openDay(page, dayOf(visit.start, zone));
  await choose(page, visit.person);
  await page.getByRole('region', { name: 'Patient' }).getByRole('button', { name: 'Cancel' }).click();
  const dialog = page.getByRole('dialog', { name: /Cancel the visit/ });
  await dialog.getByRole('button', { name: 'Cancel the visit' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Choose a reason first.');
  await dialog.getByLabel('Provider is not available').check();
  await dialog.getByRole('button', { name: 'Cancel the visit' }).click();

  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'cancelled');
  await expect(page.getByRole('region', { name: 'Patient' })).toContainText('Provider is not available');
  await expect(card(page, visit.person)).toBeFocused();

  await page.keyboard.press('u');
  await expect(card(page, visit.person)).toHaveAttribute('data-status', 'booked');
});

test('a time that is freed is offered to who waits, and booked for them after a call', async ({ page }) => {
  const [visitor, waits] = [await somebody(), await somebody()];
  await openDay(page, workday());
  const drawer = await openFinder(page, visitor);
  const offer = offers(drawer).first();
  const start = await timeOf(offer);
  await offer.check();
  await drawer.getByRole('button', { name: 'Book this time' }).click();
  await expect(drawer).toBeHidden();

  const list = await openWaitlist(page);
  await list.getByRole('button', { name: 'Add', exact: true }).click();
  await pickPatient(list, waits);
  await list.getByLabel('Visit type').selectOption({ label: visitType });
  await list.getByLabel('Provider').selectOption({ label: okafor.name });
  for (const field of ['From', 'Until']) await list.getByLabel(field).fill(dayOf(start, zone));
  await list.getByRole('button', { name: 'Add to the waitlist' }).click();
  const entry = list.getByRole('listitem').filter({ hasText: waits.family });
  await expect(entry).toContainText(`${visitType} · ${okafor.name}`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Waitlist' })).toBeFocused();

  await page.goto(`/apps/staff/#/day/${dayOf(start, zone)}`);
  await choose(page, visitor);
  await page.getByRole('region', { name: 'Patient' }).getByRole('button', { name: 'Cancel' }).click();
  const dialog = page.getByRole('dialog', { name: /Cancel the visit/ });
  await dialog.getByLabel('Patient feels better').check();
  await dialog.getByRole('button', { name: 'Cancel the visit' }).click();
  await openWaitlist(page);
  await expect(entry).toContainText(`${clock(start)} · ${okafor.name}`);
  await entry.getByRole('button', { name: 'Accept for them' }).click();

  await expect(page.getByText(`${waits.family}, Quentin is booked for`).first()).toBeVisible();
  await expect(entry).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(card(page, waits)).toHaveAttribute('aria-label', new RegExp(`^${clock(start)},`));
});

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a visit is booked for somebody who was looked for', async ({ page }) => {
    const person = await somebody();
    await openDay(page);
    await page.getByRole('button', { name: 'Find', exact: true }).tap();
    await page.getByRole('combobox').fill(person.family);
    await page.getByRole('option', { name: new RegExp(person.family) }).tap();
    await page.getByRole('button', { name: 'Book a visit' }).tap();
    const drawer = page.getByRole('dialog', { name: 'New appointment' });
    await expect(drawer.getByRole('combobox', { name: 'Patient' })).toHaveValue(new RegExp(person.family));
    await drawer.getByLabel('Visit type').selectOption({ label: visitType });
    await drawer.getByLabel('From').fill(workday());
    await drawer.getByRole('button', { name: 'Find a time' }).tap();
    await offers(drawer).first().check();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    await drawer.getByRole('button', { name: 'Book this time' }).tap();
    await expect(drawer).toBeHidden();
    await expect(page.getByText(`${person.family}, Quentin is booked for`).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Book a visit' })).toBeFocused();
  });
});

/** A person whom the hub knows from a visit long ago. */
async function somebody(): Promise<Person> {
  const visit = booking(on(quietPastDay(), 10, 0));
  await book(visit);
  return visit.person;
}

/** A Tuesday, Wednesday or Thursday at least five days ahead: the demo has visits then, and free times too. */
function workday(): string {
  let day = addDays(dayOf(Date.now(), zone), 5);
  while (![2, 3, 4].includes(new Date(`${day}T12:00:00Z`).getUTCDay())) day = addDays(day, 1);
  return day;
}

async function pickPatient(drawer: Locator, person: Person): Promise<void> {
  await drawer.getByRole('combobox', { name: 'Patient' }).fill(person.family.toLowerCase());
  await drawer
    .page()
    .getByRole('option', { name: new RegExp(person.family) })
    .click();
}

async function openFinder(page: Page, person: Person): Promise<Locator> {
  await page.keyboard.press('b');
  const drawer = page.getByRole('dialog', { name: 'New appointment' });
  await pickPatient(drawer, person);
  await drawer.getByLabel('Visit type').selectOption({ label: visitType });
  await drawer.getByLabel('Provider').selectOption({ label: okafor.name });
  await drawer.getByRole('button', { name: 'Find a time' }).click();
  return drawer;
}

async function openWaitlist(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Waitlist' }).click();
  return page.getByRole('dialog', { name: 'Waitlist' });
}

function offers(drawer: Locator): Locator {
  return drawer.getByRole('region', { name: 'Free times' }).getByRole('radio');
}

/** When the time of that offer begins: its value names it. */
async function timeOf(offer: Locator): Promise<number> {
  const start = Number((await offer.inputValue()).split(' ')[0]);
  expect(isoAt(start, zone)).toMatch(/^20\d\d-/);
  return start;
}
