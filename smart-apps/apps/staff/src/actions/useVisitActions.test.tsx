import { Notifications } from '@mantine/notifications';
import { searchset, testHub } from '@hub/fhir/testing';
import { act, renderHook, screen, waitFor } from '@testing-library/react';
import type { Appointment, Bundle } from 'fhir/r4';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dayKey } from '../day/useDay';
import { appointment, okonkwo, practice, slot, visit } from '../fixtures';
import { cancelReason } from '../visits/cancel';
import { leftReason } from '../visits/status';
import { type DayData, merged, noData } from '../visits/visit';
import { useVisitActions } from './useVisitActions';

const day = '2026-11-23';
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T15:00:00Z') }));
afterEach(() => void vi.useRealTimers());

const saved = (...versions: string[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction-response',
  entry: versions.map((version) => ({ response: { status: '200 OK', etag: `W/"${version}"` } })),
});
const lost = {
  status: 412,
  body: {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'conflict', diagnostics: 'Version 4 is current.' }],
  },
};

const checklist = (open: number) => ({
  resourceType: 'Parameters',
  parameter: [{ name: 'list', part: [{ name: 'open', valueInteger: open }] }],
});

function desk(answers: Parameters<typeof testHub>[0], scope?: string) {
  const hub = testHub({ 'GET Appointment/a1/$checklist': checklist(1), ...answers }, scope);
  hub.queries.setQueryData(dayKey(day), merged(noData, [appointment(), okonkwo]));
  const Inner = hub.wrapper;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <Inner>
      {children}
      <Notifications />
    </Inner>
  );
  const { result } = renderHook(() => useVisitActions(day, practice), { wrapper });
  const held = () => hub.queries.getQueryData<DayData>(dayKey(day))?.appointments.a1;
  const sent = () => hub.asked.filter((one) => one.method === 'POST').map((one) => JSON.parse(one.body) as Bundle);
  const headers = () => hub.asked.findLast((one) => one.method === 'POST')?.headers ?? {};
  return { result, held, sent, headers };
}

it('shows a check-in at once and keeps the version that the server gave', async () => {
  const { result, held, sent } = desk({ 'POST ': saved('4') });

  await act(() => result.current.pass('check-in', visit()));

  expect(held()).toMatchObject({ status: 'arrived', meta: { versionId: '4' } });
  expect(sent()[0]?.entry?.[0]?.request?.ifMatch).toBe('W/"3"');
});

it('opens the checklist of an arrival whose items are open, and checks in at once where none is', async () => {
  const now = searchset(appointment({ status: 'checked-in', meta: { versionId: '4' } }));
  const open = desk({ 'POST ': saved('4') });
  const done = desk({ 'GET Appointment/a1/$checklist': checklist(0), 'POST Appointment/a1/$check-in': now });

  await expect(act(() => open.result.current.pass('check-in', visit()))).resolves.toBe(true);
  await expect(act(() => done.result.current.pass('check-in', visit()))).resolves.toBe(false);

  expect(open.held()?.status).toBe('arrived');
  expect(done.held()).toMatchObject({ status: 'checked-in', meta: { versionId: '4' } });
  expect(done.headers()['If-Match']).toBe('W/"3"');
});

it('changes nothing of who is here already when there is something to do first', async () => {
  const { result, held, sent } = desk({});

  await expect(act(() => result.current.pass('check-in', visit({ status: 'arrived' })))).resolves.toBe(true);

  expect(sent()).toEqual([]);
  expect(held()?.status).toBe('booked');
});

it('marks who left without being seen, and takes it back on the version that the hub made', async () => {
  const left = appointment({
    status: 'cancelled',
    cancelationReason: { coding: [leftReason] },
    meta: { versionId: '4' },
  });
  const { result, held, sent } = desk({
    'POST Appointment/a1/$left': searchset(left),
    'GET Slot': searchset(),
    'POST ': saved('5'),
  });

  await act(() => result.current.left(visit({ status: 'arrived' })));
  expect(held()).toMatchObject({ status: 'cancelled' });

  act(() => result.current.undo());
  await waitFor(() => expect(held()).toMatchObject({ status: 'arrived', meta: { versionId: '5' } }));
  expect(sent().at(-1)?.entry?.[0]?.request?.ifMatch).toBe('W/"4"');
});

it('puts everything back on undo, over its own version', async () => {
  const versions = ['4', '5'];
  const { result, held, sent } = desk({ 'POST ': () => saved(versions.shift() ?? '') });
  await act(() => result.current.pass('check-in', visit()));

  act(() => result.current.undo());

  await waitFor(() => expect(held()).toMatchObject({ status: 'booked', meta: { versionId: '5' } }));
  expect(sent()[1]?.entry?.[0]?.request?.ifMatch).toBe('W/"4"');
});

const cancelledNow = searchset(appointment({ status: 'cancelled', meta: { versionId: '4' } }));

it('cancels by the operation, which frees the time, and keeps what the hub answered', async () => {
  const { result, held, sent } = desk({ 'POST Appointment/a1/$cancel': cancelledNow });

  await act(() => result.current.cancel(visit(), cancelReason('pat'), '  Called at noon '));

  expect(sent()).toEqual([
    {
      resourceType: 'Parameters',
      parameter: [
        { name: 'reason', valueCodeableConcept: cancelReason('pat') },
        { name: 'comment', valueString: 'Called at noon' },
      ],
    },
  ]);
  expect(held()).toMatchObject({ status: 'cancelled', meta: { versionId: '4' } });
});

