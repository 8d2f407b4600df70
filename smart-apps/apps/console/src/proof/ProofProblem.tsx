import { InlineProblem } from '@hub/ui';

/**
 * Why it did not work; with the way there when the hub first wants to know again who is asking. It opens beside this page, so that
 * nothing that was typed is lost.
 */
export function ProofProblem({
  problem,
  screen,
  what = 'This changes who comes in.',
}: {
  problem: Error;
  screen: string;
  what?: string;
}) {
  const page = `/login/again?back=${encodeURIComponent(`/apps/console/#/${screen}`)}`;
  return problem.message.includes('/login/again') ? (
    <p role="alert">
      {what}{' '}
      <a href={page} target="_blank" rel="noreferrer">
        Show once more that it is you
      </a>{' '}
      in a new tab, then do it again here.
    </p>
  ) : (
    <InlineProblem problem={problem} doing="That did not work" />
  );
}
