import { Button, Group, Modal, NativeSelect, SegmentedControl, Text, TextInput } from '@mantine/core';
import { type Feed, useHub } from '@hub/fhir';
import { InlineProblem } from '@hub/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useZone } from '../useZone';
import styles from './Replay.module.css';
import { type Selection, count, howMany, momentOf, start } from './replays';

/** Asks which messages are to be worked off again, says how many they are, and starts it. */
export default function ReplayDialog({
  feeds,
  feed: chosen,
  onClose,
}: {
  feeds: readonly Feed[];
  feed: string | undefined;
  onClose: () => void;
}) {
  const { client } = useHub();
  const queries = useQueryClient();
  const zone = useZone();
  const [feed, setFeed] = useState(chosen ?? feeds[0]?.id ?? '');
  const [state, setState] = useState<Selection['state']>('held');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const selection: Selection = { feed, state, from: momentOf(from, zone), until: momentOf(until, zone) };
  const backwards = Boolean(selection.from && selection.until && selection.from >= selection.until);
  const preview = useQuery({
    queryKey: ['replay-preview', selection],
    queryFn: () => howMany(client, selection),
    enabled: feed !== '' && !backwards,
    gcTime: 0,
  });
  const starting = useMutation({
    mutationFn: () => start(client, selection),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['replays'] });
      onClose();
    },
  });
  const many = preview.data;
  const problem = starting.error ?? preview.error;
  return (
    <Modal opened onClose={onClose} title="Replay messages" size={520}>
      <div className={styles.form}>
        {feeds.length > 1 && (
          <NativeSelect
            label="Feed"
            data={feeds.map(({ id, name }) => ({ value: id, label: name }))}
            value={feed}
            onChange={(event) => setFeed(event.currentTarget.value)}
          />
        )}
        <SegmentedControl
          fullWidth
          aria-label="Which messages"
          data={[
            { value: 'held', label: 'Held ones' },
            { value: 'all', label: 'All' },
          ]}
          value={state}
          onChange={(value) => setState(value === 'all' ? 'all' : 'held')}
        />
        <div className={styles.span}>
          <TextInput
            type="datetime-local"
            label="Received from"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="datetime-local"
            label="Until"
            value={until}
            error={backwards ? 'This is before the beginning' : undefined}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
        <p role="status" className={styles.many}>
          {many === undefined ? 'Counting…' : manyWords(many)}
        </p>
        <Text size="sm" c="dimmed">
          They go through in the order in which they came. What newer messages said stays; what they left alone is set
          to what these say. Where nothing is new, nothing changes. What a person skipped or corrected is left out.
        </Text>
        {problem && <InlineProblem problem={problem} doing="The messages could not be replayed" />}
      </div>
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button onClick={() => starting.mutate()} loading={starting.isPending} disabled={backwards || !many}>
          {many ? `Replay ${count(many)}` : 'Replay'}
        </Button>
      </Group>
    </Modal>
  );
}

function manyWords(many: number): string {
  if (many === 0) return 'No message fits.';
  return many === 1 ? '1 message will be worked off again.' : `${count(many)} messages will be worked off again.`;
}
