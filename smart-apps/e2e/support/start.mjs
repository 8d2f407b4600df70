// Starts somebody else's EHR and somebody else's app beside a demo hub: `npm run outside`.
import { runnerImport } from 'vite';

process.env.HUB_URL ??= 'http://localhost:8080';
const file = (name) => new URL(name, import.meta.url).pathname;
const { OutsideEhr, ehrUrl } = (await runnerImport(file('./outsideEhr.ts'))).module;
const { startOutsideApp, appUrl } = (await runnerImport(file('./outsideApp.ts'))).module;
await OutsideEhr.start();
await startOutsideApp();
console.log(`Another EHR, which launches the front desk of ${process.env.HUB_URL}: ${ehrUrl}/?patient=100113`);
console.log(`Another app, which signs in at that hub:  ${appUrl}/start`);
