import { Button, Loader, Progress, Select } from '@mantine/core';
import { Part, useHub, useUserAndApps } from '@hub/fhir';
import { Empty, LoadingRows, Problem } from '@hub/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { IconAlertTriangle, IconEqual, IconMailOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { FeedPage } from './FeedPage';
import { FileEditor, selectLine } from './FileEditor';
import { PublishDialog } from './PublishDialog';
import styles from './Rehearse.module.css';
import { RehearsedGroup } from './RehearsedGroup';
import { type Mistake, groupsOf, mistakesOf } from './rehearsal';
import { type Rehearsal, useRehearsal } from './useRehearsal';

const samples = ['20', '50', '100', '200', '500'];

/** What a change of a feed's file would do to the messages that have come. Nothing is written. */
export function RehearseScreen() {
  const { feed } = useParams({ from: '/frame/feeds/$feed/rehearse' });
  const { client } = useHub();
  const file = useQuery({
    queryKey: ['feed-file', feed],
    queryFn: async ({ signal }) => {
      const parts = Part.of(await client.ask(`$feed-file?feed=${encodeURIComponent(feed)}`, signal));
      return { text: parts.text('text') ?? '', version: parts.text('version') ?? '' };
    },
    // What is being written must not be exchanged under the writer's hands.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <FeedPage
      title="Rehearse a change"
      about={
        <>
          Change the file of <strong>{feed}</strong> here and see what would become of messages that have come, each by
          the record that it met. Trying it writes nothing: neither the file nor anybody’s record.
        </>
      }
    >
      {file.isPending && <LoadingRows label="Loading the file" rows={1} height={320} />}
      {file.error && (
        <Problem problem={file.error} doing="The file could not be read" onRetry={() => void file.refetch()} />
      )}
      {file.data !== undefined && <Trial key={feed} feed={feed} file={file.data} />}
    </FeedPage>
  );
}

function Trial({ feed, file }: { feed: string; file: { text: string; version: string } }) {
  const publishes = useUserAndApps().data?.user.feeds ?? false;
  const [text, setText] = useState(file.text);
  const [publishing, setPublishing] = useState(false);
  const [count, setCount] = useState('100');
  const area = useRef<HTMLTextAreaElement>(null);
  const { rehearsal, start, stop, forget } = useRehearsal(feed);
  const mistakes = mistakesOf(rehearsal?.problem);
  const running = rehearsal?.state === 'running';
  return (
    <>
      <FileEditor
        text={text}
        onChange={setText}
        mistakes={mistakes.filter(({ file: where }) => isOwn(where, feed))}
        area={area}
      />
      {mistakes.length > 0 && (
        <Mistakes
          mistakes={mistakes}
          feed={feed}
          onGo={({ line, column }) => area.current && selectLine(area.current, line, column)}
        />
      )}
      <div className={styles.question}>
        <Select
          label="How many of the newest messages"
          data={samples}
          value={count}
          onChange={(value) => setCount(value ?? '100')}
          allowDeselect={false}
          disabled={running}
        />
        <Button onClick={() => void start(text, Number(count))} disabled={running || text.trim() === ''}>
          Try it on the last {count} messages
        </Button>
        <Button variant="default" onClick={() => setText(file.text)} disabled={running || text === file.text}>
          Discard my changes
        </Button>
        {publishes && (
          <Button
            variant="default"
            onClick={() => setPublishing(true)}
            disabled={rehearsal?.state !== 'done' || rehearsal.text !== text || text === file.text}
          >
            Publish
          </Button>
        )}
      </div>
      <p className={styles.hint}>
        {publishes
          ? 'A change can be published when it has been tried as it stands there.'
          : `To let a change take effect, edit config/feeds/${feed}/feed.yaml.`}
      </p>
      {publishing && rehearsal && (
        <PublishDialog
          feed={feed}
          text={text}
          version={file.version}
          tried={rehearsal.tried}
          onClose={() => setPublishing(false)}
          onPublished={forget}
        />
      )}
      {rehearsal && running && <Running rehearsal={rehearsal} onStop={stop} />}
      {rehearsal?.state === 'failed' && mistakes.length === 0 && (
        <Problem
          problem={rehearsal.problem}
          doing="The messages could not be tried"
          onRetry={() => void start(text, Number(count))}
        />
      )}
      {rehearsal && (rehearsal.state === 'done' || rehearsal.state === 'stopped') && <Results rehearsal={rehearsal} />}
    </>
  );
}

function isOwn(file: string, feed: string): boolean {
  return file.endsWith(`feeds/${feed}/feed.yaml`);
}

/** Each mistake, and the way to its line. */
function Mistakes({
  mistakes,
  feed,
  onGo,
}: {
  mistakes: readonly Mistake[];
  feed: string;
  onGo: (mistake: Mistake) => void;
}) {
  return (
    <div className={styles.mistakes} id="mistakes" role="alert">
      <h2>
        <IconAlertTriangle size={18} aria-hidden /> The hub would not take on this file
      </h2>
      <ul>
        {mistakes.map((mistake) => (
          <li key={`${mistake.file}:${mistake.line}:${mistake.column}:${mistake.text}`}>
            {isOwn(mistake.file, feed) ? (
              <button type="button" onClick={() => onGo(mistake)}>
                Line {mistake.line}, column {mistake.column}
              </button>
            ) : (
              <code>
                {mistake.file}:{mistake.line}:{mistake.column}
              </code>
            )}{' '}
            <span>{mistake.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Running({ rehearsal, onStop }: { rehearsal: Rehearsal; onStop: () => void }) {
  const { tried, of } = rehearsal;
  return (
    <div className={styles.running}>
      <p role="status">
        <Loader size={16} aria-hidden /> {tried.messages} of up to {of} messages tried, {tried.rehearsed.length} would
        differ
      </p>
      <Progress value={(100 * tried.messages) / of} aria-label="Messages tried" />
      <Button variant="default" size="xs" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

function Results({ rehearsal: { tried, of, state } }: { rehearsal: Rehearsal }) {
  if (tried.messages === 0) {
    return (
      <Empty icon={<IconMailOff size={30} stroke={1.5} />} title="No message to try it on">
        <p>None has come by this feed yet, or they are older than the journal keeps.</p>
      </Empty>
    );
  }
  const groups = groupsOf(tried.rehearsed);
  const all = state === 'done' && tried.messages < of ? ': all there are' : '';
  return (
    <section className={styles.results} aria-labelledby="differs">
      <h2 id="differs">What would differ</h2>
      <p role="status">
        {tried.messages} {tried.messages === 1 ? 'message' : 'messages'} tried{all}
        {state === 'stopped' && ', then stopped'}. {tried.rehearsed.length} would differ, {tried.same} would be the
        same.
      </p>
      {tried.samples.length > 0 && (
        <div className={styles.samples}>
          <h3>Samples that would not pass</h3>
          <p>The hub takes a changed file on only when every sample beside it passes.</p>
          <ul>
            {tried.samples.map((sample) => (
              <li key={sample.file + sample.text}>
                <code>{sample.file}</code> {sample.text}
              </li>
            ))}
          </ul>
        </div>
      )}
      {groups.length === 0 && (
        <Empty icon={<IconEqual size={30} stroke={1.5} />} title="Nothing would differ">
          <p>Each of these messages would do what it does now.</p>
        </Empty>
      )}
      {groups.map((group) => (
        <RehearsedGroup key={group.key} group={group} />
      ))}
    </section>
  );
}
