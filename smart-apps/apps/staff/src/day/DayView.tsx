import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useAllowed, useNow } from '@hub/fhir';
import { LoadingRows, Problem, useKeys } from '@hub/ui';
import { IconCalendarPlus, IconEye, IconHourglass, IconWalk } from '@tabler/icons-react';
import { Suspense, lazy, useCallback, useEffect, useMemo, useState } from 'react';
import { ConflictDialog, FailedDialog } from '../actions/ConflictDialog';
import { type FlowAction, type Outcome, useVisitActions } from '../actions/useVisitActions';
import { DayBoard, type DropCheck } from '../board/DayBoard';
import type { BookingStart } from '../booking/useBooking';
import type { Practice } from '@hub/fhir/visits';
import type { WaitlistStart } from '../waitlist/AddEntry';
import type { Target, VisitAction } from '../visits/changes';
import type { Visit } from '../visits/visit';
import { Counts } from './Counts';
import styles from './Day.module.css';
import { PhonePanel } from './PhonePanel';
import { EmptyDay, NoneShown } from './EmptyDay';
import { LoadingBoard } from './LoadingBoard';
import { columnOf, columnsFor, overlapWords, overlapping, subtitleOf, targetOf } from './columns';
import { dayKeys } from './keys';
import type { Place } from './place';
import { useDay } from './useDay';

const parts = {
  panel: () => import('../panel/PatientPanel'),
  // The list brings the virtual scrolling with it, which the board does without.
  list: () => import('../list/VisitList'),
  move: () => import('../actions/MoveDialog'),
  cancel: () => import('../actions/CancelDialog'),
  checklist: () => import('../flow/ChecklistDrawer'),
  walkIn: () => import('../flow/WalkInDrawer'),
  booking: () => import('../booking/BookingDrawer'),
};
const PatientPanel = lazy(() => parts.panel().then(({ PatientPanel }) => ({ default: PatientPanel })));
const VisitList = lazy(() => parts.list().then(({ VisitList }) => ({ default: VisitList })));
const MoveDialog = lazy(parts.move);
const CancelDialog = lazy(parts.cancel);
const BookingDrawer = lazy(parts.booking);
const ChecklistDrawer = lazy(parts.checklist);
const WalkInDrawer = lazy(parts.walkIn);

type Dialog =
  | { readonly kind: 'cancel' | FlowAction; readonly visit: Visit }
  | { readonly kind: 'walk-in' }
  | { readonly kind: 'move'; readonly visit: Visit; readonly proposed?: Target };

interface DayViewProps {
  readonly practice: Practice;
  readonly place: Place;
  readonly onFind: () => void;
  readonly booking: BookingStart | undefined;
  readonly onBooking: (booking: BookingStart | undefined) => void;
  readonly onWaitlist: (begin?: WaitlistStart) => void;
}

