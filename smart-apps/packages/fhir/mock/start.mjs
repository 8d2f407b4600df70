// Starts the mock hub: `npm run mock`. Vite reads the TypeScript, so that no second tool is needed for it.
import { runnerImport } from 'vite';

const { module } = await runnerImport(new URL('./main.ts', import.meta.url).pathname);
await module.start();
