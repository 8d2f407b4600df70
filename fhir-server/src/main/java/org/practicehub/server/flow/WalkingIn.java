package org.practicehub.server.flow;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.server.scheduling.WalkIns;
import org.practicehub.server.scheduling.WalkIns.Coming;

/** Takes in who has no booking: in the practitioner's calendar if there is time now, else in nobody's, which the answer says. */
final class WalkingIn {
    private final FhirStore store;
    private final WalkIns walkIns;
    private final Moving moving;

    WalkingIn(FhirStore store, WalkIns walkIns, Moving moving) {
        this.store = store;
        this.walkIns = walkIns;
        this.moving = moving;
    }

    Bundle come(
            @Nullable Reference patient,
            @Nullable Reference service,
            @Nullable Reference practitioner,
            @Nullable Reference location,
            Optional<String> comment) {
        Coming coming = new Coming(patient, service, practitioner, location, comment);
        if (practitioner != null) {
            Optional<String> booked = booked(coming);
            if (booked.isPresent()) {
                return moving.answer(booked.get());
            }
        }
        String queued = Moving.settled(() -> store.unit(unit -> {
            Appointment visit = walkedIn(walkIns.queued(coming, unit));
            WalkIns.write(visit, Optional.empty(), unit);
            return Found.reference(visit);
        }));
        return moving.answer(queued, said("No time is free now: the patient is in the queue, in nobody's calendar."));
    }

    /** Empty when there is no time: somebody has it, or the calendar is not open. */
    private Optional<String> booked(Coming coming) {
        try {
            return Optional.of(store.unit(unit -> {
                Appointment met = walkIns.take(coming, unit);
                Appointment here = walkedIn(met.copy().setStatus(AppointmentStatus.ARRIVED));
                WalkIns.write(here, Optional.of(met), unit);
                return Found.reference(here);
            }));
        } catch (StoreConflict e) {
            return Optional.empty();
        } catch (UnprocessableEntityException e) {
            if (isAboutTime(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean isAboutTime(UnprocessableEntityException refused) {
        return refused.getOperationOutcome() instanceof OperationOutcome outcome
                && outcome.getIssue().stream()
                        .filter(issue -> issue.getCode() == IssueType.BUSINESSRULE)
                        .flatMap(issue -> issue.getExpression().stream())
                        .map(StringType::getValue)
                        .anyMatch(List.of("start", "practitioner")::contains);
    }

    private static Appointment walkedIn(Appointment visit) {
        return visit.setAppointmentType(Terms.concept(Terms.APPOINTMENT_REASON, "WALKIN", "Walk-in"));
    }

    private static OperationOutcome said(String sentence) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.INFORMATION)
                .setCode(IssueType.INFORMATIONAL)
                .setDiagnostics(sentence);
        return outcome;
    }
}
