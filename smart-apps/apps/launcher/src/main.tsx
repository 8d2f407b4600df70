import { mountApp } from '@hub/ui';
import { Home } from './Home';
import { Welcome } from './Welcome';

const launcher = { clientId: 'launcher', path: '/', scope: 'openid fhirUser online_access' };

void mountApp(launcher, { signedIn: () => <Home />, signedOut: () => <Welcome /> });
