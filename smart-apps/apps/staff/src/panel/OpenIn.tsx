import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FhirFailure, type LaunchableApp, launchAddress, launchableApps, useHub } from '@hub/fhir';
import { Problem } from '@hub/ui';
import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './PatientPanel.module.css';

/** Other apps of the practice, opened for this patient in a tab of their own. Nothing is shown where there are none. */
export function OpenIn({ patientId, encounterId }: { patientId: string; encounterId?: string | undefined }) {
  const { client } = useHub();
  const [problem, setProblem] = useState<FhirFailure>();
  const { data } = useQuery({
    queryKey: ['launchable-apps'],
    queryFn: ({ signal }) => launchableApps(client, signal),
    staleTime: Infinity,
  });
  const open = async (app: LaunchableApp) => {
    setProblem(undefined);
    // Before anything is waited for: a tab that is opened later counts as a popup.
    const tab = window.open('', '_blank');
    try {
      const address = await launchAddress(client, app.id, patientId, encounterId);
      if (!tab) throw new FhirFailure('invalid', 'The browser did not let a new tab open. Allow popups for this page.');
      tab.opener = null;
      tab.location.href = address;
    } catch (failure) {
      tab?.close();
      setProblem(failure instanceof FhirFailure ? failure : new FhirFailure('server', 'The app could not be opened.'));
    }
  };
  if (!data?.length) return null;
  return (
    <section className={styles.openIn} aria-label="Other apps">
      {data.map((app) => (
        <Button
          key={app.id}
          variant="default"
          size="compact-md"
          leftSection={<IconExternalLink size={16} aria-hidden />}
          title={app.description || undefined}
          onClick={() => void open(app)}
        >
          Open in {app.name}
        </Button>
      ))}
      {problem && <Problem compact problem={problem} doing="The app could not be opened" />}
    </section>
  );
}
