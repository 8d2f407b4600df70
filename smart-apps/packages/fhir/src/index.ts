export { Batch } from './batch';
export { type Access, FhirClient, type Fetcher, type Query, nextLink, resources } from './client';
export { FhirFailure, type FailureKind } from './failure';
export { birthDate, patientSearches } from './find';
export { type LaunchableApp, launchAddress, launchableApps } from './launch';
export { type LiveEvent, type LiveState, LiveStream } from './live';
export { Part } from './parameters';
export { patientLabel } from './patientLabel';
export * from './people';
export {
  HubOf,
  HubProvider,
  type Hub,
  createQueries,
  useAllowed,
  useFeeds,
  useHub,
  useLive,
  useLiveState,
  useNow,
  useSessionState,
  useUserAndApps,
} from './react/hub';
export { idOf, localReference } from './references';
export { type Interaction, Scopes } from './scopes';
export { type Grant, Session } from './session';
export { type AppTile, type Feed, type FeedState, type Sending, type User, feedsOf, userAndApps } from './shell';
export * from './zone';
