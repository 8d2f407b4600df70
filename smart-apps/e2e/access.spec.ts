import { AxeBuilder } from '@axe-core/playwright';
import type { RunOnly } from 'axe-core';
import { type Page, expect, test } from '@playwright/test';
import { openDay, openUnknownCodes, signIn } from './support/desk';
import { arrivalFor, book, booking, bookingWithoutTime, on, quietDay, quietPastDay, today } from './support/ehr';
import { send } from './support/mllp';
import { bookVisit, cancelLast, chooseTime, makeRoom, needsReferral, openTimes, workday } from './support/portal';

const standards: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

type Open = (page: Page) => Promise<void>;

/** The screens of one person, who signs in once and goes from one to the next; each starts from the app's own page. */
interface Walk {
  app: '/' | '/apps/staff/' | '/apps/console/' | '/apps/portal/';
  login: string;
  screens: Record<string, Open>;
}

const walks: Walk[] = [
  {
    app: '/',
    login: 'frontdesk',
    screens: {
      launcher: async (page) => void (await page.getByRole('heading', { name: 'Connected systems' }).waitFor()),
    },
  },
  {
    app: '/apps/staff/',
    login: 'frontdesk',
    screens: {
      'day board': shown,
      'day list': async (page) => {
        await shown(page);
        await page.keyboard.press('l');
        await page.getByRole('list', { name: 'Visits', exact: true }).waitFor();
      },
      'patient panel': async (page) => {
        await shown(page);
        await page.keyboard.press('d');
        await page.locator('button[data-visit]').first().click();
        await page.getByRole('heading', { name: 'Past visits' }).waitFor();
      },
      messages: async (page) => {
        await shown(page);
        await page.getByRole('link', { name: 'Messages' }).click();
        await page
          .getByRole('list', { name: /^Messages/ })
          .or(page.getByText('No message yet'))
          .first()
          .waitFor();
      },
      palette: async (page) => {
        await shown(page);
        await page.keyboard.press('/');
        await page.getByRole('combobox').fill('ma');
        await page.getByRole('option').first().waitFor();
      },
      keys: async (page) => {
        await shown(page);
        await page.keyboard.press('?');
        await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      },
      'move dialog': async (page) => {
        await openBooked(page);
        await page.keyboard.press('m');
        await page.getByRole('dialog', { name: /Move/ }).waitFor();
      },
      'cancel dialog': async (page) => {
        await openBooked(page);
        await page.keyboard.press('x');
        await page.getByRole('dialog', { name: /Cancel/ }).waitFor();
      },
      'new appointment': async (page) => {
        await shown(page);
        await page.keyboard.press('b');
        const drawer = page.getByRole('dialog', { name: 'New appointment' });
        await drawer.getByRole('button', { name: 'Find a time' }).click();
        await drawer.getByText('Choose the visit type.').waitFor();
      },
      'free times': async (page) => {
        await shown(page);
        await page.keyboard.press('b');
        const drawer = page.getByRole('dialog', { name: 'New appointment' });
        await drawer.getByLabel('Visit type').selectOption({ label: 'Follow-up visit' });
        await drawer.getByRole('button', { name: 'Find a time' }).click();
        await drawer.getByRole('region', { name: 'Free times' }).getByRole('radio').first().check();
        await drawer.getByRole('button', { name: 'Book this time' }).click();
        await drawer.getByText('Choose the patient.').waitFor();
      },
      'a time of one’s own': async (page) => {
        await openBooked(page);
        await page.keyboard.press('r');
        const drawer = page.getByRole('dialog', { name: /^Reschedule/ });
        await drawer.getByText('Another time', { exact: true }).click();
        await drawer.getByLabel('Time', { exact: true }).fill('03:00');
        await drawer.getByRole('button', { name: 'Move to this time' }).click();
        await drawer.getByRole('button', { name: 'Book anyway' }).waitFor();
      },
      'check-in': async (page) => {
        const day = quietPastDay();
        const visit = booking(on(day, 9, 0));
        await book(visit);
        await page.goto(`/apps/staff/#/day/${day}?view=list`);
        await page.locator('[data-visit] button').filter({ hasText: visit.person.family }).first().click();
        await page
          .getByRole('region', { name: 'Patient' })
          .getByRole('button', { name: /^Check in/ })
          .click();
        const drawer = page.getByRole('dialog', { name: /^Check in/ });
        await drawer.getByRole('button', { name: 'Go on without it' }).click();
        await drawer.getByRole('button', { name: 'Check in' }).click();
        await drawer.getByText('Still to be done').waitFor();
      },
      'walk-in': async (page) => {
        await shown(page);
        await page.keyboard.press('w');
        const drawer = page.getByRole('dialog', { name: 'Walk-in' });
        await drawer.getByText('New to us', { exact: true }).click();
        await drawer.getByRole('button', { name: 'Register' }).click();
        await drawer.getByText('Write the family name.').waitFor();
      },
      'empty day': async (page) => {
        await page.goto('/apps/staff/#/day/2020-02-02');
        await page.getByRole('heading', { name: /No visits/ }).waitFor();
      },
    },
  },
  {
    app: '/apps/console/',
    login: 'admin',
    screens: {
      messages: async (page) => void (await page.getByRole('listitem').first().waitFor()),
      'one message': async (page) => {
        await page.getByRole('listitem').getByRole('button').first().click();
        await page.getByRole('heading', { name: /MSH/ }).waitFor();
      },
      held: async (page) => {
        await page.getByRole('link', { name: /Held/ }).click();
        await page.getByRole('heading', { level: 2 }).first().waitFor();
      },
      'fix a message': async (page) => {
        await send(bookingWithoutTime(booking(today(6, 0))));
        await page.getByRole('link', { name: /Held/ }).click();
        await page.getByRole('listitem').filter({ hasText: 'SCH-11' }).getByRole('button').last().click();
        await page.getByRole('button', { name: 'Fix' }).click();
        await page.getByLabel('What was wrong?').waitFor();
      },
      feeds: async (page) => {
        await page.getByRole('link', { name: 'Feeds' }).click();
        await page.getByRole('article').first().waitFor();
      },
      'rehearse a change': async (page) => {
        await page.getByRole('link', { name: 'Feeds' }).click();
        await page.getByRole('link', { name: 'Rehearse a change' }).first().click();
        const file = page.getByRole('textbox', { name: /feed\.yaml/ });
        await file.fill(`${await file.inputValue()}drop: [ Patient.birthDate ]\n`);
        await page.getByRole('button', { name: /^Try it/ }).click();
        // Portion by portion, and the difference may be in the last.
        await page.locator('summary').first().click({ timeout: 120_000 });
      },
      'unknown codes': async (page) => {
        await send(arrivalFor(booking(today(6, 0)), 'XQ1^Wound care'));
        await openUnknownCodes(page, 'XQ1');
      },
      'a mistake in a change': async (page) => {
        await page.getByRole('link', { name: 'Feeds' }).click();
        await page.getByRole('link', { name: 'Rehearse a change' }).first().click();
        const file = page.getByRole('textbox', { name: /feed\.yaml/ });
        await file.fill(`${await file.inputValue()}autorities: {}\n`);
        await page.getByRole('button', { name: /^Try it/ }).click();
        await page.getByRole('alert').waitFor();
      },
    },
  },
  {
    app: '/apps/portal/',
    login: 'patient',
    screens: {
      'a patient’s visits': async (page) =>
        void (await page.getByRole('link', { name: /^Book (a|another) visit$/ }).waitFor()),
      'kinds of visits': async (page) => {
        await makeRoom(page);
        await page.getByRole('region', { name: 'Not to be booked here' }).waitFor();
      },
      'times for a patient': async (page) => {
        await openTimes(page);
        await page.locator('[data-time]').first().waitFor();
      },
      'a time looked over': async (page) => {
        await openTimes(page);
        await chooseTime(page);
      },
      'a rule that refuses': async (page) => {
        await openTimes(page);
        await chooseTime(page);
        await page.route('**/Appointment/$book', (route) => route.fulfill({ status: 422, json: needsReferral }));
        await page.getByRole('button', { name: 'Book this visit' }).click();
        await page.getByRole('alert').waitFor();
        await page.unroute('**/Appointment/$book');
      },
      'booked by a patient': async (page) => void (await bookVisit(page, { comment: '' })),
      'moving a visit': async (page) => {
        await page.getByRole('link', { name: /^Move/ }).last().click();
        await page.getByLabel('From').fill(workday());
        await chooseTime(page);
      },
      'cancelling a visit': async (page) => {
        await page
          .getByRole('main')
          .getByRole('button', { name: /^Cancel/ })
          .last()
          .click();
        await page.getByRole('dialog').getByRole('button', { name: 'Cancel the visit' }).click();
        await page.getByRole('alert').waitFor();
      },
      'cancelled by a patient': (page) => cancelLast(page),
      'asking for a time': async (page) => {
        await page.goto('/apps/portal/#/ask');
        await page.getByLabel('Tuesday').check();
        await page.getByRole('button', { name: 'Send the request' }).click();
        await page.getByText('Choose the kind of visit.').waitFor();
      },
      'who is signed in': async (page) => {
        await page.getByRole('button', { name: /Signed in as/ }).click();
        await page.getByRole('button', { name: 'Sign out' }).waitFor();
      },
    },
  },
  {
    app: '/apps/console/',
    login: 'privacy',
    screens: {
      audit: async (page) =>
        void (await page.getByRole('list', { name: 'Audit trail' }).getByRole('listitem').first().waitFor()),
      'audit record': async (page) => {
        await page.getByRole('list', { name: 'Audit trail' }).getByRole('button').first().click();
        await page.getByRole('dialog').getByText('Record', { exact: true }).waitFor();
      },
      disclosures: async (page) => {
        await page.getByRole('combobox', { name: 'One patient' }).fill('Okonkwo');
        await page
          .getByRole('option', { name: /Okonkwo/ })
          .first()
          .click();
        await page.getByRole('link', { name: 'Disclosures' }).click();
        await page.getByRole('heading', { name: 'Accounting of disclosures' }).waitFor();
      },
    },
  },
];

