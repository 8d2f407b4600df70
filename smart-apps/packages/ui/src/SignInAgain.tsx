import { Button, Group, Modal } from '@mantine/core';
import { useHub, useSessionState } from '@hub/fhir';
import { launchedBy, signIn, signInAgain } from '@hub/fhir/smart';
import { use, useState } from 'react';
import { AppContext } from './app';

/** Asks for a new sign-in in a window of its own. The page behind it stays as it is, and what was being saved is saved then. */
export function SignInAgain() {
  const { session } = useHub();
  const app = use(AppContext);
  const [blocked, setBlocked] = useState(false);
  const ended = useSessionState() === 'ended';
  const ehr = ended ? launchedBy(app) : undefined;
  return (
    <Modal opened={ended} onClose={() => undefined} title="Please sign in again" withCloseButton={false} zIndex={1000}>
      <p>
        Your session has ended. Nothing that you typed is lost: this page goes on where it was when you have signed in.
      </p>
      {ehr && (
        <p>
          The EHR that opened this page ({new URL(ehr).host}) can open it afresh. To go on here, sign in with your name
          and password of the practice.
        </p>
      )}
      {blocked && (
        <p role="alert">
          <strong>The browser did not open the window.</strong> Allow pop-up windows for this address, or continue in
          this window; what is typed but not saved would be lost then.
        </p>
      )}
      <Group mt="lg" justify="flex-end">
        {blocked && (
          <Button variant="default" onClick={() => void signIn(app)}>
            Continue in this window
          </Button>
        )}
        <Button onClick={() => setBlocked(!signInAgain(app, session))} data-autofocus>
          Sign in
        </Button>
      </Group>
    </Modal>
  );
}
