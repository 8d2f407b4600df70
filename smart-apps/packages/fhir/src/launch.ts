import type { FhirClient } from './client';

/** An app that can be opened for a patient (SMART EHR launch). */
export interface LaunchableApp {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

const path = '/smart/launches';

/** The apps that this person may open for a patient. */
export function launchableApps(client: FhirClient, signal?: AbortSignal): Promise<LaunchableApp[]> {
  return client.plain(path, undefined, signal);
}

/** Where the app is opened for this patient; good once, for five minutes, in this browser. */
export async function launchAddress(
  client: FhirClient,
  app: string,
  patient: string,
  encounter?: string,
): Promise<string> {
  const { url } = await client.plain<{ url: string }>(path, { app, patient, encounter });
  return url;
}
