import { LoadingRows, Problem, useKeys } from '@hub/ui';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Title } from '../Title';
import { eventWords, stateSentences } from '../messages/message';
import { Changes } from './Changes';
import { FieldWhere } from './FieldWhere';
import styles from './Message.module.css';
import { MessageHead } from './MessageHead';
import { Problems } from './Problems';
import { Segments } from './Segments';
import { ValueWhy } from './ValueWhy';
import { explained, valueKey } from './explanation';
import { spotOf } from './lines';
import { useExplanation } from './useExplanation';
import { useMessage } from './useMessage';

/** What a person wonders about: where a field of the message went, or where a value of the record is from. */
interface Choice {
  readonly kind: 'field' | 'value';
  readonly key: string;
  /** Whether they came to it from the other side. */
  readonly jumped: boolean;
}

/** One message: what it says, field by field, beside what it changed. */
export function MessageScreen() {
  const { id } = useParams({ from: '/frame/messages/$id' });
  const { history } = useRouter();
  const { header, segments, changes, decider } = useMessage(id);
  const navigate = useNavigate();
  // Whoever came here by a link has no list to go back to.
  const back = () => (history.canGoBack() ? history.back() : void navigate({ to: '/messages', search: {} }));
  const [choice, setChoice] = useState<Choice | undefined>(undefined);
  const message = header.data;
  const isExplained = message?.direction === 'in';
  const explanation = useExplanation(id, message?.state, isExplained && choice !== undefined);
  const field = choice?.kind === 'field' ? choice.key : undefined;
  const value = choice?.kind === 'value' ? choice.key : undefined;
  const from = value && explanation.data ? (explained(explanation.data, value)?.sources ?? []) : [];
  // On a phone one jumps to the field and away from the value: what there is to know stands at both.
  const told = field ?? from[0]?.spot;
  const shown = new Set(
    (changes.data ?? []).flatMap((change) => change.elements.map(({ path }) => valueKey(change.reference, path))),
  );
  const choose = (kind: Choice['kind'], jumped: boolean) => (key: string) =>
    setChoice((before) => (before?.kind === kind && before.key === key && !jumped ? undefined : { kind, key, jumped }));
  const showField = (place: string) => {
    const key = spotOf(place);
    if (key) setChoice({ kind: 'field', key, jumped: true });
  };
  useKeys([
    {
      key: 'Escape',
      label: choice ? 'Close the explanation' : 'Back to the list',
      group: 'One message',
      run: () => (choice ? setChoice(undefined) : back()),
    },
  ]);
  return (
    <div className={styles.page}>
      <Title text={message ? eventWords(message) : 'Message'} />
      {header.error && (
        <Problem problem={header.error} doing="The message could not be loaded" onRetry={() => void header.refetch()} />
      )}
      {message && <MessageHead message={message} decider={decider} onBack={back} />}
      {message && <Problems problems={message.problems} onPlace={showField} />}
      <div className={styles.columns}>
        <section aria-labelledby="says">
          <h2 id="says">What it says</h2>
          {segments.error && (
            <Problem
              compact
              problem={segments.error}
              doing="The text could not be loaded"
              onRetry={() => void segments.refetch()}
            />
          )}
          {segments.isPending && <LoadingRows label="Loading the text" rows={6} height={60} />}
          {segments.data && (
            <Segments
              {...segments.data}
              problems={message?.problems ?? []}
              marked={field ? [field] : from.map((place) => place.spot)}
              focus={field !== undefined && (choice?.jumped ?? false)}
              onField={choose('field', false)}
              below={
                told && isExplained
                  ? {
                      field: told,
                      content: (
                        <FieldWhere
                          field={told}
                          explanation={explanation}
                          shown={shown}
                          onValue={choose('value', true)}
                        />
                      ),
                    }
                  : undefined
              }
            />
          )}
        </section>
        {/* It scrolls by itself, so the keyboard must be able to get into it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <section aria-labelledby="changed" tabIndex={0}>
          <h2 id="changed">{message?.direction === 'out' ? 'What it tells of' : 'What it changed'}</h2>
          {changes.error && (
            <Problem
              compact
              problem={changes.error}
              doing="The changes could not be loaded"
              onRetry={() => void changes.refetch()}
            />
          )}
          {changes.isPending && <LoadingRows label="Loading the changes" rows={3} height={80} />}
          {changes.data && (
            <Changes
              changes={changes.data}
              why={message && stateSentences[message.state]}
              chosen={value}
              focus={choice?.jumped ?? false}
              onChoose={isExplained ? choose('value', false) : undefined}
              below={value && <ValueWhy value={value} explanation={explanation} onField={choose('field', true)} />}
            />
          )}
        </section>
      </div>
    </div>
  );
}
