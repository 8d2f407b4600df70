import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck } from '@tabler/icons-react';
import { announce } from './Announcer';

/** Says that something worked, with a way back where there is one. */
export function notifyDone(text: string, undo?: () => void): void {
  announce(text);
  const id = notifications.show({
    icon: <IconCheck size={18} />,
    color: 'petrol',
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Dismiss' },
    role: 'presentation',
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
        {text}
        {undo && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            Undo
          </Button>
        )}
      </span>
    ),
  });
}
