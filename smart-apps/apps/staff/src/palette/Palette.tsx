import { CloseButton, Modal } from '@mantine/core';
import { InlineProblem, KeyName } from '@hub/ui';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './Palette.module.css';
import { PatientLine } from './PatientLine';
import { usePatientSearch } from './usePatientSearch';

/** Something that the palette can do, found by its words. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

interface PaletteProps {
  readonly commands: readonly Command[];
  readonly zone: string;
  readonly onPatient: (id: string) => void;
  readonly onClose: () => void;
}

interface Option {
  readonly id: string;
  readonly content: ReactNode;
  readonly run: () => void;
}

/** People by name, birth date or number, and everything else by its name: one field, from anywhere. */
export default function Palette({ commands, zone, onPatient, onClose }: PaletteProps) {
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const { patients, more, searchable, waiting, error, retry } = usePatientSearch(typed, zone);
  const matching = commands.filter((command) => fits(command.label, typed)).slice(0, typed ? 5 : 12);
  const done = (run: () => void) => () => {
    onClose();
    run();
  };
  const people: Option[] = (patients ?? []).map((patient) => ({
    id: `p-${patient.id}`,
    content: <PatientLine patient={patient} zone={zone} />,
    run: done(() => onPatient(patient.id ?? '')),
  }));
  const doings: Option[] = matching.map((command) => ({
    id: `c-${command.id}`,
    content: <CommandLine command={command} />,
    run: done(command.run),
  }));
  const options = [...people, ...doings];
  const chosen = Math.min(index, options.length - 1);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setIndex((chosen + step + options.length) % options.length);
    } else if (event.key === 'Enter' && !waiting) {
      event.preventDefault();
      options[chosen]?.run();
    }
  };
  const group = (title: string, from: number, some: readonly Option[]) =>
    some.length > 0 && (
      <div role="group" aria-label={title}>
        <div className={styles.title} aria-hidden>
          {title}
        </div>
        {some.map((option, offset) => (
          // The field keeps the focus and its keys; the pointer chooses here.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={option.id}
            id={`${listId}-${option.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen === from + offset}
            className={styles.option}
            onClick={option.run}
            onPointerMove={() => setIndex(from + offset)}
          >
            {option.content}
          </div>
        ))}
      </div>
    );
  const active = options[chosen];
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={620}
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': 'Find a patient or a command' } }}
    >
      <div className={styles.field}>
        <IconSearch size={20} stroke={1.7} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={active ? `${listId}-${active.id}` : undefined}
          aria-label="Name, birth date, record number or command"
          placeholder="Name, birth date, MRN, phone, or a command"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setIndex(0);
          }}
          onKeyDown={pressed}
        />
        <span className={styles.escape}>
          <KeyName name="Escape" />
        </span>
        <CloseButton className={styles.close} size="lg" aria-label="Close" onClick={onClose} />
      </div>
      <div className={styles.list} ref={list} id={listId} role="listbox" aria-label="Found">
        {group('Patients', 0, people)}
        {group(typed ? 'Commands' : 'Go to', people.length, doings)}
      </div>
      <div role="status" className={styles.note}>
        {error
          ? null
          : searchable && waiting
            ? 'Looking…'
            : searchable && people.length === 0
              ? `Nobody found for “${typed.trim()}”. Try the birth date, or fewer letters of the name.`
              : more
                ? 'More people fit. Add a first name or a birth date.'
                : ''}
      </div>
      {error && (
        <div className={styles.problem}>
          <InlineProblem problem={error} doing="The search did not work" onClose={retry} />
        </div>
      )}
    </Modal>
  );
}

function CommandLine({ command }: { command: Command }) {
  return (
    <>
      {command.icon}
      <span className={styles.main}>{command.label}</span>
      {command.hint && (
        <span className={styles.side}>
          <KeyName name={command.hint} />
        </span>
      )}
    </>
  );
}

/** Every typed word begins a word of the label. */
function fits(label: string, typed: string): boolean {
  const words = label.toLowerCase().split(/\s+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}
