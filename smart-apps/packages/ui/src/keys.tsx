import { Kbd, Modal, Switch } from '@mantine/core';
import { type ReactNode, createContext, use, useEffect, useMemo, useRef, useState } from 'react';
import styles from './keys.module.css';

/** One key of the keyboard and what it does on the present screen. */
export interface KeyAction {
  /** `c`, `ArrowDown`, `?`, or `mod+k` for Ctrl or Command. */
  readonly key: string;
  readonly label: string;
  readonly group: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Keys that a person may press while typing in a field. */
  readonly whileTyping?: boolean;
  readonly hidden?: boolean;
}

interface KeyRegistry {
  add(actions: { readonly current: readonly KeyAction[] }): () => void;
  help(): void;
}

const Registry = createContext<KeyRegistry>({ add: () => () => undefined, help: () => undefined });
const setting = 'hub.single-keys';

/** Listens once for the whole app. Single keys can be switched off, as WCAG 2.1.4 asks, for people who speak their input. */
export function KeyProvider({ children }: { children: ReactNode }) {
  const sources = useRef(new Set<{ readonly current: readonly KeyAction[] }>());
  const [help, setHelp] = useState<readonly KeyAction[] | undefined>(undefined);
  const [single, setSingle] = useState(() => localStorage.getItem(setting) !== 'off');
  const registry = useMemo<KeyRegistry>(
    () => ({
      help: () => setHelp([...sources.current].flatMap((source) => source.current)),
      add(source) {
        sources.current.add(source);
        return () => sources.current.delete(source);
      },
    }),
    [],
  );
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const all = [...sources.current].flatMap((source) => source.current).reverse();
      const action = all.find((one) => matches(one, event, single));
      if (action) {
        event.preventDefault();
        action.run(event);
      } else if (single && event.key === '?' && !isTyping(event) && !inDialog(event)) registry.help();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [single, registry]);
  const choose = (on: boolean) => {
    localStorage.setItem(setting, on ? 'on' : 'off');
    setSingle(on);
  };
  return (
    <Registry value={registry}>
      {children}
      <Modal opened={help !== undefined} onClose={() => setHelp(undefined)} title="Keyboard" size="lg">
        {help && <KeyHelp actions={help} />}
        <Switch
          mt="md"
          label="Single keys act at once"
          description="Switch off when you dictate, or when a key was pressed by accident too often."
          checked={single}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
      </Modal>
    </Registry>
  );
}

/** Opens the list of keys, for those who look for it with the pointer. */
export function useKeyHelp(): () => void {
  return use(Registry).help;
}

/** Makes keys act while the component is on the screen. Later components come first. */
export function useKeys(actions: readonly KeyAction[]): void {
  const registry = use(Registry);
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  useEffect(() => registry.add(newest), [registry]);
}

function matches(action: KeyAction, event: KeyboardEvent, single: boolean): boolean {
  const mod = action.key.startsWith('mod+');
  const key = mod ? action.key.slice(4) : action.key;
  if (mod !== (event.ctrlKey || event.metaKey) || event.altKey) return false;
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  if (mod) return true;
  if (key.length === 1 && (!single || event.repeat)) return false;
  return !inDialog(event) && (action.whileTyping === true || !isTyping(event));
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox],[type=radio]), textarea, select, [role=combobox]')
  );
}

/** Inside an open dialog or menu its own keys count. */
function inDialog({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.closest('[role=dialog][aria-modal=true], [role=menu]') !== null;
}

function KeyHelp({ actions }: { actions: readonly KeyAction[] }) {
  const shown = actions.filter((action) => !action.hidden);
  const groups = [...new Set(shown.map((action) => action.group))];
  return (
    <div className={styles.groups}>
      {groups.map((group) => (
        <section key={group}>
          <h3 className={styles.group}>{group}</h3>
          <dl className={styles.list}>
            {shown
              .filter((action) => action.group === group)
              .map((action) => (
                <div key={action.key} className={styles.row}>
                  <dt>
                    <KeyName name={action.key} />
                  </dt>
                  <dd>{action.label}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

const names: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

export function KeyName({ name }: { name: string }) {
  const parts = name
    .split('+')
    .map((part) => (part === 'mod' ? 'Ctrl' : (names[part] ?? (part.length === 1 ? part.toUpperCase() : part))));
  return (
    <>
      {parts.map((part) => (
        <Kbd key={part} size="xs">
          {part}
        </Kbd>
      ))}
    </>
  );
}
