package org.practicehub.server.flow;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.store.Cause;

/**
 * Holds every write to the table of states and to the checklists, whoever makes it and however: an operation, a screen, a plain PUT,
 * a patch, a transaction (practice.md 3.4, GATE). What a feed says stands: it tells what has happened.
 */
@Interceptor
public final class FlowWrites {
    /** What is further back is history that is being brought in, and nobody at the desk. */
    private static final Duration HISTORY = Duration.ofHours(24);

    private static final Set<AppointmentStatus> CAME =
            EnumSet.of(AppointmentStatus.ARRIVED, AppointmentStatus.CHECKEDIN, AppointmentStatus.FULFILLED);
    private static final Set<AppointmentStatus> CHECKED_IN =
            EnumSet.of(AppointmentStatus.CHECKEDIN, AppointmentStatus.FULFILLED);

    private final Found found;
    private final Gate gate;
    private final Overrides overrides;
    private final Following following;
    private final Clock clock;

    FlowWrites(Found found, Gate gate, Overrides overrides, Following following, Clock clock) {
        this.found = found;
        this.gate = gate;
        this.overrides = overrides;
        this.following = following;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void created(IBaseResource resource, @Nullable RequestDetails request) {
        written(Optional.empty(), resource, request);
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void updated(@Nullable IBaseResource before, IBaseResource resource, @Nullable RequestDetails request) {
        written(Optional.ofNullable(before), resource, request);
    }

    private void written(Optional<IBaseResource> before, IBaseResource resource, @Nullable RequestDetails request) {
        if (following.isAtWork()) {
            return;
        }
        if (Cause.feed().isPresent()) {
            told(before, resource);
            return;
        }
        if (resource instanceof Appointment now) {
            appointment(before.map(Appointment.class::cast), now);
        } else if (resource instanceof Encounter now && now.hasAppointment()) {
            encounter(before.map(Encounter.class::cast), now);
        } else if (resource instanceof Task now) {
            overrides.check(before.map(Task.class::cast), now, request);
        }
    }

    /** The desk was faster than the EHR, whose Encounter is the one that messages will go on telling of. */
    private void told(Optional<IBaseResource> before, IBaseResource resource) {
        boolean linked = resource instanceof Encounter now
                && now.hasAppointment()
                && before.filter(was -> was instanceof Encounter known && known.hasAppointment())
                        .isEmpty();
        if (linked) {
            following.told(found.madeHere((Encounter) resource));
        }
    }

    private void appointment(Optional<Appointment> before, Appointment now) {
        boolean same = before.filter(
                        was -> was.getStatus() == now.getStatus() && VisitState.isLeft(was) == VisitState.isLeft(now))
                .isPresent();
        if (same || (before.isEmpty() && (!CAME.contains(now.getStatus()) || isHistory(now)))) {
            return;
        }
        Optional<Encounter> encounter = found.encounter(now);
        VisitState next = VisitState.of(now, encounter.map(Encounter::getStatus));
        before.ifPresent(was -> check(was, encounter, next));
        boolean wasIn =
                before.filter(was -> CHECKED_IN.contains(was.getStatus())).isPresent();
        if (CHECKED_IN.contains(now.getStatus()) && !wasIn) {
            pass(Checklist.CHECK_IN, now);
        }
        if (next == VisitState.CHECKED_OUT) {
            pass(Checklist.CHECK_OUT, now);
        }
        following.moved(before, now, encounter, next);
    }

    private static void check(Appointment was, Optional<Encounter> encounter, VisitState next) {
        Optional<EncounterStatus> status = encounter.map(Encounter::getStatus);
        // An Encounter that is over may have been going on until this very transaction.
        Stream<VisitState> possible =
                status.filter(one -> one == EncounterStatus.FINISHED).isPresent()
                        ? VisitState.before(was)
                        : Stream.of(VisitState.of(was, status));
        if (possible.noneMatch(state -> state.mayBecome(next))) {
            throw Gate.refused(
                    "move-not-allowed",
                    "A visit does not go from " + was.getStatus().toCode() + " to "
                            + next.appointment().toCode() + ".",
                    "Appointment.status");
        }
    }

    private void encounter(Optional<Encounter> before, Encounter now) {
        if (before.filter(was -> was.getStatus() == now.getStatus()).isPresent()) {
            return;
        }
        boolean over = now.getStatus() == EncounterStatus.FINISHED;
        if (!over && now.getStatus() != EncounterStatus.INPROGRESS) {
            return;
        }
        List<Appointment> visits = found.appointments(now).toList();
        for (Appointment visit : visits) {
            if (before.isEmpty() && isHistory(visit)) {
                continue;
            }
            if (!CAME.contains(visit.getStatus())) {
                throw Gate.refused(
                        "move-not-allowed",
                        "This visit is " + visit.getStatus().toCode() + ": nobody has arrived.",
                        "Encounter.status");
            }
            if (over) {
                if (!CHECKED_IN.contains(visit.getStatus())) {
                    pass(Checklist.CHECK_IN, visit);
                }
                pass(Checklist.CHECK_OUT, visit);
            }
            following.went(visit, now);
        }
    }

    private void pass(Checklist list, Appointment visit) {
        following.passed(list, visit, gate.pass(list, visit));
    }

    private boolean isHistory(Appointment visit) {
        return visit.hasStart()
                && visit.getStart().toInstant().isBefore(clock.instant().minus(HISTORY));
    }
}
