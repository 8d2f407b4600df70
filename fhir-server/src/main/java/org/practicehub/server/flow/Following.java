package org.practicehub.server.flow;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterLocationStatus;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.server.access.Authorship;
import org.practicehub.server.flow.Finding.Outcome;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Kind;

/** What follows a move of a visit, in the same transaction: its Encounter, its checklists' Tasks, the trail. */
final class Following {
    private static final String CLASS = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final Set<EncounterStatus> NOT_YET_SEEN =
            EnumSet.of(EncounterStatus.PLANNED, EncounterStatus.ARRIVED, EncounterStatus.TRIAGED);
    private static final ThreadLocal<Boolean> AT_WORK = ThreadLocal.withInitial(() -> false);

    private final DaoRegistry daos;
    private final Ticks ticks;
    private final MissingCharges charges;
    private final FlowTrail trail;
    private final Clock clock;

    Following(DaoRegistry daos, Ticks ticks, MissingCharges charges, FlowTrail trail, Clock clock) {
        this.daos = daos;
        this.ticks = ticks;
        this.charges = charges;
        this.trail = trail;
        this.clock = clock;
    }

    /** Whether the current thread writes what follows: that is in step. */
    boolean isAtWork() {
        return AT_WORK.get();
    }

    private void quietly(Runnable work) {
        AT_WORK.set(true);
        try {
            work.run();
        } finally {
            AT_WORK.remove();
        }
    }

    /** A visit's Appointment has another status: its Encounter follows (3.4). */
    void moved(Optional<Appointment> was, Appointment now, Optional<Encounter> encounter, VisitState next) {
        quietly(() -> {
            switch (next) {
                case ARRIVED, CHECKED_IN -> here(now, encounter);
                case REQUESTED, WAITLISTED, HELD, BOOKED ->
                    change(
                            encounter,
                            EncounterStatus.PLANNED,
                            EnumSet.complementOf(EnumSet.of(EncounterStatus.PLANNED)));
                case NO_SHOW, CANCELLED, ENTERED_IN_ERROR -> change(encounter, EncounterStatus.CANCELLED, NOT_YET_SEEN);
                case LEFT -> {
                    Set<EncounterStatus> open = EnumSet.copyOf(NOT_YET_SEEN);
                    open.add(EncounterStatus.INPROGRESS);
                    change(encounter, EncounterStatus.CANCELLED, open);
                }
                case CHECKED_OUT -> change(encounter, EncounterStatus.FINISHED, NOT_YET_SEEN);
                case ROOMED, WITH_PROVIDER -> {
                    // The Encounter says so already.
                }
            }
            boolean wasOfTheDay = was.stream().flatMap(VisitState::before).anyMatch(VisitState::isOfTheDay);
            if (next.isOfTheDay() || wasOfTheDay) {
                trail.moved(now, next);
            }
        });
    }

    /** A visit's Encounter goes on, or is over: so is its Appointment. */
    void went(Appointment visit, Encounter encounter) {
        quietly(() -> {
            if (encounter.getStatus() == EncounterStatus.FINISHED && visit.getStatus() != AppointmentStatus.FULFILLED) {
                update(visit.copy().setStatus(AppointmentStatus.FULFILLED));
            }
            trail.moved(
                    visit,
                    encounter.getStatus() == EncounterStatus.FINISHED ? VisitState.CHECKED_OUT : VisitState.ROOMED);
        });
    }

    /** The EHR tells of the visit by an Encounter of its own: those that the hub made until then are not needed. */
    void told(Stream<Encounter> others) {
        quietly(() -> others.forEach(other -> change(Optional.of(other), EncounterStatus.CANCELLED, NOT_YET_SEEN)));
    }

    /** A checklist has let a visit through. */
    void passed(Checklist list, Appointment visit, List<Finding> findings) {
        quietly(() -> {
            ticks.root(visit, list)
                    .filter(root -> root.getStatus() != TaskStatus.COMPLETED)
                    .ifPresent(root -> update(root.copy()
                            .setStatus(TaskStatus.COMPLETED)
                            .setBusinessStatus(
                                    Terms.concept(Terms.WORKFLOW, list.code() + "-done", list.title() + " done"))));
            findings.stream()
                    .filter(finding -> finding.item().how() == Kind.CHARGES)
                    .filter(finding -> finding.outcome() == Outcome.OVERRIDDEN)
                    .forEach(finding -> charges.ask(visit, finding));
        });
    }

    private void here(Appointment visit, Optional<Encounter> encounter) {
        if (encounter.isEmpty()) {
            Encounter fresh = begun(visit);
            fresh.getMeta().setSource(Authorship.current().orElse(null));
            daos.getResourceDao(Encounter.class).create(fresh, new SystemRequestDetails());
            return;
        }
        // Back from a no-show, from who had left, or from a check-out too early.
        boolean inRoom = encounter.get().getStatus() == EncounterStatus.FINISHED
                && encounter.get().getLocation().stream()
                        .anyMatch(place -> place.getStatus() == EncounterLocationStatus.ACTIVE);
        change(
                encounter,
                inRoom ? EncounterStatus.INPROGRESS : EncounterStatus.ARRIVED,
                EnumSet.of(EncounterStatus.PLANNED, EncounterStatus.CANCELLED, EncounterStatus.FINISHED));
    }

    private Encounter begun(Appointment visit) {
        Encounter encounter = new Encounter();
        encounter.setStatus(EncounterStatus.ARRIVED);
        encounter.setClass_(new Coding(CLASS, "AMB", "ambulatory"));
        Found.patient(visit).map(Reference::new).ifPresent(encounter::setSubject);
        encounter.addAppointment(new Reference(Found.reference(visit)));
        if (visit.hasServiceType()) {
            encounter.setServiceType(visit.getServiceTypeFirstRep().copy());
            encounter.getServiceType().setExtension(List.of());
        }
        Found.actors(visit, "Practitioner")
                .forEach(actor -> encounter.addParticipant().setIndividual(new Reference(actor)));
        visit.getReasonCode().forEach(reason -> encounter.addReasonCode(reason.copy()));
        encounter.getPeriod().setStart(now());
        return encounter;
    }

    private void change(Optional<Encounter> encounter, EncounterStatus to, Set<EncounterStatus> from) {
        encounter.filter(one -> from.contains(one.getStatus())).ifPresent(one -> {
            Encounter changed = one.copy();
            changed.setStatus(to);
            period(changed, to);
            update(changed);
        });
    }

    private void period(Encounter encounter, EncounterStatus to) {
        switch (to) {
            case PLANNED -> encounter.setPeriod(null);
            case ARRIVED, TRIAGED, INPROGRESS, ONLEAVE -> {
                if (!encounter.getPeriod().hasStart()) {
                    encounter.getPeriod().setStart(now());
                }
                encounter.getPeriod().setEndElement(null);
            }
            case FINISHED, CANCELLED -> {
                if (encounter.getPeriod().hasStart() && !encounter.getPeriod().hasEnd()) {
                    encounter.getPeriod().setEnd(now());
                }
            }
            case ENTEREDINERROR, UNKNOWN, NULL -> {
                // No time is known of it.
            }
        }
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    @SuppressWarnings("unchecked")
    private <T extends Resource> void update(T resource) {
        Consumer<T> sign =
                one -> Authorship.current().ifPresent(author -> one.getMeta().setSource(author));
        sign.accept(resource);
        daos.getResourceDao((Class<T>) resource.getClass()).update(resource, new SystemRequestDetails());
    }
}
