import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

/** The panel where there is no room beside the day: over all of it. */
export function PhonePanel({
  opened,
  onClose,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="100%"
      withCloseButton={false}
      padding={0}
      aria-label="Patient"
      styles={{ body: { height: '100%' } }}
    >
      {children}
    </Drawer>
  );
}