/** What lies over a screen is looked at alone: the rest of that screen has its own audit. */
const over: Record<string, string> = {
  'patient panel': '[aria-label=Patient]',
  'move dialog': '[role=dialog]',
  'new appointment': '[role=dialog]',
  'free times': '[role=dialog]',
  'a time of one’s own': '[role=dialog]',
  'cancel dialog': '[role=dialog]',
  'check-in': '[role=dialog][aria-label^=Check]',
  'walk-in': '[role=dialog]',
  palette: '[role=dialog]',
  keys: '[role=dialog]',
  'cancelling a visit': '[role=dialog]',
  'audit record': '[role=dialog]',
};

/** All of the day is on the screen. */
async function shown(page: Page): Promise<void> {
  await expect(page.getByRole('group', { name: 'Visits by status' })).toBeVisible();
  await expect(page.locator('[data-visit]').first()).toBeAttached();
}

/** A visit that can still be moved: late in the day, today may have none. */
async function openBooked(page: Page): Promise<void> {
  const day = quietDay();
  await book(booking(on(day, 10, 0)));
  await page.goto(`/apps/staff/#/day/${day}`);
  await page.locator('button[data-visit]').first().click();
  await page.getByRole('heading', { name: 'Past visits' }).waitFor();
}

/** Goes through the screens of a walk and looks at each. */
async function go(page: Page, { app, login, screens }: Walk, look: (name: string) => Promise<void>): Promise<void> {
  await signIn(page, app, login);
  for (const [index, [name, open]] of Object.entries(screens).entries()) {
    await test.step(name, async () => {
      if (index > 0) await page.goto(app);
      await open(page);
      await look(name);
    });
  }
}

