import { useFeeds } from '@hub/fhir';
import { Freshness, Shell, useKeys } from '@hub/ui';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { IconAlertTriangle, IconListSearch, IconPlugConnected } from '@tabler/icons-react';
import { createContext, use, useMemo, useState } from 'react';
import styles from './Frame.module.css';

interface FrameState {
  /** What was typed to find a person's messages: kept here while one moves between screens, never in the address. */
  readonly identifier: string;
  readonly setIdentifier: (text: string) => void;
  readonly setBar: (bar: HTMLElement | null) => void;
  readonly bar: HTMLElement | null;
}

const FrameContext = createContext<FrameState>({
  identifier: '',
  setIdentifier: () => undefined,
  setBar: () => undefined,
  bar: null,
});

export function useFrame(): FrameState {
  return use(FrameContext);
}

const icon = { size: 22, stroke: 1.6 };

/** The console's frame: messages, what is held, and the feeds. */
export function Frame() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [identifier, setIdentifier] = useState('');
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const { feeds } = useFeeds();
  const held = (feeds ?? []).reduce((sum, feed) => sum + feed.held, 0);
  const state = useMemo(() => ({ identifier, setIdentifier, bar, setBar }), [identifier, bar]);
  useKeys([
    { key: 'g', label: 'Messages', group: 'Move around', run: () => void navigate({ to: '/messages', search: {} }) },
    { key: 'h', label: 'What is held', group: 'Move around', run: () => void navigate({ to: '/held' }) },
    { key: 'f', label: 'Feeds', group: 'Move around', run: () => void navigate({ to: '/feeds' }) },
  ]);
  const items = [
    {
      id: 'messages',
      label: 'Messages',
      icon: <IconListSearch {...icon} />,
      chosen: pathname.startsWith('/messages'),
      href: '#/messages',
    },
    {
      id: 'held',
      label: 'Held',
      icon: <IconAlertTriangle {...icon} />,
      chosen: pathname === '/held',
      href: '#/held',
      count: held,
    },
    {
      id: 'feeds',
      label: 'Feeds',
      icon: <IconPlugConnected {...icon} />,
      chosen: pathname === '/feeds',
      href: '#/feeds',
    },
  ];
  return (
    <FrameContext value={state}>
      <Shell app="Console" items={items} bar={<Bar />}>
        <Outlet />
      </Shell>
    </FrameContext>
  );
}

function Bar() {
  const { setBar } = useFrame();
  return (
    <>
      <div className={styles.bar} ref={setBar} />
      <Freshness />
    </>
  );
}
