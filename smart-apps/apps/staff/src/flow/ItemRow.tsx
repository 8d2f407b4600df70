import { Button, TextInput } from '@mantine/core';
import { FhirFailure } from '@hub/fhir';
import { IconAlertCircle, IconCircle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import styles from './Flow.module.css';
import { type ChecklistItem, type ItemOutcome, keepsBack } from './checklist';

interface ItemRowProps {
  readonly item: ChecklistItem;
  readonly saving: boolean;
  readonly problem: Error | null;
  readonly onTick: (outcome: ItemOutcome, reason: string) => Promise<unknown>;
  readonly onShow: () => void;
  readonly onBook: (() => void) | undefined;
}

/** One item: how it stands, and every way in which this person can settle it. */
export function ItemRow({ item, saving, problem, onTick, onShow, onBook }: ItemRowProps) {
  const [asking, setAsking] = useState<ItemOutcome | undefined>(undefined);
  /** Shown until the hub has answered, so that a press is seen at once. */
  const [meant, setMeant] = useState<ItemOutcome | undefined>(undefined);
  const outcome = meant ?? item.outcome;
  const ticked = item.kind === 'ticked';
  const byRecord = item.outcome === 'done' && !ticked;
  const send = (next: ItemOutcome, reason = '') => {
    setAsking(undefined);
    setMeant(next);
    void onTick(next, reason).finally(() => setMeant(undefined));
  };
  return (
    <li className={styles.item} data-item={item.code} data-outcome={item.outcome} tabIndex={-1}>
      <Mark item={item} />
      <div className={styles.what}>
        {ticked && (outcome === 'open' || outcome === 'done') ? (
          <label className={styles.tick}>
            <input
              type="checkbox"
              checked={outcome === 'done'}
              onChange={(event) => send(event.currentTarget.checked ? 'done' : 'open')}
            />
            <strong>{item.title}</strong>
            {item.mandatory && <Required />}
          </label>
        ) : (
          <p className={styles.title}>
            <strong>{item.title}</strong>
            {item.mandatory && <Required />}
          </p>
        )}
        {item.why && !(ticked && item.outcome === 'open') && (
          <p className={styles.quiet}>{item.outcome === 'overridden' ? `Gone on without: ${item.why}` : item.why}</p>
        )}
        {!byRecord && (
          <div className={styles.ways}>
            {item.outcome === 'open' && <Lead kind={item.kind} onShow={onShow} onBook={onBook} />}
            {item.otherwise && outcome !== 'done' && outcome !== 'overridden' && (
              <label className={styles.tick}>
                <input
                  type="checkbox"
                  checked={outcome === 'not-needed' || asking === 'not-needed'}
                  onChange={(event) => {
                    if (!event.currentTarget.checked) send('open');
                    else if (item.otherwiseReason) setAsking('not-needed');
                    else send('not-needed');
                  }}
                />
                {item.otherwise}
              </label>
            )}
            {item.outcome === 'open' && item.override && asking !== 'overridden' && (
              <Button size="compact-sm" variant="default" onClick={() => setAsking('overridden')}>
                Go on without it
              </Button>
            )}
            {item.outcome === 'overridden' && (
              <Button size="compact-sm" variant="default" loading={saving} onClick={() => send('open')}>
                Take that back
              </Button>
            )}
          </div>
        )}
        {asking && (
          <Reason
            label={asking === 'overridden' ? 'Why without it?' : `${item.otherwise ?? ''}: why?`}
            saving={saving}
            onSend={(reason) => send(asking, reason)}
            onCancel={() => setAsking(undefined)}
          />
        )}
        {problem && (
          <p role="alert" className={styles.wrong}>
            {problem instanceof FhirFailure ? problem.message : 'This could not be saved.'}
          </p>
        )}
      </div>
    </li>
  );
}

function Required() {
  return <span className={styles.required}>Required</span>;
}

/** By shape and word, not by colour alone. */
function Mark({ item }: { item: ChecklistItem }) {
  const [Icon, label] =
    item.outcome === 'done'
      ? [IconCircleCheck, 'Done']
      : item.outcome !== 'open'
        ? [IconCircleMinus, 'Not needed']
        : keepsBack(item)
          ? [IconAlertCircle, 'Open']
          : [IconCircle, 'Open'];
  return <Icon className={styles.mark} size={20} stroke={1.8} role="img" aria-label={label} />;
}

/** Where what the record lacks can be looked at, or made. */
function Lead({ kind, onShow, onBook }: { kind: string; onShow: () => void; onBook: (() => void) | undefined }) {
  if (kind === 'follow-up')
    return onBook ? (
      <Button size="compact-sm" variant="light" onClick={onBook}>
        Book a follow-up
      </Button>
    ) : null;
  return kind === 'demographics' || kind === 'coverage' ? (
    <Button size="compact-sm" variant="light" onClick={onShow}>
      Show what is on file
    </Button>
  ) : null;
}

function Reason({
  label,
  saving,
  onSend,
  onCancel,
}: {
  label: string;
  saving: boolean;
  onSend: (reason: string) => void;
  onCancel: () => void;
}) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (text.trim()) onSend(text);
  };
  return (
    <form className={styles.reason} onSubmit={submit}>
      <TextInput
        ref={field}
        label={label}
        value={text}
        error={asked && !text.trim() ? 'Say why.' : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-md" h={36} loading={saving}>
        Save
      </Button>
      <Button size="compact-md" h={36} variant="default" onClick={onCancel}>
        Not now
      </Button>
    </form>
  );
}