async function audit(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await faults(page, over[name], standards), name).toEqual([]);

  // In the dark only the colours are others.
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  expect.soft(await faults(page, over[name], { type: 'rule', values: ['color-contrast'] }), name).toEqual([]);
}

test('the welcome page has no fault that axe finds', async ({ page }) => {
  await page.goto('/');
  await audit(page, 'welcome');
});

for (const walk of walks) {
  const names = Object.keys(walk.screens).join(', ');
  test(`axe finds no fault with what ${walk.login} sees: ${names}`, async ({ page }) => {
    test.setTimeout(300_000);
    // A patient has a phone, and a thumb.
    const onPhone = walk.app === '/apps/portal/';
    if (onPhone) await page.setViewportSize({ width: 390, height: 844 });
    await go(page, walk, async (name) => {
      await audit(page, name);
      if (!onPhone) return;
      await narrow(page);
      expect.soft(await small(page), name).toEqual([]);
    });
  });
}

function narrow(page: Page): Promise<void> {
  return expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
}

/** What can be pressed and is lower than a thumb needs. A small mark counts as high as the label that it belongs to. */
function small(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(':is(a, button, select, textarea, input):not([aria-hidden])')]
      .map((one) => one.closest('label') ?? one)
      .filter((one) => one.checkVisibility() && getComputedStyle(one).position !== 'fixed')
      .filter((one) => one.getBoundingClientRect().height < 43.5)
      .map((one) => one.outerHTML.slice(0, 160)),
  );
}

async function faults(page: Page, part: string | undefined, runOnly: RunOnly): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }).setLegacyMode();
  const { violations, passes } = await (part === undefined ? axe : axe.include(part)).analyze();
  expect(passes.length).toBeGreaterThan(0); // An audit of nothing finds no fault either.
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  test('the welcome page needs no sideways scrolling', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await narrow(page);
  });
  // The day is a list on a phone: see below. The portal is looked at on a phone above.
  for (const walk of walks.filter((one) => one.app !== '/apps/staff/' && one.app !== '/apps/portal/')) {
    test(`nothing that ${walk.login} sees at ${walk.app} needs sideways scrolling`, async ({ page }) => {
      test.setTimeout(300_000);
      await go(page, walk, () => narrow(page));
    });
  }

  test('the day is a list, and a visit opens over it and can be checked in', async ({ page }) => {
    await openDay(page);
    await expect(page.getByRole('list', { name: 'Visits', exact: true })).toBeVisible();

    await page.locator('[data-visit] button[aria-pressed]').nth(3).tap();
    await expect(page.getByRole('heading', { name: 'Past visits' })).toBeAttached();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Close' }).tap();
    await expect(page.getByRole('heading', { name: 'Past visits' })).toBeHidden();
  });
});
