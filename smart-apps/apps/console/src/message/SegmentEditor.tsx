import { Textarea, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { MessageProblem } from '../messages/message';
import styles from './Message.module.css';
import { fieldAt, fieldOf, withField } from './lines';
import type { Segment } from './useMessage';

/** Of a field that is not there the server says no name; these are the ones that a message is held for. */
const missingNames: Readonly<Record<string, string>> = {
  'MSH-7': 'Date/Time of Message',
  'MSH-10': 'Message Control ID',
  'PID-3': 'Patient Identifier List',
  'PID-5': 'Patient Name',
  'PID-7': 'Date/Time of Birth',
  'PV1-19': 'Visit Number',
  'MRG-1': 'Prior Patient Identifier List',
  'SCH-1': 'Placer Appointment ID',
  'SCH-2': 'Filler Appointment ID',
  'SCH-11': 'Appointment Timing Quantity',
  'AIS-4': 'Start Date/Time',
};

interface SegmentEditorProps {
  readonly line: string;
  readonly original: string;
  readonly segment: Segment | undefined;
  readonly problems: readonly MessageProblem[];
  readonly onChange: (line: string) => void;
}

/** One segment: its line, and below it its fields by name. Segments with complaints are open from the start. */
export function SegmentEditor({ line, original, segment, problems, onChange }: SegmentEditorProps) {
  const [toggled, setToggled] = useState<boolean | undefined>(undefined);
  const open = toggled ?? problems.length > 0;
  const id = line.slice(0, 3);
  const known = segment?.fields.filter((field) => field.position !== 'MSH-1' && field.position !== 'MSH-2') ?? [];
  const missing = problems
    .flatMap((problem) => fieldOf(problem.place) ?? [])
    .filter((position) => !known.some((field) => field.position === position))
    .map((position) => ({ position, name: `${missingNames[position] ?? ''} (missing)`.trim(), value: '' }));
  const fields = [...missing, ...known].sort((a, b) => number(a.position) - number(b.position));
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={styles.edit} data-changed={line !== original || undefined}>
      <button type="button" className={styles.editHead} aria-expanded={open} onClick={() => setToggled(!open)}>
        <Chevron size={16} aria-hidden />
        <code>{id}</code> {segment?.name}
        {line !== original && <span className={styles.changedMark}>changed</span>}
        {problems.length > 0 && (
          <span className={styles.problemMark}>
            {problems.length === 1 ? '1 problem' : `${problems.length} problems`}
          </span>
        )}
      </button>
      <Textarea
        aria-label={`${id}, the whole segment`}
        value={line}
        onChange={(event) => onChange(event.currentTarget.value.replace(/[\r\n]+/g, ''))}
        autosize
        minRows={1}
        classNames={{ input: styles.mono ?? '' }}
        spellCheck={false}
      />
      {open && (
        <div className={styles.editFields}>
          {fields.map((field) => (
            <TextInput
              key={field.position}
              label={
                <>
                  <code>{field.position}</code> {field.name}
                </>
              }
              value={fieldAt(line, field.position)}
              onChange={(event) => onChange(withField(line, field.position, event.currentTarget.value))}
              error={problems.find((problem) => fieldOf(problem.place) === field.position)?.text}
              classNames={{ input: styles.mono ?? '' }}
              spellCheck={false}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function number(position: string): number {
  return Number(position.split('-')[1]);
}
