import { Button, CloseButton, Drawer, NativeSelect, SegmentedControl, TextInput, Textarea } from '@mantine/core';
import { useAllowed } from '@hub/fhir';
import { InlineProblem, useReturnFocus } from '@hub/ui';
import { PatientField } from '../booking/PatientField';
import type { Shown } from '../booking/useBooking';
import type { Practice } from '@hub/fhir/visits';
import styles from './Flow.module.css';
import { type Newcomer, type WrongPart, nobody, useWalkIn } from './useWalkIn';

interface WalkInDrawerProps {
  readonly shown: Shown;
  readonly practice: Practice;
  readonly onClose: () => void;
}

/** Somebody is here without a booking: who, for what, and with whom if that is wished. */
export default function WalkInDrawer({ shown, practice, onClose }: WalkInDrawerProps) {
  const { coming, change, wrong, saving, submit, frame } = useWalkIn(shown, practice, onClose);
  const mayRegister = useAllowed('Patient', 'c');
  useReturnFocus('[data-walk-in]');
  const providers = practice.providers.filter((one) => one.siteIds.length > 0);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(480px, 100%)"
      padding={0}
      withCloseButton={false}
      // What was typed is not lost to a press beside it.
      closeOnClickOutside={false}
      attributes={{ content: { 'aria-label': 'Walk-in' } }}
      styles={{ body: { height: '100%' } }}
      transitionProps={{ duration: 120 }}
    >
      <div ref={frame}>
        <form className={styles.frame} onSubmit={submit} noValidate>
          <div className={styles.head}>
            <div>
              <h2>Walk-in</h2>
              <p className={styles.now}>Somebody is here without an appointment.</p>
            </div>
            <CloseButton size="lg" aria-label="Close" onClick={onClose} />
          </div>
          <div className={styles.body}>
            <div className={styles.fields}>
              {mayRegister && (
                <SegmentedControl
                  fullWidth
                  size="sm"
                  aria-label="Who it is"
                  value={coming.newcomer ? 'new' : 'known'}
                  onChange={(value) => change({ newcomer: value === 'new' ? nobody : undefined })}
                  data={[
                    { value: 'known', label: 'Known here' },
                    { value: 'new', label: 'New to us' },
                  ]}
                />
              )}
              {coming.newcomer ? (
                <NewcomerFields
                  newcomer={coming.newcomer}
                  wrong={wrong}
                  onChange={(what) => change({ newcomer: { ...(coming.newcomer ?? nobody), ...what } })}
                />
              ) : (
                <PatientField
                  picked={coming.patient}
                  zone={practice.zone}
                  error={wrong.patient}
                  onPick={(patient) => change({ patient })}
                />
              )}
              <NativeSelect
                label="Visit type"
                value={coming.service}
                error={wrong.service}
                onChange={(event) => change({ service: event.currentTarget.value })}
                data={options(
                  practice.services.filter((one) => one.offered),
                  'Choose…',
                )}
              />
              <div className={styles.pair}>
                <NativeSelect
                  label="Provider"
                  value={coming.provider}
                  error={wrong.provider}
                  onChange={(event) => change({ provider: event.currentTarget.value })}
                  data={options(providers, 'Nobody yet: wait')}
                />
                {practice.sites.length > 1 && (
                  <NativeSelect
                    label="Location"
                    value={coming.site}
                    error={wrong.site}
                    onChange={(event) => change({ site: event.currentTarget.value })}
                    data={options(practice.sites, 'Where the provider is')}
                  />
                )}
              </div>
              <Textarea
                label="Comment (optional)"
                autosize
                minRows={2}
                value={coming.comment}
                onChange={(event) => change({ comment: event.currentTarget.value })}
              />
            </div>
          </div>
          <div className={styles.foot}>
            {saving.error && <InlineProblem problem={saving.error} doing="The walk-in could not be registered" />}
            <div className={styles.finish}>
              <span className={styles.quiet}>If no time is free now, they wait in the queue.</span>
              <Button type="submit" loading={saving.isPending}>
                Register
              </Button>
            </div>
          </div>
        </form>
      </div>
    </Drawer>
  );
}

function NewcomerFields({
  newcomer,
  wrong,
  onChange,
}: {
  newcomer: Newcomer;
  wrong: WrongPart;
  onChange: (what: Partial<Newcomer>) => void;
}) {
  const field = (name: keyof Newcomer) => ({
    value: newcomer[name],
    error: wrong[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <div className={styles.pair}>
        <TextInput label="Family name" autoComplete="off" data-autofocus {...field('family')} />
        <TextInput label="First name" autoComplete="off" {...field('given')} />
      </div>
      <div className={styles.pair}>
        <TextInput type="date" label="Birth date" {...field('birthDate')} />
        <TextInput type="tel" label="Phone (optional)" autoComplete="off" {...field('phone')} />
      </div>
    </>
  );
}

function options(all: readonly { id: string; name: string }[], none: string): { value: string; label: string }[] {
  return [{ value: '', label: none }, ...all.map(({ id, name }) => ({ value: id, label: name }))];
}
