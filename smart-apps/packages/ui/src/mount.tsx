import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { HubProvider } from '@hub/fhir';
import {
  type SmartApp,
  answerAsPopup,
  canKeepSession,
  isClosed,
  isFramed,
  leaveForEhr,
  resumeSession,
  signIn,
} from '@hub/fhir/smart';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppContext } from './app';
import { CannotSignIn } from './CannotSignIn';
import { KeyProvider } from './keys';
import { BlockedFrame, Closed, OpenFromEhr } from './InsideEhr';
import './mantine.css';
import './tokens.css';
import { theme } from './theme';

interface Pages {
  readonly signedIn: () => ReactNode;
  /** Shown to those who are not signed in; an app without it leaves for the sign-in page at once. */
  readonly signedOut?: () => ReactNode;
}

/** Starts an app: answers a sign-in or a launch, takes up the tab's session, or asks for one. */
export async function mountApp(app: SmartApp, pages: Pages): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no element with the id root');
  const root = createRoot(element);
  const show = (content: ReactNode) =>
    root.render(
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <AppContext value={app}>
          <KeyProvider>{content}</KeyProvider>
        </AppContext>
        <Notifications position="bottom-center" limit={3} autoClose={7_000} />
      </MantineProvider>,
    );
  if (!canKeepSession()) {
    // Without KeyProvider: it asks the same storage for a setting.
    return root.render(
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <BlockedFrame />
      </MantineProvider>,
    );
  }
  try {
    if (isClosed()) return show(<Closed />);
    if (await answerAsPopup(app)) return;
    if (await leaveForEhr(app)) return;
    const session = await resumeSession(app);
    if (session) show(<HubProvider session={session}>{pages.signedIn()}</HubProvider>);
    else if (isFramed()) show(<OpenFromEhr />);
    else if (pages.signedOut) show(pages.signedOut());
    else await signIn(app);
  } catch (problem) {
    show(<CannotSignIn problem={problem} />);
  }
}