it('brings a cancelled visit back with its time, and not when somebody else has it', async () => {
  let status: 'free' | 'busy' = 'busy';
  const { result, held, sent } = desk({
    'POST Appointment/a1/$cancel': cancelledNow,
    'GET Slot': () => searchset(slot('s1', 'okafor', { status }), slot('s2', 'exam1', { status: 'free' })),
    'GET Appointment/a1/_history': searchset(appointment({ status: 'cancelled', meta: { versionId: '4' } })),
    'POST ': saved('5', '2', '2'),
  });
  await act(() => result.current.cancel(visit(), cancelReason('pat'), ''));

  act(() => result.current.undo());
  await waitFor(() => expect(result.current.failed?.problem).toMatchObject({ kind: 'conflict' }));
  expect(held()?.status).toBe('cancelled');

  status = 'free';
  await act(() => result.current.cancel(visit(), cancelReason('pat'), ''));
  act(() => result.current.undo());
  await waitFor(() => expect(held()).toMatchObject({ status: 'booked', meta: { versionId: '5' } }));
  expect(
    sent()
      .at(-1)
      ?.entry?.map(({ resource }) => (resource as Appointment).status),
  ).toEqual(['booked', 'busy', 'busy']);
  expect(sent().at(-1)?.entry?.[0]?.request?.ifMatch).toBe('W/"4"');
});

it('frees the slots of a no-show together with the visit', async () => {
  const { result, sent } = desk({
    'GET Slot': searchset(slot('s1', 'okafor'), slot('s2', 'exam1')),
    'POST ': saved('4', '2', '2'),
  });

  await act(() => result.current.noShow(visit()));

  expect(
    sent()[0]?.entry?.map(({ resource }) => `${resource?.resourceType} ${(resource as Appointment).status}`),
  ).toEqual(['Appointment noshow', 'Slot free', 'Slot free']);
});

it('leaves the slots to the server when the role may not change them', async () => {
  const { result, sent } = desk({ 'POST ': saved('4') }, 'user/Appointment.crus');

  await act(() => result.current.noShow(visit()));

  expect(sent()[0]?.entry).toHaveLength(1);
});

it('overwrites nothing after a lost race, says who was faster, and does it again only when asked', async () => {
  const theirs = appointment({
    start: '2026-11-23T10:30:00-06:00',
    end: '2026-11-23T10:50:00-06:00',
    meta: { versionId: '4', source: 'urn:x-hub:feed:demo-ehr', lastUpdated: '2026-11-23T15:02:00Z' },
  });
  let tries = 0;
  const { result, held, sent } = desk({
    'POST ': () => (++tries === 1 ? lost : saved('5')),
    'GET Appointment/a1/_history': searchset(theirs, appointment()),
  });

  await act(() => result.current.pass('check-in', visit()));

  expect(result.current.conflict?.changes[0]).toMatchObject({ who: 'a message from demo-ehr', at: '9:02 am' });
  expect(held()?.status).toBe('booked');
  expect(held()?.start).toBe('2026-11-23T10:30:00-06:00');

  await act(async () => result.current.conflict?.again?.());
  expect(sent()[1]?.entry?.[0]?.request?.ifMatch).toBe('W/"4"');
  expect(held()).toMatchObject({ status: 'arrived', start: '2026-11-23T10:30:00-06:00' });
});

it('does not offer to check in what a colleague has cancelled', async () => {
  const theirs = appointment({ status: 'cancelled', meta: { versionId: '4', lastUpdated: '2026-11-23T15:02:00Z' } });
  const { result, held } = desk({
    'POST ': lost,
    'GET Appointment/a1/_history': searchset(theirs, appointment()),
  });

  await act(() => result.current.pass('check-in', visit()));

  expect(result.current.conflict?.changes).toHaveLength(1);
  expect(result.current.conflict?.again).toBeUndefined();
  expect(held()?.status).toBe('cancelled');
});

it('checks in somebody who was given up, and takes the time again', async () => {
  const { result, sent } = desk({
    'GET Slot': searchset(slot('s1', 'okafor', { status: 'free' })),
    'POST ': saved('4', '2'),
  });

  await act(() => result.current.pass('check-in', visit({ status: 'noshow' })));

  expect(sent()[0]?.entry?.map(({ resource }) => (resource as Appointment).status)).toEqual(['arrived', 'busy']);
});

it('shows what the server said when nobody was faster', async () => {
  const { result, held } = desk({ 'POST ': lost, 'GET Appointment/a1/_history': searchset(appointment()) });

  await act(() => result.current.pass('check-in', visit()));

  expect(result.current.conflict).toBeUndefined();
  expect(result.current.failed?.doing).toBe('Okonkwo, Chidi could not be checked in');
  expect(held()?.status).toBe('booked');
});

it('says why something cannot be done', () => {
  expect(desk({}, 'user/Appointment.rs').result.current.why('check-in', visit())).toBe(
    'Your role may look at visits, not change them.',
  );
  expect(desk({}).result.current.why('check-in', visit({ status: 'fulfilled' }))).toBe(
    'Only a booked visit can be checked in.',
  );
  expect(desk({}).result.current.why('check-in', visit())).toBeUndefined();
  const tomorrow = visit({ start: '2026-11-24T10:00:00-06:00', end: '2026-11-24T10:20:00-06:00' });
  expect(desk({}).result.current.why('no-show', tomorrow)).toBe('This visit is on Tuesday, November 24.');
  expect(desk({}).result.current.why('cancel', tomorrow)).toBeUndefined();
  expect(screen.queryByRole('alert')).toBeNull();
});
