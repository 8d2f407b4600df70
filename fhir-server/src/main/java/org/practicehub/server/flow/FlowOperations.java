package org.practicehub.server.flow;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Access;
import org.practicehub.server.flow.Finding.Outcome;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Item;

/**
 * Moves a visit on through its day, and says what is still to be done (S6, S7). Nothing here decides: whatever is written passes
 * {@link FlowWrites}, as a plain write does.
 */
public final class FlowOperations {
    private final Visits visits;
    private final Gate gate;
    private final Ticking ticking;
    private final Moving moving;
    private final WalkingIn walkingIn;
    private final Flow flow;

    FlowOperations(Visits visits, Gate gate, Ticking ticking, Moving moving, WalkingIn walkingIn, Flow flow) {
        this.visits = visits;
        this.gate = gate;
        this.ticking = ticking;
        this.moving = moving;
        this.walkingIn = walkingIn;
        this.flow = flow;
    }

    /**
     * What is to be done, and how each item stands. Nothing is changed.
     *
     * @param list {@code check-in} or {@code check-out}; both, without it
     */
    @Operation(name = "$checklist", type = Appointment.class, idempotent = true)
    public Parameters checklist(
            @IdParam IdType id, @OperationParam(name = "list") @Nullable CodeType list, RequestDetails request) {
        Visits.mayLook(request);
        Appointment visit = visits.open(id, 'r', request);
        List<Checklist> wanted = list == null
                ? List.of(Checklist.values())
                : List.of(Checklist.of(list.getValue())
                        .orElseThrow(() ->
                                Gate.refused("unknown-list", "There are two lists: check-in and check-out.", "list")));
        return answer(wanted, visit, request);
    }

    /**
     * Says of an item that it is done, not needed, gone on without, or open again.
     *
     * @param item its name
     * @param outcome {@code done}, {@code not-needed}, {@code overridden} or {@code open}
     * @param reason why, where one is asked for
     */
    @Operation(name = "$tick", type = Appointment.class)
    public Parameters tick(
            @IdParam IdType id,
            @OperationParam(name = "item") @Nullable CodeType item,
            @OperationParam(name = "outcome") @Nullable CodeType outcome,
            @OperationParam(name = "reason") @Nullable StringType reason,
            RequestDetails request) {
        Visits.mayTick(request);
        Appointment visit = visits.open(id, 'r', request);
        String name = item == null ? "" : item.getValue();
        Item known = flow.item(name)
                .orElseThrow(() -> Gate.refused("unknown-item", "There is no such item on the checklists.", "item"));
        Outcome said = Outcome.of(outcome == null ? Outcome.DONE.code() : outcome.getValue())
                .orElseThrow(() ->
                        Gate.refused("unknown-outcome", "An item is done, not-needed, overridden or open.", "outcome"));
        Checklist list = flow.items(Checklist.CHECK_IN).containsKey(name) ? Checklist.CHECK_IN : Checklist.CHECK_OUT;
        ticking.tick(visit, list, name, known, said, text(reason));
        return answer(List.of(list), visit, request);
    }

    private Parameters answer(List<Checklist> lists, Appointment visit, RequestDetails request) {
        return new ChecklistAnswer(Access.of(request).caller())
                .of(lists.stream().map(list -> new ChecklistAnswer.Looked(list, gate.look(list, visit))));
    }

    /** Somebody has come, and everything that their check-in asks for is done. */
    @Operation(name = "$check-in", type = Appointment.class)
    public Bundle checkIn(@IdParam IdType id, RequestDetails request) {
        return moving.appointment(open(id, request), VisitState.CHECKED_IN, Function.identity());
    }

    /** Somebody goes, and everything that their check-out asks for is done. */
    @Operation(name = "$check-out", type = Appointment.class)
    public Bundle checkOut(@IdParam IdType id, RequestDetails request) {
        return moving.checkOut(open(id, request));
    }

    /**
     * Somebody is taken to a room.
     *
     * @param location the room
     */
    @Operation(name = "$room", type = Appointment.class)
    public Bundle room(
            @IdParam IdType id,
            @OperationParam(name = "location-reference") @Nullable Reference location,
            RequestDetails request) {
        return moving.room(open(id, request), location);
    }

    /** Somebody came, and went before anybody saw them. */
    @Operation(name = "$left", type = Appointment.class)
    public Bundle left(
            @IdParam IdType id,
            @OperationParam(name = "comment") @Nullable StringType comment,
            RequestDetails request) {
        CodeableConcept reason = Terms.concept(Terms.CANCELLATION, Terms.LEFT, "Left without being seen");
        return moving.appointment(open(id, request), VisitState.LEFT, visit -> {
            text(comment).ifPresent(visit::setComment);
            return visit.setCancelationReason(reason);
        });
    }

    /**
     * Somebody who has no booking is here. In the practitioner's calendar if there is time now, else in nobody's.
     *
     * @param service {@code HealthcareService/x}: what for
     * @param location the site
     */
    @Operation(name = "$walk-in", type = Appointment.class)
    public Bundle walkIn(
            @OperationParam(name = "patient-reference") @Nullable Reference patient,
            @OperationParam(name = "service-type-reference") @Nullable Reference service,
            @OperationParam(name = "practitioner") @Nullable Reference practitioner,
            @OperationParam(name = "location-reference") @Nullable Reference location,
            @OperationParam(name = "comment") @Nullable StringType comment,
            RequestDetails request) {
        Visits.mayBook(request);
        return walkingIn.come(patient, service, practitioner, location, text(comment));
    }

    private Appointment open(IdType id, RequestDetails request) {
        Visits.mayMove(request);
        Appointment visit = visits.open(id, 'u', request);
        Visits.checkVersion(visit, request);
        return visit;
    }

    private static Optional<String> text(@Nullable StringType given) {
        return Stream.ofNullable(given)
                .map(StringType::getValue)
                .filter(text -> text != null && !text.isBlank())
                .findFirst();
    }
}
