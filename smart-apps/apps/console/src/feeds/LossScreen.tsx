import { Button, Loader, Select } from '@mantine/core';
import { clockWithSeconds, dayOf, shortDay, useHub, useNow } from '@hub/fhir';
import { Empty, Problem } from '@hub/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { IconMailOff } from '@tabler/icons-react';
import { useState } from 'react';
import { FeedPage } from './FeedPage';
import { useZone } from '../useZone';
import styles from './Losses.module.css';
import { type Counts, type LossReport, type TypeLoss, losesSomething, percent, toLossReport } from './losses';

const samples = ['25', '50', '100', '200'];

/** What of the messages of a feed does not reach the record, by type and field. */
export function LossScreen() {
  const { feed } = useParams({ from: '/frame/feeds/$feed/left-out' });
  const { client } = useHub();
  const [type, setType] = useState<string | null>(null);
  const [count, setCount] = useState('50');
  const report = useQuery({
    queryKey: ['losses', feed, type, count],
    queryFn: async ({ signal }) =>
      toLossReport(
        await client.ask(
          `$loss-report?feed=${encodeURIComponent(feed)}&count=${count}${type ? `&type=${encodeURIComponent(type)}` : ''}`,
          signal,
        ),
      ),
    // It keeps the hub busy for seconds: only when somebody asks.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const [known, setKnown] = useState<readonly string[]>([]);
  const seen = report.data?.types.map(({ code }) => code).filter((code) => !known.includes(code)) ?? [];
  if (seen.length > 0) setKnown([...known, ...seen].sort());
  return (
    <FeedPage
      title="What is left out"
      about={
        <>
          What of the messages of <strong>{feed}</strong> reaches the record, counted by field. Each is translated
          again, by the feed’s file as it is now and as if nothing had been known before.
        </>
      }
    >
      <div className={styles.question}>
        <Select
          label="Type of message"
          placeholder="All types"
          clearable
          data={[...known]}
          value={type}
          onChange={setType}
        />
        <Select
          label="How many of the newest"
          data={samples}
          value={count}
          onChange={(value) => setCount(value ?? '50')}
          allowDeselect={false}
        />
        <Button variant="default" disabled={report.isFetching} onClick={() => void report.refetch()}>
          Count again
        </Button>
      </div>
      {report.isFetching && (
        <p className={styles.progress} role="status">
          <Loader size={16} aria-hidden /> Translating up to {count} messages again. This takes some seconds.
        </p>
      )}
      {report.error && !report.isFetching && (
        <Problem
          problem={report.error}
          doing="The messages could not be counted"
          onRetry={() => void report.refetch()}
        />
      )}
      {report.data && !report.isFetching && <Report report={report.data} />}
    </FeedPage>
  );
}

function Report({ report }: { report: LossReport }) {
  const zone = useZone();
  const today = dayOf(useNow(60_000), zone);
  if (report.messages === 0) {
    return (
      <Empty icon={<IconMailOff size={30} stroke={1.5} />} title="No such message has come">
        <p>Send one, or choose another type. Messages that are older than the journal keeps are not counted.</p>
      </Empty>
    );
  }
  const when = (at: number) => `${shortDay(dayOf(at, zone), today)}, ${clockWithSeconds(at, zone)}`;
  return (
    <>
      <p className={styles.sample}>
        {report.messages} {report.messages === 1 ? 'message' : 'messages'}
        {report.from && report.until && `, from ${when(report.from)} to ${when(report.until)}`}
        {report.messages < report.most && ': all there are'}
        {report.held > 0 &&
          `. ${report.held} of them cannot be applied as ${report.held === 1 ? 'it is and is' : 'they are and are'} not counted`}
      </p>
      {report.types.map((type) => (
        <Type key={type.code} type={type} />
      ))}
    </>
  );
}

function Type({ type }: { type: TypeLoss }) {
  const [all, setAll] = useState(false);
  const losing = type.fields.filter(losesSomething);
  const fields = all ? type.fields : losing;
  const rest = type.fields.length - losing.length;
  return (
    <section className={styles.type} aria-labelledby={`type-${type.code}`}>
      <h2 id={`type-${type.code}`}>
        <code>{type.code}</code>
        <span>
          {type.messages} {type.messages === 1 ? 'message' : 'messages'}
        </span>
      </h2>
      {type.translated ? (
        <>
          <Share counts={type} />
          {losing.length === 0 && <p>Every value is mapped.</p>}
          {fields.length > 0 && <Fields fields={fields} code={type.code} />}
          {rest > 0 && losing.length > 0 && (
            <Button variant="subtle" size="compact-sm" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? 'Only fields that lose something' : `Show ${rest} more that lose nothing`}
            </Button>
          )}
        </>
      ) : (
        <p>Messages of this type are not translated. Nothing of them reaches the record.</p>
      )}
    </section>
  );
}

const fates = [
  { fate: 'dropped', label: 'Dropped', words: 'dropped' },
  { fate: 'read', label: 'Read only', words: 'only looked at' },
  { fate: 'kept', label: 'As words', words: 'kept as words' },
  { fate: 'mapped', label: 'Mapped', words: 'mapped' },
] as const;

/** The whole type in one bar. The sentence says the same. */
function Share({ counts }: { counts: Counts }) {
  return (
    <div className={styles.share}>
      <div className={styles.bar} aria-hidden>
        {fates.map(({ fate }) => (
          <span key={fate} data-fate={fate} style={{ flexGrow: counts[fate] }} />
        ))}
      </div>
      <p>
        Of {counts.values.toLocaleString('en-US')} values{' '}
        {fates.map(({ fate, words }, index) => (
          <span key={fate} data-fate={fate} className={styles.words}>
            {percent(counts[fate], counts.values)} {words}
            {index < fates.length - 1 ? ', ' : '.'}
          </span>
        ))}
      </p>
    </div>
  );
}

function Fields({ fields, code }: { fields: TypeLoss['fields']; code: string }) {
  return (
    <table className={styles.fields}>
      <caption className={styles.caption}>Fields of {code}, what is lost most first</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {fates.map(({ fate, label }) => (
            <th key={fate} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.position}>
            <th scope="row">
              <code>{field.position}</code> <span>{field.name}</span>
              {field.rule && <code className={styles.rule}>{field.rule}</code>}
            </th>
            {fates.map(({ fate }) => (
              <td key={fate} data-fate={fate} data-none={field[fate] === 0 || undefined}>
                {field[fate]} <small>{field[fate] > 0 && percent(field[fate], field.values)}</small>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