/** One day: as columns or as a list, with one person's panel beside it. */
export function DayView({ practice, place, onFind, booking, onBooking, onWaitlist }: DayViewProps) {
  const { day, today, search, phone, go } = place;
  const { visits: all, error, refetch, fresh } = useDay(day, practice);
  const actions = useVisitActions(day, practice);
  const now = useNow(30_000);
  const narrow = useMediaQuery('(max-width: 1100px)', undefined, { getInitialValueInEffect: false });
  const mayChange = useAllowed('Appointment', 'u');
  const mayBook = useAllowed('Appointment', 'c');
  const [selectedId, setSelected] = useState<string | undefined>(search.visit);
  const [dialog, setDialog] = useState<Dialog | undefined>(undefined);
  useEffect(fetchTheRest, []);
  const by = search.by ?? 'provider';
  const view = search.view ?? (phone ? 'list' : 'board');

  const here = useMemo(() => all?.filter((visit) => !search.site || visit.siteId === search.site), [all, search.site]);
  const visits = useMemo(
    () => here?.filter((visit) => !search.show || visit.status === search.show),
    [here, search.show],
  );
  const columns = useMemo(() => columnsFor(here ?? [], by, practice, search.site), [here, by, practice, search.site]);
  const visitsOf = useMemo(() => {
    const groups = Map.groupBy(visits ?? [], (visit) => columnOf(visit, by));
    const none: readonly Visit[] = [];
    return (columnId: string) => groups.get(columnId) ?? none;
  }, [visits, by]);

  const opened = all?.find((visit) => visit.id === search.visit);
  const selected = visits?.find((visit) => visit.id === (search.visit ?? selectedId));
  const select = (visit: Visit) => {
    setSelected(visit.id);
    if (search.visit && search.visit !== visit.id) go({ visit: visit.id, patient: undefined });
  };
  const open = (visit: Visit) => {
    setSelected(visit.id);
    go({ visit: visit.id, patient: undefined });
  };
  const close = () => go({ visit: undefined, patient: undefined });
  const book = () => mayBook && onBooking({});
  const walkIn = () => mayBook && setDialog({ kind: 'walk-in' });
  const act = (action: VisitAction, visit: Visit) => {
    if (actions.why(action, visit)) return;
    if (action === 'check-in' || action === 'check-out')
      void actions.pass(action, visit).then((open) => open && setDialog({ kind: action, visit }));
    else if (action === 'left') void actions.left(visit);
    else if (action === 'no-show') void actions.noShow(visit);
    else if (action === 'reschedule') onBooking({ visit });
    else setDialog({ kind: action, visit });
  };
  // What was typed stays when it could not be saved.
  const closeUnlessFailed = (outcome: Outcome) => outcome !== 'failed' && setDialog(undefined);
  const check = useCallback<DropCheck>(
    (visit, column, start) => {
      const target = targetOf(by, column, start);
      if (by === 'location' && column !== visit.siteId) return { refused: 'Choose a room there: press M' };
      const warning = overlapWords(overlapping(all ?? [], visit, target), visit, target, practice);
      return warning ? { warning } : {};
    },
    [all, by, practice],
  );
  const drop = (visit: Visit, column: string, start: number, warning: string | undefined) => {
    const target = targetOf(by, column, start);
    if (warning) setDialog({ kind: 'move', visit, proposed: target });
    else void actions.move(visit, changedOnly(target, visit));
  };
  const bookAt = (column: string, start: number) => onBooking(targetOf(by, column, start));
  useKeys(
    dayKeys({
      visits: visits ?? [],
      selected,
      open,
      select,
      act,
      close,
      undo: actions.undo,
      place,
      onFind,
      onBook: book,
      onWalkIn: walkIn,
      isOpen: Boolean(search.visit ?? search.patient),
    }),
  );

  if (error && !all) return <Problem problem={error} doing="The day could not be loaded" onRetry={refetch} />;
  const panelOpen = Boolean(search.visit ?? search.patient);
  const panel = panelOpen && (
    <Suspense>
      <PatientPanel
        patientId={search.patient ?? opened?.patientId}
        visit={opened}
        practice={practice}
        day={day}
        actions={actions}
        onAct={act}
        onBook={mayBook ? (patient) => onBooking({ patient }) : undefined}
        onGo={(toDay, visit) => go({ day: toDay, visit, patient: undefined })}
        onClose={close}
      />
    </Suspense>
  );
  return (
    <div className={styles.split} data-panel={(panelOpen && !narrow) || undefined}>
      <div className={styles.screen}>
        <div className={styles.tools}>
          {here ? <Counts visits={here} shown={search.show} onShow={(show) => go({ show })} /> : <span />}
          <div className={styles.views}>
            {!phone && view === 'board' && (
              <SegmentedControl
                size="xs"
                withItemsBorders={false}
                aria-label="Columns"
                value={by}
                onChange={(value) => go({ by: value })}
                data={[
                  { value: 'provider', label: 'Provider' },
                  { value: 'room', label: 'Room' },
                  { value: 'location', label: 'Location' },
                ]}
              />
            )}
            {!phone && (
              <SegmentedControl
                size="xs"
                withItemsBorders={false}
                aria-label="View"
                value={view}
                onChange={(value) => go({ view: value })}
                data={[
                  { value: 'board', label: 'Board' },
                  { value: 'list', label: 'List' },
                ]}
              />
            )}
            <ActionIcon
              variant="default"
              size={phone ? 38 : 32}
              aria-label="Waitlist"
              title="Waitlist"
              data-waitlist
              onClick={() => onWaitlist()}
            >
              <IconHourglass size={18} stroke={1.7} />
            </ActionIcon>
            {mayBook && <NewAppointment phone={phone} onPress={book} onWalkIn={walkIn} />}
          </div>
        </div>
        {!mayChange && (
          <p className={styles.note}>
            <IconEye size={16} aria-hidden /> You may look at this day. Your role does not include changing visits.
          </p>
        )}
        {!visits && (
          <div className={styles.loading}>
            {view === 'board' ? <LoadingBoard /> : <LoadingRows label="Loading the day" />}
          </div>
        )}
        {here?.length === 0 && (
          <EmptyDay
            day={day}
            today={today}
            practice={practice}
            siteId={search.site}
            onDay={(next) => go({ day: next })}
          />
        )}
        {visits && here && here.length > 0 && view === 'board' && (
          <DayBoard
            day={day}
            zone={practice.zone}
            now={day === today ? now : undefined}
            columns={columns}
            visitsOf={visitsOf}
            subtitle={(visit) => subtitleOf(visit, by, practice, search.site)}
            selected={selected?.id}
            fresh={fresh}
            busy={actions.busy}
            canMove={(visit) => actions.why('move', visit) === undefined}
            check={check}
            onSelect={select}
            onOpen={open}
            onMove={drop}
            onEmpty={mayBook ? bookAt : undefined}
          />
        )}
        {visits?.length === 0 && search.show && view === 'list' && (
          <NoneShown status={search.show} onAll={() => go({ show: undefined })} />
        )}
        {visits && visits.length > 0 && view === 'list' && (
          <Suspense>
            <VisitList
              visits={visits}
              practice={practice}
              siteId={search.site}
              day={day}
              selected={selected?.id}
              fresh={fresh}
              actions={actions}
              onAct={act}
              phone={phone}
              onSelect={select}
              onOpen={open}
            />
          </Suspense>
        )}
      </div>
      {panelOpen && !narrow && <aside className={styles.aside}>{panel}</aside>}
      {narrow && (
        <PhonePanel opened={panelOpen} onClose={close}>
          {panel}
        </PhonePanel>
      )}
      <Suspense>
        {dialog?.kind === 'cancel' && (
          <CancelDialog
            visit={dialog.visit}
            saving={actions.busy.has(dialog.visit.id)}
            onClose={() => setDialog(undefined)}
            onCancel={(code, note) => void actions.cancel(dialog.visit, code, note).then(closeUnlessFailed)}
          />
        )}
        {dialog?.kind === 'move' && (
          <MoveDialog
            visit={dialog.visit}
            practice={practice}
            proposed={dialog.proposed}
            saving={actions.busy.has(dialog.visit.id)}
            onClose={() => setDialog(undefined)}
            onMove={(target) => void actions.move(dialog.visit, target).then(closeUnlessFailed)}
          />
        )}
        {(dialog?.kind === 'check-in' || dialog?.kind === 'check-out') && (
          <ChecklistDrawer
            list={dialog.kind}
            visit={all?.find((visit) => visit.id === dialog.visit.id) ?? dialog.visit}
            actions={actions}
            onShow={() => (setDialog(undefined), open(dialog.visit))}
            onBook={mayBook ? () => (setDialog(undefined), onBooking({ patient: dialog.visit.patient })) : undefined}
            onClose={() => setDialog(undefined)}
          />
        )}
        {dialog?.kind === 'walk-in' && (
          <WalkInDrawer
            shown={{ day: today, siteId: search.site }}
            practice={practice}
            onClose={() => setDialog(undefined)}
          />
        )}
        {booking && (
          <BookingDrawer
            begin={booking}
            shown={{ day, siteId: search.site }}
            practice={practice}
            onClose={() => onBooking(undefined)}
            onWaitlist={(begin) => {
              onBooking(undefined);
              onWaitlist(begin);
            }}
          />
        )}
      </Suspense>
      {actions.conflict && <ConflictDialog conflict={actions.conflict} onClose={actions.dismiss} />}
      {actions.failed && <FailedDialog failed={actions.failed} onClose={actions.dismiss} />}
    </div>
  );
}

