import { Button, CloseButton, Progress } from '@mantine/core';
import { useHub, useNow } from '@hub/fhir';
import { InlineProblem } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import styles from './Replay.module.css';
import { type Replay, cancel, count, doneOf, resultWords } from './replays';
import { useReplays } from './useReplays';

/** For how long an end is told, unless it is put away. */
const toldFor = 600_000;

/** Replays that are under way, and what came of the one that has ended last. */
export default function ReplayBars() {
  const replays = useReplays();
  const now = useNow(10_000);
  const [away, putAway] = useState<readonly number[]>([]);
  const ended = replays.find((replay) => replay.ended);
  const told = (replay: Replay) =>
    !replay.ended || (replay === ended && !away.includes(replay.id) && now - Date.parse(replay.ended) < toldFor);
  return replays
    .filter(told)
    .map((replay) => <ReplayBar key={replay.id} replay={replay} onAway={() => putAway([...away, replay.id])} />);
}

function ReplayBar({ replay, onAway }: { replay: Replay; onAway: () => void }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const cancelling = useMutation({
    mutationFn: () => cancel(client, replay.id),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['replays'] }),
  });
  const { ended, cancelled, total, feed } = replay;
  const done = doneOf(replay);
  const head = ended ? (cancelled ? 'Replay cancelled' : 'Replay has ended') : 'Replaying';
  return (
    <section className={styles.bar} aria-label={`Replay of ${feed}`}>
      <div className={styles.words}>
        <p>
          <strong>{head}</strong> {feed}: {count(done)} of {count(total)}
        </p>
        <p role="status">{resultWords(replay)}</p>
      </div>
      {ended ? (
        <CloseButton aria-label="Put away" onClick={onAway} />
      ) : (
        <>
          <Progress
            className={styles.progress}
            value={total === 0 ? 100 : (done / total) * 100}
            aria-label={`Replay of ${feed}`}
          />
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => cancelling.mutate()}
            loading={cancelling.isPending}
            disabled={cancelled}
          >
            {cancelled ? 'Ending' : 'Cancel'}
          </Button>
        </>
      )}
      {cancelling.error && <InlineProblem problem={cancelling.error} doing="It could not be cancelled" />}
    </section>
  );
}
