import { Button } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { Empty } from './Empty';

/** The screen itself failed: usually because the hub was updated and a part of this version is no longer there. */
export function Crash() {
  return (
    <Empty icon={<IconRefreshAlert size={30} stroke={1.5} />} title="This page has to be loaded again">
      <p>Part of it could not be shown. What was saved is saved; loading the page again usually helps.</p>
      <Button mt="xs" onClick={() => location.reload()}>
        Load again
      </Button>
    </Empty>
  );
}