/** Somebody calls, or somebody is here. */
function NewAppointment({ phone, onPress, onWalkIn }: { phone: boolean; onPress: () => void; onWalkIn: () => void }) {
  const shape = { size: 'compact-md', h: 32, px: 12 } as const;
  return phone ? (
    <>
      <ActionIcon variant="default" size={38} aria-label="Walk-in" data-walk-in onClick={onWalkIn}>
        <IconWalk size={20} />
      </ActionIcon>
      <ActionIcon variant="filled" size={38} aria-label="New appointment" data-new-appointment onClick={onPress}>
        <IconCalendarPlus size={20} />
      </ActionIcon>
    </>
  ) : (
    <>
      <Button
        {...shape}
        variant="default"
        data-walk-in
        leftSection={<IconWalk size={17} stroke={1.8} />}
        onClick={onWalkIn}
      >
        Walk-in
      </Button>
      <Button
        {...shape}
        data-new-appointment
        leftSection={<IconCalendarPlus size={17} stroke={1.8} />}
        onClick={onPress}
      >
        New appointment
      </Button>
    </>
  );
}

/** Once the day is on the screen the other parts come too: they are small, and the network may be gone when they are needed. */
function fetchTheRest(): () => void {
  const timer = setTimeout(() => void Promise.allSettled(Object.values(parts).map((part) => part())), 1_500);
  return () => clearTimeout(timer);
}

/** A provider or room that stays is not part of the change. */
function changedOnly({ start, providerId, roomId }: Target, visit: Visit): Target {
  return {
    start,
    ...(providerId && !visit.providerIds.includes(providerId) ? { providerId } : {}),
    ...(roomId && roomId !== visit.roomId ? { roomId } : {}),
  };
}
