import { Button, CloseButton } from '@mantine/core';
import { FhirFailure } from '@hub/fhir';
import { IconAlertTriangle, IconLock, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { CopyText } from './CopyText';
import styles from './states.module.css';

/** What went wrong in words, the number that support can find it by, and a way on. */
export function Problem({ problem, doing, onRetry, compact = false }: ProblemProps) {
  const failure = problem instanceof FhirFailure ? problem : undefined;
  const Icon =
    failure?.kind === 'offline' ? IconPlugConnectedX : failure?.kind === 'forbidden' ? IconLock : IconAlertTriangle;
  return (
    <div className={styles.problem} data-compact={compact || undefined} role="alert">
      <Icon size={compact ? 20 : 30} stroke={1.6} aria-hidden />
      <div>
        <h3>{doing}</h3>
        <p>{failure?.message ?? 'Something unexpected happened on this page.'}</p>
        <Details failure={failure} />
        {onRetry && (
          <Button mt="sm" size="xs" variant="default" leftSection={<IconRefresh size={15} />} onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

interface ProblemProps {
  problem: unknown;
  /** What could not be done, as a sentence: "The day could not be loaded". */
  doing: string;
  onRetry?: (() => void) | undefined;
  compact?: boolean;
}

/** The same inside a form or a dialog, where it can be put away. */
export function InlineProblem({ problem, doing, onClose }: { problem: unknown; doing: string; onClose?: () => void }) {
  const failure = problem instanceof FhirFailure ? problem : undefined;
  return (
    <div className={styles.inline} role="alert">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
      <div>
        <strong>{doing}</strong>
        <p>{failure?.message ?? 'Something unexpected happened on this page.'}</p>
        <Details failure={failure} />
      </div>
      {onClose && <CloseButton size="sm" aria-label="Dismiss" onClick={onClose} />}
    </div>
  );
}

function Details({ failure }: { failure: FhirFailure | undefined }) {
  if (!failure || failure.kind === 'offline') return null;
  return (
    <p className={styles.details}>
      {failure.status && <span>Code {failure.status}</span>}
      {failure.requestId && (
        <span>
          Request <CopyText text={failure.requestId} what="request number" />
        </span>
      )}
    </p>
  );
}
