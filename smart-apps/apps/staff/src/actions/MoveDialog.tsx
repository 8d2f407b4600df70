import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { InlineProblem } from '@hub/ui';
import { addDays, clock, dayOf, instantOf, isDay, longDay, useNow, wallMinutes } from '@hub/fhir';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { overlapWords, overlapping } from '../day/columns';
import { useDay } from '../day/useDay';
import type { Practice } from '@hub/fhir/visits';
import type { Target } from '../visits/changes';
import type { Visit } from '../visits/visit';
import styles from './Dialogs.module.css';
import { fromTime, toTime } from './wallTime';

interface MoveDialogProps {
  readonly visit: Visit;
  readonly practice: Practice;
  /** Where the card was dropped, when this began as a drag. */
  readonly proposed: Target | undefined;
  readonly saving: boolean;
  readonly onMove: (target: Target) => void;
  readonly onClose: () => void;
}

/** Another time, provider or room: what dragging does, for keys, fingers and other days. */
export default function MoveDialog({ visit, practice, proposed, saving, onMove, onClose }: MoveDialogProps) {
  const { zone } = practice;
  const now = useNow(60_000);
  const first = proposed?.start ?? visit.start;
  const [day, setDay] = useState(dayOf(first, zone));
  const [time, setTime] = useState(toTime(wallMinutes(first, dayOf(first, zone), zone)));
  const [providerId, setProvider] = useState(proposed?.providerId ?? visit.providerIds[0] ?? '');
  const [roomId, setRoom] = useState(proposed?.roomId ?? visit.roomId ?? '');
  const minutes = fromTime(time);
  const valid = isDay(day) && minutes !== undefined;
  const start = valid ? instantOf(day, minutes, zone) : visit.start;
  const target: Target = {
    start,
    ...(providerId !== visit.providerIds[0] && providerId ? { providerId } : {}),
    ...(roomId !== visit.roomId && roomId ? { roomId } : {}),
  };
  const { visits, error } = useDay(isDay(day) ? day : dayOf(first, zone), practice);
  const clash = overlapWords(overlapping(visits ?? [], visit, target), visit, target, practice);
  const same = start === visit.start && !target.providerId && !target.roomId;
  const past = start < now - 60 * 60_000;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (valid && !same) onMove(target);
  };
  const shift = (by: number) => valid && setTime(toTime(Math.min(24 * 60 - 5, Math.max(0, minutes + by))));
  return (
    <Modal opened onClose={onClose} title={`Move the visit of ${visit.name}`} size={480}>
      <form onSubmit={submit}>
        <p className={styles.now}>
          Now {longDay(dayOf(visit.start, zone))}, {clock(visit.start, zone)} – {clock(visit.end, zone)}
        </p>
        <div className={styles.pair}>
          <TextInput
            type="date"
            label="Day"
            value={day}
            min={addDays(dayOf(now, zone), -1)}
            onChange={(event) => setDay(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
          <TextInput
            type="time"
            label="Time"
            step={300}
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
            required
            withAsterisk={false}
            data-autofocus
          />
        </div>
        <div className={styles.steps} role="group" aria-label="Change the time">
          {[-60, -15, 15, 60].map((by) => (
            <Button key={by} size="compact-sm" variant="default" onClick={() => shift(by)} disabled={!valid}>
              {by < 0 ? '−' : '+'}
              {Math.abs(by)} min
            </Button>
          ))}
        </div>
        <div className={styles.pair}>
          <NativeSelect
            label="Provider"
            value={providerId}
            onChange={(event) => setProvider(event.currentTarget.value)}
            data={choices(
              practice.providers.filter((one) => one.siteIds.length > 0 || one.id === providerId),
              providerId,
              'No provider',
            )}
          />
          <NativeSelect
            label="Room"
            value={roomId}
            onChange={(event) => setRoom(event.currentTarget.value)}
            data={choices(
              practice.rooms
                .filter((room) => !room.waiting)
                .map((room) => ({
                  id: room.id,
                  name: `${room.name}, ${practice.sites.find((site) => site.id === room.siteId)?.name ?? ''}`,
                })),
              roomId,
              'No room',
            )}
          />
        </div>
        <div aria-live="polite">
          {clash && (
            <p className={styles.clash}>
              <IconAlertTriangle size={17} stroke={1.8} aria-hidden />
              {clash}. Moving there books both.
            </p>
          )}
          {!clash && past && !same && (
            <p className={styles.clash}>
              <IconAlertTriangle size={17} stroke={1.8} aria-hidden />
              This time has passed.
            </p>
          )}
        </div>
        {error && <InlineProblem problem={error} doing="The other visits of that day could not be checked" />}
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={saving} disabled={!valid || same} color={clash ? '#8a5300' : 'petrol'}>
            {clash ? 'Move and double-book' : 'Move'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function choices(
  all: readonly { id: string; name: string }[],
  chosen: string,
  none: string,
): { value: string; label: string }[] {
  const known = all.map(({ id, name }) => ({ value: id, label: name }));
  return chosen === '' ? [{ value: '', label: none }, ...known] : known;
}
