package org.practicehub.server.flow;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;

/** Where a visit stands, and where it may go from there: the table of practice.md 3.4. Ways back are ways that undo. */
enum VisitState {
    REQUESTED(AppointmentStatus.PROPOSED),
    WAITLISTED(AppointmentStatus.WAITLIST),
    HELD(AppointmentStatus.PENDING),
    /** Confirmed or not: that is the patient's own status in it. */
    BOOKED(AppointmentStatus.BOOKED),
    ARRIVED(AppointmentStatus.ARRIVED),
    CHECKED_IN(AppointmentStatus.CHECKEDIN),
    ROOMED(AppointmentStatus.CHECKEDIN),
    WITH_PROVIDER(AppointmentStatus.FULFILLED),
    CHECKED_OUT(AppointmentStatus.FULFILLED),
    NO_SHOW(AppointmentStatus.NOSHOW),
    /** Came, and went before anybody had time; counted apart from who did not come. */
    LEFT(AppointmentStatus.CANCELLED),
    CANCELLED(AppointmentStatus.CANCELLED),
    ENTERED_IN_ERROR(AppointmentStatus.ENTEREDINERROR);

    private static final Set<EncounterStatus> WITH_SOMEBODY =
            EnumSet.of(EncounterStatus.INPROGRESS, EncounterStatus.ONLEAVE);

    private static final Set<VisitState> PLANNED = EnumSet.of(REQUESTED, WAITLISTED, HELD, BOOKED);
    private static final Set<VisitState> HERE = EnumSet.of(ARRIVED, CHECKED_IN, ROOMED, WITH_PROVIDER);

    /** Where each may go, besides to what it is already. What is planned is planned anew as scheduling wants. */
    private static final Map<VisitState, Set<VisitState>> MOVES = Map.ofEntries(
            Map.entry(REQUESTED, and(PLANNED, CANCELLED, ENTERED_IN_ERROR)),
            Map.entry(WAITLISTED, and(PLANNED, CANCELLED, ENTERED_IN_ERROR)),
            Map.entry(HELD, and(PLANNED, ARRIVED, CHECKED_IN, NO_SHOW, CANCELLED, ENTERED_IN_ERROR)),
            Map.entry(BOOKED, and(PLANNED, ARRIVED, CHECKED_IN, NO_SHOW, CANCELLED, ENTERED_IN_ERROR)),
            // Care does not wait for paper: who is here may be taken to a room before check-in is done.
            Map.entry(ARRIVED, EnumSet.of(CHECKED_IN, ROOMED, LEFT, HELD, BOOKED, NO_SHOW, ENTERED_IN_ERROR)),
            Map.entry(CHECKED_IN, and(HERE, CHECKED_OUT, LEFT, HELD, BOOKED, NO_SHOW, ENTERED_IN_ERROR)),
            Map.entry(ROOMED, and(HERE, CHECKED_OUT, LEFT, ENTERED_IN_ERROR)),
            Map.entry(WITH_PROVIDER, and(HERE, CHECKED_OUT, ENTERED_IN_ERROR)),
            Map.entry(CHECKED_OUT, and(HERE, ENTERED_IN_ERROR)),
            Map.entry(NO_SHOW, EnumSet.of(HELD, BOOKED, ARRIVED, CHECKED_IN, CANCELLED, ENTERED_IN_ERROR)),
            Map.entry(LEFT, EnumSet.of(ARRIVED, CHECKED_IN, ROOMED, CANCELLED, ENTERED_IN_ERROR)),
            Map.entry(CANCELLED, and(PLANNED, NO_SHOW, ENTERED_IN_ERROR)),
            Map.entry(ENTERED_IN_ERROR, Set.of()));

    private final AppointmentStatus appointment;

    VisitState(AppointmentStatus appointment) {
        this.appointment = appointment;
    }

    AppointmentStatus appointment() {
        return appointment;
    }

    boolean mayBecome(VisitState next) {
        return next == this || moves().contains(next);
    }

    Set<VisitState> moves() {
        return MOVES.getOrDefault(this, Set.of());
    }

    /** Whether a move to or from it is one of patient flow; the others are scheduling's. */
    boolean isOfTheDay() {
        return !PLANNED.contains(this) && this != CANCELLED && this != ENTERED_IN_ERROR;
    }

    /** As its Appointment and its Encounter, if it has one, say. */
    static VisitState of(Appointment appointment, Optional<EncounterStatus> encounter) {
        boolean withSomebody = encounter.filter(WITH_SOMEBODY::contains).isPresent();
        return switch (appointment.getStatus()) {
            case PROPOSED, NULL -> REQUESTED;
            case WAITLIST -> WAITLISTED;
            case PENDING -> HELD;
            case BOOKED -> BOOKED;
            case ARRIVED -> withSomebody ? ROOMED : ARRIVED;
            case CHECKEDIN -> withSomebody ? ROOMED : CHECKED_IN;
            case FULFILLED -> withSomebody ? WITH_PROVIDER : CHECKED_OUT;
            case NOSHOW -> NO_SHOW;
            case CANCELLED -> isLeft(appointment) ? LEFT : CANCELLED;
            case ENTEREDINERROR -> ENTERED_IN_ERROR;
        };
    }

    /** What it may have been, when of its Encounter only the present is known. */
    static Stream<VisitState> before(Appointment appointment) {
        return Stream.of(Optional.<EncounterStatus>empty(), Optional.of(EncounterStatus.INPROGRESS))
                .map(encounter -> of(appointment, encounter))
                .distinct();
    }

    static boolean isLeft(Appointment appointment) {
        return appointment.getCancelationReason().getCoding().stream()
                .anyMatch(
                        coding -> Terms.CANCELLATION.equals(coding.getSystem()) && Terms.LEFT.equals(coding.getCode()));
    }

    private static Set<VisitState> and(Set<VisitState> some, VisitState... more) {
        Set<VisitState> all = EnumSet.copyOf(some);
        all.addAll(Set.of(more));
        return all;
    }
}
