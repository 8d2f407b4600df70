import { Button, Group, Modal } from '@mantine/core';
import { InlineProblem } from '@hub/ui';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './Dialogs.module.css';
import type { Conflict, Failed } from './useVisitActions';

/** Someone else was faster. Nothing was overwritten; the person decides what happens next. */
export function ConflictDialog({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const [saving, setSaving] = useState(false);
  const again = async () => {
    setSaving(true);
    await conflict.again?.();
    setSaving(false);
  };
  return (
    <Modal opened onClose={onClose} title="Changed by someone else meanwhile" size={500}>
      <p>{conflict.doing}, because the visit is no longer what this screen showed. Nothing was overwritten.</p>
      {conflict.changes.map((change) => (
        <section key={`${change.at} ${change.who}`} className={styles.change}>
          <h3>
            Changed by {change.who} at {change.at}
          </h3>
          {change.differences.length === 0 && <p className={styles.now}>Nothing that this screen shows.</p>}
          <dl>
            {change.differences.map(({ what, before, after }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>
                  <span className={styles.before}>{before}</span>
                  <IconArrowRight size={14} aria-label="to" />
                  <strong>{after}</strong>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Group mt="lg" justify="flex-end">
        {conflict.again && (
          <Button variant="default" onClick={() => void again()} loading={saving}>
            Do it all the same
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          Use the new version
        </Button>
      </Group>
    </Modal>
  );
}

/** Something could not be saved for another reason. */
export function FailedDialog({ failed, onClose }: { failed: Failed; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Not saved" size={460}>
      <InlineProblem problem={failed.problem} doing={failed.doing} />
      <Group mt="lg" justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Modal>
  );
}
