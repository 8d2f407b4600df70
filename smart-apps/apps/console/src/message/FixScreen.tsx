import { Button, TextInput } from '@mantine/core';
import { FhirFailure, useAllowed, useHub } from '@hub/fhir';
import { InlineProblem, LoadingRows, Problem, notifyDone } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { MessageHeader } from 'fhir/r4';
import { useMemo, useRef, useState } from 'react';
import { Title } from '../Title';
import { type Message, type MessageProblem, stateWords, toMessage } from '../messages/message';
import { refreshMessages } from '../messages/useMessages';
import { SegmentEditor } from './SegmentEditor';
import styles from './Message.module.css';
import { fieldOf, linesOf, textOf } from './lines';
import { type Segment, useMessage } from './useMessage';

/** A held message to be corrected: its segments as fields, the complaints beside the fields they are about. */
export function FixScreen() {
  const { id } = useParams({ from: '/frame/messages/$id/fix' });
  const { header, segments } = useMessage(id);
  const problem = header.error ?? segments.error;
  return (
    <div className={styles.page}>
      <Title text="Fix a message" />
      {problem && <Problem problem={problem} doing="The message could not be loaded" />}
      {!problem && !(header.data && segments.data) && <LoadingRows label="Loading the message" />}
      {header.data && segments.data && (
        <Editor key={id} message={header.data} text={segments.data.text} segments={segments.data.segments} />
      )}
    </div>
  );
}

function Editor({ message, text, segments }: { message: Message; text: string; segments: readonly Segment[] }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const mayFix = useAllowed('MessageHeader', 'u');
  const original = useMemo(() => linesOf(text), [text]);
  const [lines, setLines] = useState(() => original.map((line) => line.text));
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const fixing = useMutation({
    mutationFn: async () => {
      const parameter = [
        { name: 'message', valueString: textOf(lines) },
        { name: 'reason', valueString: reason.trim() },
      ];
      return toMessage(
        await client.perform<MessageHeader>(`MessageHeader/${message.id}/$fix`, {
          resourceType: 'Parameters',
          parameter,
        }),
      );
    },
    onSuccess: (result) => {
      refreshMessages(queries);
      notifyDone(`The corrected message is ${stateWords[result.state].toLowerCase()}`);
      void navigate({ to: '/messages/$id', params: { id: result.id }, replace: true });
    },
  });
  const complaints = fixing.error ? fromServer(fixing.error) : message.problems;
  const changed = lines.some((line, index) => line !== original[index]?.text);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!reason.trim()) field.current?.focus();
    else if (changed) fixing.mutate();
  };
  const placed = complaints.filter((one) => fieldOf(one.place));
  return (
    <form onSubmit={submit} className={styles.fix}>
      <p className={styles.quiet}>
        The message as it came stays in the journal. What you send now takes its place, under your name.
      </p>
      {fixing.error && placed.length === 0 && (
        <InlineProblem problem={fixing.error} doing="The corrected message was not accepted" />
      )}
      {fixing.error && placed.length > 0 && (
        <p role="alert" className={styles.refused}>
          Not accepted yet: {placed.length === 1 ? 'one field needs' : `${placed.length} fields need`} another look.
        </p>
      )}
      {lines.map((line, index) => (
        <SegmentEditor
          key={original[index]?.number}
          line={line}
          original={original[index]?.text ?? ''}
          segment={segments.find((one) => one.line === original[index]?.number)}
          problems={complaints.filter((one) => fieldOf(one.place)?.startsWith(`${line.slice(0, 3)}-`))}
          onChange={(next) => setLines(lines.with(index, next))}
        />
      ))}
      {asked && !changed && (
        <p role="alert" className={styles.refused}>
          Nothing is changed yet: the message would be held again for the same reason.
        </p>
      )}
      <div className={styles.send}>
        <TextInput
          ref={field}
          label="What was wrong?"
          error={asked && !reason.trim() ? 'Say what was wrong, for those who look later.' : undefined}
          placeholder="Record number was missing; looked up in the EHR"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          className={styles.reason}
        />
        <Button
          variant="default"
          onClick={() => void navigate({ to: '/messages/$id', params: { id: message.id }, replace: true })}
        >
          Leave it
        </Button>
        <Button
          type="submit"
          loading={fixing.isPending}
          disabled={!mayFix}
          title={mayFix ? undefined : 'Your role may look at messages, not act on them.'}
        >
          Send corrected message
        </Button>
      </div>
    </form>
  );
}

/** The server's complaints, with the fields they are about. */
export function fromServer(problem: unknown): MessageProblem[] {
  if (!(problem instanceof FhirFailure)) return [];
  return problem.issues.map((issue) => ({
    code: issue.code,
    severity: issue.severity === 'warning' || issue.severity === 'information' ? issue.severity : 'error',
    place: issue.expression?.[0] ?? issue.location?.[0],
    text: issue.diagnostics ?? issue.details?.text ?? '',
  }));
}
