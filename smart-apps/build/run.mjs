// What Maven calls: installs, checks, builds and tests the apps, each only when something it depends on has changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { budget } from './budget.mjs';
import { pack } from './pack.mjs';

const root = join(import.meta.dirname, '..');
const stamps = join(root, 'target/stamps');
const output = join(root, 'target/classes/META-INF/resources');
const [step, ...flags] = process.argv.slice(2);

/** Everything but what is installed, built or written by a test. */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'target', 'test-results', 'screens'].includes(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
    .sort();
}

function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } })
      .on('error', reject)
      .on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} ended with ${code}`)),
      );
  });
}

const tool = (name, ...args) => run(join(root, 'node_modules/.bin', name), args);

async function unlessDone(stamp, key, isWhole, work) {
  const path = join(stamps, stamp);
  if (process.env.HUB_RERUN !== '1' && isWhole() && existsSync(path) && readFileSync(path, 'utf8') === key) {
    console.log(`apps: ${stamp} is up to date`);
    return;
  }
  await work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(path, key);
}

/** The stamp lies inside node_modules, so that it goes when they go. */
async function install() {
  const lock = fingerprint([join(root, 'package-lock.json')]);
  const stamp = join(root, 'node_modules/.hub-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('apps: installing packages (the lock file is new)');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

async function build() {
  await install();
  const key = fingerprint(files(root));
  if (!flags.includes('--lint=skip')) {
    await unlessDone(
      'lint',
      key,
      () => true,
      async () => {
        console.log('apps: lint');
        await tool('oxlint', '--deny-warnings');
        await tool('prettier', '--check', '--log-level', 'warn', '.');
      },
    );
  }
  await unlessDone(
    'pages',
    key,
    () => existsSync(join(output, 'index.html')),
    async () => {
      console.log('apps: types');
      // Each app with a router of its own is a program of its own: routers are registered by type, once a program.
      for (const program of ['.', 'apps/staff', 'apps/console']) await tool('tsc', '-p', program);
      console.log('apps: pages');
      for (const mode of ['production', 'portal']) {
        await tool('vite', 'build', '--mode', mode, '--logLevel', 'warn');
        // The list of parts is for the budget, not for visitors.
        renameSync(join(output, `${mode}.json`), join(root, `target/${mode}.json`));
      }
      pack(output);
      budget(output);
    },
  );
}

async function test() {
  await install();
  await unlessDone(
    'tests',
    fingerprint(files(root)),
    () => true,
    () => tool('vitest', 'run'),
  );
}

try {
  await { build, test }[step]();
} catch (failure) {
  console.error(`apps: ${failure.message}`);
  process.exit(1);
}
