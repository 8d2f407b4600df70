import { Button } from '@mantine/core';
import { LaunchFailure, signIn } from '@hub/fhir/smart';
import { IconLockExclamation } from '@tabler/icons-react';
import { use } from 'react';
import { Empty } from './Empty';
import { CannotLaunch } from './InsideEhr';
import { AppContext } from './app';

/** When signing in did not work: what the server said, and a fresh start. */
export function CannotSignIn({ problem }: { problem: unknown }) {
  const app = use(AppContext);
  const said = problem instanceof Error ? problem.message : '';
  if (problem instanceof LaunchFailure) return <CannotLaunch why={problem.message} />;
  return (
    <Empty icon={<IconLockExclamation size={30} stroke={1.6} />} title="Signing in did not work">
      <p>{plain(said)}</p>
      <Button mt="sm" onClick={() => void signIn(app)}>
        Sign in again
      </Button>
    </Empty>
  );
}

function plain(said: string): string {
  if (/access_denied/.test(said)) return 'Your account may not open this app. Ask an administrator if you need it.';
  if (/fetch|network/i.test(said)) return 'The hub cannot be reached from this computer just now.';
  return said || 'The sign-in page gave no answer that this app understands.';
}
