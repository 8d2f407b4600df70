import { AxeBuilder } from '@axe-core/playwright';
import type { RunOnly } from 'axe-core';
import { type Page, expect, test } from '@playwright/test';
import { openDay, signIn } from './support/desk';
import { book, booking, bookingWithoutTime, on, quietDay, today } from './support/ehr';
import { send } from './support/mllp';

const standards: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};

/** Each screen and how to get there. */
const screens: Record<string, (page: Page) => Promise<void>> = {
  welcome: async (page) => void (await page.goto('/')),
  launcher: async (page) => {
    await signIn(page, '/', 'frontdesk');
    await page.getByRole('heading', { name: 'Connected systems' }).waitFor();
  },
  'day board': (page) => openDay(page),
  'day list': async (page) => {
    await openDay(page);
    await page.keyboard.press('l');
    await page.getByRole('list', { name: 'Visits', exact: true }).waitFor();
  },
  'patient panel': async (page) => {
    await openDay(page);
    await page.locator('button[data-visit]').first().click();
    await page.getByRole('heading', { name: 'Past visits' }).waitFor();
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
  palette: async (page) => {
    await openDay(page);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('ma');
    await page.getByRole('option').first().waitFor();
  },
  keys: async (page) => {
    await openDay(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  },
  'empty day': async (page) => {
    await openDay(page);
    await page.goto('/apps/staff/#/day/2020-02-02');
    await page.getByRole('heading', { name: /No visits/ }).waitFor();
  },
  messages: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('listitem').first().waitFor();
  },
  'one message': async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('listitem').getByRole('button').first().click();
    await page.getByRole('heading', { name: /MSH/ }).waitFor();
  },
  held: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  },
  'fix a message': async (page) => {
    await send(bookingWithoutTime(booking(today(6, 0))));
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: /Held/ }).click();
    await page.getByRole('listitem').filter({ hasText: 'SCH-11' }).getByRole('button').last().click();
    await page.getByRole('button', { name: 'Fix' }).click();
    await page.getByLabel('What was wrong?').waitFor();
  },
  feeds: async (page) => {
    await signIn(page, '/apps/console/', 'admin');
    await page.getByRole('link', { name: 'Feeds' }).click();
    await page.getByRole('article').first().waitFor();
  },
};

/** What lies over a screen is looked at alone: the rest of that screen has its own audit. */
const over: Record<string, string> = {
  'patient panel': '[aria-label=Patient]',
  'move dialog': '[role=dialog]',
  'cancel dialog': '[role=dialog]',
  palette: '[role=dialog]',
  keys: '[role=dialog]',
};

/** A visit that can still be moved: late in the day, today may have none. */
async function openBooked(page: Page): Promise<void> {
  const day = quietDay();
  await book(booking(on(day, 10, 0)));
  await openDay(page, day);
  await page.locator('button[data-visit]').click();
  await page.getByRole('heading', { name: 'Past visits' }).waitFor();
}

for (const [name, open] of Object.entries(screens)) {
  test(`${name} has no fault that axe finds`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await open(page);
    expect(await faults(page, over[name], standards)).toEqual([]);

    // In the dark only the colours are others.
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
    expect(await faults(page, over[name], { type: 'rule', values: ['color-contrast'] })).toEqual([]);
  });
}

async function faults(page: Page, part: string | undefined, runOnly: RunOnly): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }).setLegacyMode();
  const { violations, passes } = await (part === undefined ? axe : axe.include(part)).analyze();
  expect(passes.length).toBeGreaterThan(0); // An audit of nothing finds no fault either.
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

test.describe('at phone width', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  for (const name of ['welcome', 'launcher', 'messages', 'one message', 'held', 'feeds']) {
    test(`${name} needs no sideways scrolling`, async ({ page }) => {
      await screens[name]?.(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    });
  }

  test('the day is a list, and a visit opens over it and can be checked in', async ({ page }) => {
    await openDay(page);
    await expect(page.getByRole('list', { name: 'Visits', exact: true })).toBeVisible();

    await page.locator('[data-visit] button').nth(6).tap();
    await expect(page.getByRole('heading', { name: 'Past visits' })).toBeAttached();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: 'Close' }).tap();
    await expect(page.getByRole('heading', { name: 'Past visits' })).toBeHidden();
  });
});
