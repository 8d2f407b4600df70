import { Button } from '@mantine/core';
import { useHub } from '@hub/fhir';
import { InlineProblem } from '@hub/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { useState } from 'react';
import styles from './Messages.module.css';

const usual = ['YES', 'NO', 'CANCEL', 'STOP'];

/** In the demo there is no patient who could answer: whoever looks at the message does. */
export function ReplyAsPatient({ id }: { id: string }) {
  const { client } = useHub();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const reply = useMutation({
    mutationFn: (words: string) => {
      const input: Parameters = { resourceType: 'Parameters', parameter: [{ name: 'text', valueString: words }] };
      return client.perform<Parameters>(`Communication/${id}/$reply-as-patient`, input);
    },
    onSuccess: () => {
      setText('');
      void queries.invalidateQueries({ queryKey: ['messages'] });
    },
  });
  return (
    <form
      className={styles.reply}
      aria-label="Answer as the patient"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) reply.mutate(text.trim());
      }}
    >
      <span className={styles.quiet}>Answer as the patient</span>
      {usual.map((word) => (
        <Button
          key={word}
          size="compact-sm"
          h={30}
          variant="default"
          disabled={reply.isPending}
          onClick={() => reply.mutate(word)}
        >
          {word}
        </Button>
      ))}
      <input
        className={styles.words}
        aria-label="What the patient writes"
        placeholder="or in other words"
        maxLength={480}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="compact-sm"
        h={30}
        variant="default"
        loading={reply.isPending}
        disabled={!text.trim()}
      >
        Answer
      </Button>
      {reply.error && <InlineProblem problem={reply.error} doing="The answer did not arrive" />}
    </form>
  );
}
