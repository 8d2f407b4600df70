package org.practicehub.server.messaging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.practicehub.server.messaging.Due.State;
import org.practicehub.server.messaging.Plans.Plan;
import org.practicehub.server.messaging.Plans.Step;
import org.practicehub.server.messaging.Plans.When;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps CommunicationRequests in step with visits (S4): a visit that is booked gets them, one that moves has them moved, one that is
 * off has them revoked. What was planned from which version is in the database, so it does not matter who wrote the visit, how, and
 * whether the hub ran then.
 */
class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

    private final ReminderPlans plans;
    private final DueTable table;
    private final FhirStore store;

    Planner(ReminderPlans plans, DueTable table, FhirStore store) {
        this.plans = plans;
        this.table = table;
        this.store = store;
    }

    /** Plans what has changed; returns how many visits that were. */
    int look(Instant now) {
        Plans all = plans.now();
        if (!all.enabled()) {
            return 0;
        }
        List<String> changed = table.unplanned(now, all.longestLead(), all.hash());
        changed.forEach(appointment -> plan(appointment, now));
        return changed.size();
    }

    void plan(String appointment, Instant now) {
        try {
            store.unit(unit -> plan(appointment, plans.now(), now, unit));
        } catch (StoreConflict e) {
            // Somebody changes it at this moment: the next look finds the new version.
            LOG.debug("Appointment {} is changed by somebody else.", appointment);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            // The others are planned all the same.
            LOG.error("Reminders of Appointment {} cannot be planned: {}", appointment, Failures.describe(e));
        }
    }

    /** @return how many changes were written */
    private int plan(String id, Plans all, Instant now, Unit unit) {
        table.lock(id);
        Optional<Appointment> appointment =
                unit.resources().read(ResourceType.Appointment, id).map(Appointment.class::cast);
        Optional<Visit> visit = appointment.flatMap(one -> Visit.of(one, unit.resources(), all.practice()));
        Draft draft = new Draft(all, now, unit, table.of(id));
        visit.ifPresent(draft::plan);
        draft.revokeOthers();
        table.planned(
                id,
                appointment.map(one -> Long.parseLong(one.getMeta().getVersionId())),
                all.hash(),
                visit.map(Visit::begins));
        if (!draft.changes.isEmpty()) {
            unit.write(draft.changes, Requests.AUTHOR);
        }
        return draft.changes.size();
    }

    /** What changes for one visit. */
    private final class Draft {
        private final Plans all;
        private final Instant now;
        private final Unit unit;
        private final List<Due> before;
        /** Those of before that go on waiting or are done with. */
        private final Map<String, Due> kept = new LinkedHashMap<>();

        private final List<Change> changes = new ArrayList<>();

        Draft(Plans all, Instant now, Unit unit, List<Due> before) {
            this.all = all;
            this.now = now;
            this.unit = unit;
            this.before = before;
        }

        void plan(Visit visit) {
            if (!visit.begins().isAfter(now)) {
                return;
            }
            Plan plan = all.of(visit.services());
            for (Step step : plan.steps()) {
                if (step.when() instanceof When.Before when && visit.isBooked()) {
                    Instant due =
                            all.quiet().after(when.lead().before(visit.begins(), visit.zone()), visit.patientZone());
                    put(visit, plan, step, due);
                } else if (step.when() instanceof When.Moved && visit.isBooked() && hasHeardOtherwise(visit)) {
                    put(visit, plan, step, all.quiet().after(now, visit.patientZone()));
                } else if (step.when() instanceof When.Cancelled && visit.isCancelled() && hasHeardThatItIs(visit)) {
                    put(visit, plan, step, all.quiet().after(now, visit.patientZone()));
                }
            }
        }

        /** What the patient was last told is another time. */
        private boolean hasHeardOtherwise(Visit visit) {
            return last(visit)
                    .filter(one -> !one.begins().equals(visit.begins()))
                    .isPresent();
        }

        /** What the patient was last told is that they have a visit. */
        private boolean hasHeardThatItIs(Visit visit) {
            return last(visit)
                    .filter(one -> all.step(visit.services(), one.step())
                            .filter(step -> step.when() instanceof When.Cancelled)
                            .isEmpty())
                    .isPresent();
        }

        private Optional<Due> last(Visit visit) {
            return before.stream()
                    .filter(one -> one.state() == State.SENT && one.patient().equals(visit.whose()))
                    .max(Comparator.comparing(one -> one.sentAt().orElse(Instant.EPOCH)));
        }

        private void put(Visit visit, Plan plan, Step step, Instant due) {
            Predicate<Due> same =
                    one -> one.step().equals(step.name()) && one.patient().equals(visit.whose());
            Optional<Due> met = before.stream().filter(same).max(Comparator.comparing(Due::round));
            boolean notice = !(step.when() instanceof When.Before);
            if (met.isPresent() && met.get().state() == State.WAITING) {
                Due waiting = met.get();
                boolean told = waiting.begins().equals(visit.begins());
                if (told && (notice || waiting.due().equals(due) || !due.isAfter(now))) {
                    kept.put(waiting.request(), waiting);
                } else if (due.isAfter(now) ? due.isBefore(visit.begins()) : notice) {
                    kept.put(waiting.request(), waiting);
                    retime(waiting, visit.begins(), due);
                }
                return;
            }
            boolean done = met.filter(
                            one -> one.state() != State.REVOKED && one.begins().equals(visit.begins()))
                    .isPresent();
            boolean late = notice ? due.isBefore(now) : !due.isAfter(now);
            if (!done && !late && due.isBefore(visit.begins())) {
                add(visit, plan, step, due, met.map(one -> one.round() + 1).orElse(0));
            }
        }

        private void add(Visit visit, Plan plan, Step step, Instant due, int round) {
            Due fresh = new Due(
                    UUID.randomUUID().toString(),
                    visit.id(),
                    visit.whose(),
                    step.name(),
                    round,
                    visit.begins(),
                    due,
                    State.WAITING,
                    0,
                    Set.of(),
                    Optional.empty());
            table.add(fresh);
            changes.add(new Change(Requests.of(fresh, plan, step, all.hash(), now), Optional.empty()));
        }

        private void retime(Due waiting, Instant begins, Instant due) {
            table.retime(waiting.request(), begins, due);
            change(waiting, request -> request.setOccurrence(new DateTimeType(Date.from(due))));
        }

        /** Whatever still waits and is not wanted any more. */
        void revokeOthers() {
            for (Due one : before) {
                if (one.state() == State.WAITING && !kept.containsKey(one.request())) {
                    table.end(one.request(), State.REVOKED);
                    change(one, request -> request.setStatus(CommunicationRequestStatus.REVOKED)
                            .setStatusReason(
                                    new CodeableConcept().setText("The visit is off, over or at another time.")));
                }
            }
        }

        private void change(Due due, Consumer<CommunicationRequest> how) {
            unit.resources()
                    .read(ResourceType.CommunicationRequest, due.request())
                    .map(CommunicationRequest.class::cast)
                    .ifPresent(met -> {
                        CommunicationRequest changed = met.copy();
                        how.accept(changed);
                        changes.add(new Change(changed, Optional.of(met)));
                    });
        }
    }
}
