import { Button } from '@mantine/core';
import { IconDoorExit, IconPlugConnectedX, IconWindowMaximize } from '@tabler/icons-react';
import { Empty } from './Empty';

/** The browser lets no third party store anything in a frame: the same launch, in a tab of its own. */
export function BlockedFrame() {
  return (
    <Empty icon={<IconWindowMaximize size={30} stroke={1.6} />} title="Your browser does not allow this app in here">
      <p>It forbids pages of one site inside another to keep a session. In a tab of its own the app works as usual.</p>
      <Button mt="sm" component="a" href={location.href} target="_blank" rel="noopener">
        Open in a new tab
      </Button>
    </Empty>
  );
}

/** An EHR launched the app and it does not open: why. */
export function CannotLaunch({ why }: { why: string }) {
  return (
    <Empty icon={<IconPlugConnectedX size={30} stroke={1.6} />} title="This app cannot be opened from there">
      <p>{why}</p>
    </Empty>
  );
}

/** In a frame without a session. Signing in is not shown there: a page around it could pretend to be the hub. */
export function OpenFromEhr() {
  return (
    <Empty icon={<IconDoorExit size={30} stroke={1.6} />} title="Please open this app once more">
      <p>Its session is over. Open it again from your EHR.</p>
    </Empty>
  );
}

/** After "Sign out" of a session that an EHR had opened. */
export function Closed() {
  return (
    <Empty icon={<IconDoorExit size={30} stroke={1.6} />} title="You have signed out">
      <p>To go on, open the app again from your EHR.</p>
    </Empty>
  );
}
