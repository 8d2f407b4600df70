import type { SmartApp } from '@hub/fhir/smart';
import { createContext } from 'react';

/** Which of the hub's SMART clients this page is. */
export const AppContext = createContext<SmartApp>({ clientId: '', path: '/', scope: '' });
