package org.practicehub.server.scheduling;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.AppointmentResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationPriority;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.TaskTerms;
import org.practicehub.routes.store.StoredResources;
import org.practicehub.server.scheduling.FreedTimes.Asked;
import org.practicehub.server.scheduling.FreedTimes.Outcome;

/**
 * What tells of an offer: a Task for the front desk, and a CommunicationRequest where something can be sent to the patient. Neither
 * says what the visit is for.
 */
final class WaitlistNews {
    private static final String OFFER = "waitlist-offer";

    private final Clock clock;

    WaitlistNews(Clock clock) {
        this.clock = clock;
    }

    /** The front desk calls whom nothing can be sent to, and answers for who calls. */
    Task task(WaitlistEntry entry, boolean phoneOnly, Instant answerBy) {
        Task task = new Task().setIntent(TaskIntent.ORDER).setAuthoredOn(now());
        task.setId("Task/" + UUID.randomUUID());
        task.setCode(new CodeableConcept()
                .addCoding(new Coding(TaskTerms.CODE, "fulfill", "Fulfill the focal request"))
                .addCoding(new Coding(TaskTerms.KIND, OFFER, "Waitlist offer")));
        task.setFocus(new Reference(reference(entry)));
        task.setFor(new Reference(entry.patient()));
        task.setRequester(new Reference().setDisplay("Practice Hub"));
        task.setPriority(phoneOnly ? TaskPriority.URGENT : TaskPriority.ROUTINE);
        task.getRestriction().getPeriod().setEnd(Date.from(answerBy));
        task.setStatus(TaskStatus.REQUESTED).setLastModified(now());
        task.setBusinessStatus(new CodeableConcept().setText(phoneOnly ? "Phone only: call them" : "Offered"));
        return task;
    }

    CommunicationRequest request(WaitlistEntry entry, Instant answerBy) {
        CommunicationRequest request = message(
                entry, "A time has become free at our practice. Sign in, or call us, to take it or to let it pass.");
        request.setPriority(CommunicationPriority.URGENT);
        request.setOccurrence(new Period().setStart(now()).setEnd(Date.from(answerBy)));
        return request;
    }

    private CommunicationRequest message(WaitlistEntry entry, String text) {
        CommunicationRequest request = new CommunicationRequest().setStatus(CommunicationRequestStatus.ACTIVE);
        request.setId("CommunicationRequest/" + UUID.randomUUID());
        request.addCategory(new CodeableConcept().addCoding(new Coding(Terms.COMMUNICATION, OFFER, "Waitlist offer")));
        request.setSubject(new Reference(entry.patient()));
        request.addRecipient(new Reference(entry.patient()));
        request.addAbout(new Reference(reference(entry)));
        request.setAuthoredOn(now());
        request.addPayload().setContent(new StringType(text));
        return request;
    }

    private static String reference(WaitlistEntry entry) {
        return "Appointment/" + entry.id();
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    /** What the patient has said, by themselves or to the front desk. */
    Change answer(WaitlistEntry entry, Asked asked, boolean accepted) {
        AppointmentResponse response = new AppointmentResponse();
        response.setId("AppointmentResponse/" + UUID.randomUUID());
        response.setAppointment(new Reference(reference(entry)));
        response.setActor(new Reference(entry.patient()));
        response.setStart(Date.from(asked.span().from()))
                .setEnd(Date.from(asked.span().until()));
        response.setParticipantStatus(
                accepted
                        ? AppointmentResponse.ParticipantStatus.ACCEPTED
                        : AppointmentResponse.ParticipantStatus.DECLINED);
        return new Change(response, Optional.empty());
    }

    /** An offer is over. Who was written to and lost it hears so. */
    List<Change> end(Asked asked, Outcome outcome, StoredResources record) {
        List<Change> changes = new ArrayList<>();
        record.read(ResourceType.Task, new IdType(asked.task()).getIdPart())
                .map(Task.class::cast)
                .filter(task -> !TaskTerms.isClosed(task))
                .ifPresent(task -> changes.add(new Change(end(task.copy(), outcome), Optional.of(task))));
        asked.request()
                .flatMap(id -> record.read(ResourceType.CommunicationRequest, new IdType(id).getIdPart()))
                .map(CommunicationRequest.class::cast)
                .ifPresent(request -> {
                    if (request.getStatus() == CommunicationRequestStatus.ACTIVE) {
                        changes.add(new Change(end(request.copy(), outcome), Optional.of(request)));
                    }
                    if (outcome == Outcome.TAKEN) {
                        record.read(ResourceType.Appointment, asked.appointment())
                                .map(one -> WaitlistEntry.of((Appointment) one, record))
                                .filter(WaitlistEntry::isOn)
                                .ifPresent(entry -> changes.add(new Change(
                                        message(
                                                entry,
                                                "The time that was free at our practice has been taken. You stay on the list, and"
                                                        + " we will tell you of the next one."),
                                        Optional.empty())));
                    }
                });
        return changes;
    }

    private Task end(Task task, Outcome outcome) {
        task.setStatus(
                switch (outcome) {
                    case ACCEPTED -> TaskStatus.COMPLETED;
                    case DECLINED -> TaskStatus.REJECTED;
                    case EXPIRED, TAKEN, WITHDRAWN, OFFERED -> TaskStatus.CANCELLED;
                });
        task.setBusinessStatus(new CodeableConcept().setText(words(outcome)));
        return task.setLastModified(now());
    }

    private static CommunicationRequest end(CommunicationRequest request, Outcome outcome) {
        boolean answered = outcome == Outcome.ACCEPTED || outcome == Outcome.DECLINED;
        request.setStatus(answered ? CommunicationRequestStatus.COMPLETED : CommunicationRequestStatus.REVOKED);
        return request.setStatusReason(new CodeableConcept().setText(words(outcome)));
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case OFFERED -> "Offered";
            case ACCEPTED -> "Accepted";
            case DECLINED -> "Declined";
            case EXPIRED -> "No answer in time";
            case TAKEN -> "Taken by somebody else";
            case WITHDRAWN -> "Waits no longer";
        };
    }
}
