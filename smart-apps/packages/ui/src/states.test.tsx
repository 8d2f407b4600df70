import { FhirFailure } from '@hub/fhir';
import { testHub } from '@hub/fhir/testing';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ConnectionBanner } from './Banner';
import { ago, feedWords, healthOf } from './Freshness';
import { AfterDelay } from './Loading';
import { Problem } from './Problem';
import { KeyProvider, useKeys } from './keys';

afterEach(() => void vi.useRealTimers());

it('shows nothing of a wait that is too short to notice', () => {
  vi.useFakeTimers();
  render(<AfterDelay>loading</AfterDelay>);

  act(() => void vi.advanceTimersByTime(140));
  expect(screen.queryByText('loading')).toBeNull();
  act(() => void vi.advanceTimersByTime(20));
  expect(screen.getByText('loading')).toBeTruthy();
});

it('explains a failure with its words, its code, its number and a way on', async () => {
  const retry = vi.fn();
  const { wrapper } = testHub({});
  render(
    <Problem
      problem={new FhirFailure('server', 'The database is away.', 503, [], 'r-12')}
      doing="The day could not be loaded"
      onRetry={retry}
    />,
    { wrapper },
  );

  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('The day could not be loaded');
  expect(alert.textContent).toContain('The database is away.');
  expect(alert.textContent).toContain('Code 503');
  expect(screen.getByRole('button', { name: 'Copy request number r-12' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledOnce();
});

it('does not show an error of the program’s own as if the server had said it', () => {
  const { wrapper } = testHub({});
  render(<Problem problem={new TypeError('x is undefined')} doing="The day could not be loaded" />, { wrapper });

  expect(screen.getByRole('alert').textContent).not.toContain('undefined');
});

it('says nothing about the connection while all is well', () => {
  const { wrapper } = testHub({});
  render(<ConnectionBanner />, { wrapper });

  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByRole('status')).toBeNull();
});

const feed = {
  id: 'ehr',
  name: 'EHR',
  address: '',
  state: 'listening' as const,
  connections: 1,
  unreachableSince: undefined,
  lastReceived: '2026-11-23T16:00:00Z',
  receivedToday: 1,
  receivedLastHour: 1,
  receivedLastFiveMinutes: 1,
  waiting: 0,
  oldestWaiting: undefined,
  held: 0,
  silentSince: undefined,
  expecting: false,
  sending: undefined,
};

const sending = { to: 'mllp://ehr:1', lastDelivered: undefined, waiting: 0, oldestWaiting: undefined, failed: 0 };

it('says since when a feed is silent that should not be', () => {
  const now = Date.parse('2026-11-23T12:00:00');
  const silent = { ...feed, silentSince: new Date('2026-11-23T09:40:00').toISOString(), expecting: true };

  expect([healthOf(silent), feedWords(silent, now)]).toEqual([
    'bad',
    'Nothing since 9:40 am, though messages are expected now',
  ]);
  const overnight = { ...silent, silentSince: new Date('2026-11-22T17:05:00').toISOString(), expecting: false };
  expect(feedWords(overnight, now)).toMatch(/^Nothing since .*, 5:05 pm, though messages were expected$/);
});

it('judges a feed by its connection, and by what waits for a person', () => {
  const now = Date.parse('2026-11-23T16:00:40Z');

  expect([healthOf(feed), feedWords(feed, now)]).toEqual(['good', 'Connected, last message 40 s ago']);
  expect(healthOf({ ...feed, held: 2 })).toBe('warn');
  expect(healthOf({ ...feed, sending: { ...sending, failed: 1 } })).toBe('warn');
  expect(feedWords({ ...feed, connections: 0, held: 2 }, now)).toBe(
    'No sender connected, last message 40 s ago, 2 held',
  );
  expect(healthOf({ ...feed, state: 'failed' })).toBe('bad');
  const folder = { ...feed, connections: undefined };
  expect([healthOf(folder), feedWords(folder, now)]).toEqual(['good', 'Open, last message 40 s ago']);
  const lost = { ...folder, state: 'unreachable' as const, unreachableSince: '2026-11-23T15:55:40Z' };
  expect([healthOf(lost), feedWords(lost, now)]).toEqual(['bad', 'Not reached since 5 min ago, last message 40 s ago']);
  expect(ago('2026-11-23T13:59:00Z', now)).toBe('2 h ago');
});

function Keys({ run }: { run: () => void }) {
  useKeys([{ key: 'c', label: 'Check in', group: 'Visit', run }]);
  return <input aria-label="note" />;
}

it('takes a letter for a key only where nothing is being typed', async () => {
  const run = vi.fn();
  const { wrapper } = testHub({});
  render(
    <KeyProvider>
      <Keys run={run} />
    </KeyProvider>,
    { wrapper },
  );

  await userEvent.keyboard('c');
  await userEvent.type(screen.getByLabelText('note'), 'cc');

  expect(run).toHaveBeenCalledOnce();
});

it('lists the keys on ?, where single keys can be switched off', async () => {
  const run = vi.fn();
  const { wrapper } = testHub({});
  render(
    <KeyProvider>
      <Keys run={run} />
    </KeyProvider>,
    { wrapper },
  );

  await userEvent.keyboard('?');
  expect(screen.getByText('Check in')).toBeTruthy();
  await userEvent.click(screen.getByRole('switch'));
  await userEvent.keyboard('{Escape}');
  await userEvent.keyboard('c');

  expect(run).not.toHaveBeenCalled();
  localStorage.clear();
});
