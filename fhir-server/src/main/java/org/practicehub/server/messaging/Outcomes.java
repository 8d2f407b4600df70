package org.practicehub.server.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.CommunicationRequest;
import org.hl7.fhir.r4.model.CommunicationRequest.CommunicationRequestStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.mappings.record.Change;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.messaging.Composer.Composed;
import org.practicehub.server.messaging.Due.State;
import org.practicehub.server.messaging.Gateways.Way;

/** Writes down what became of a message: the Communication, its request, and a Task when only a call is left. */
final class Outcomes {
    /** On a Communication: the number or address. */
    static final String CONTACT = "urn:x-hub:extension:contact";

    /** On a Communication that nobody got: it went into the record alone. */
    static final String GATEWAY = "urn:x-hub:extension:gateway";

    /** The gateway's number of a message. */
    static final String GATEWAY_ID = "urn:x-hub:gateway-message";

    private final DueTable table;
    private final DeskTasks tasks;

    Outcomes(DueTable table, DeskTasks tasks) {
        this.table = table;
        this.tasks = tasks;
    }

    /** Before it is handed over: if the hub dies now, this says that it was tried. */
    int trying(Due due, Visit visit, Medium medium, Way way, Composed composed, Unit unit, Instant now) {
        Optional<Communication> met = read(due, medium, unit);
        Communication communication = met.map(Communication::copy).orElseGet(() -> fresh(due, visit, medium));
        communication.setStatus(CommunicationStatus.INPROGRESS);
        communication.getPayload().clear();
        // In a sandbox the link is what one tries the rest with.
        communication
                .addPayload()
                .setContent(new StringType(way.sandbox() ? composed.message().text() : composed.kept()));
        composed.message().calendar().ifPresent(calendar -> communication
                .addPayload()
                .setContent(new Attachment()
                        .setContentType("text/calendar; method=" + calendar.method())
                        .setTitle(composed.message().subject())
                        .setData(calendar.text().getBytes(StandardCharsets.UTF_8))));
        communication.getExtension().removeIf(one -> CONTACT.equals(one.getUrl()) || GATEWAY.equals(one.getUrl()));
        communication.addExtension(CONTACT, new StringType(composed.message().to()));
        communication.addExtension(GATEWAY, new CodeType(way.sandbox() ? "sandbox" : medium.code()));
        unit.write(List.of(new Change(communication, met.map(one -> one))), Requests.AUTHOR);
        return 1;
    }

    int accepted(Due due, Visit visit, Medium medium, Composed composed, String id, Unit unit, Instant now) {
        table.sent(due.request(), medium, composed.message().to(), id, now);
        List<Change> changes = new ArrayList<>();
        changes.add(change(due, medium, unit, communication -> {
            communication.setStatus(CommunicationStatus.COMPLETED).setSent(Date.from(now));
            communication.setStatusReason(null);
            if (!id.isBlank()) {
                communication.getIdentifier().clear();
                communication.addIdentifier().setSystem(GATEWAY_ID).setValue(id);
            }
        }));
        request(due, CommunicationRequestStatus.COMPLETED, Optional.empty(), unit)
                .ifPresent(changes::add);
        changes.add(new Change(
                Requests.trail(
                        List.of(changes.get(0).reference(), "CommunicationRequest/" + due.request()),
                        "Reminder sent",
                        Requests.hub(),
                        now),
                Optional.empty()));
        unit.write(changes, Requests.AUTHOR);
        return changes.size();
    }

    /** This way will not do. */
    int refused(Due due, Medium medium, String why, Unit unit, Instant now) {
        table.tried(due.request(), medium);
        unit.write(List.of(failed(due, medium, why, unit)), Requests.AUTHOR);
        return 1;
    }

    private static Change failed(Due due, Medium medium, String why, Unit unit) {
        return change(due, medium, unit, communication -> communication
                .setStatus(CommunicationStatus.NOTDONE)
                .setStatusReason(new CodeableConcept().setText(why)));
    }

    /** No way is left, or it is too late. */
    int gaveUp(Due due, Optional<Visit> visit, String why, boolean call, Unit unit, Instant now) {
        if (table.find(due.request())
                .filter(one -> one.state() == State.WAITING)
                .isEmpty()) {
            return 0;
        }
        table.end(due.request(), State.FAILED);
        List<Change> changes = new ArrayList<>();
        request(due, CommunicationRequestStatus.REVOKED, Optional.of(why), unit).ifPresent(changes::add);
        List<Medium> begun = Arrays.stream(Medium.values())
                .filter(medium -> read(due, medium, unit).isPresent())
                .toList();
        begun.stream()
                .filter(medium -> read(due, medium, unit)
                        .filter(one -> one.getStatus() == CommunicationStatus.INPROGRESS)
                        .isPresent())
                .forEach(medium -> changes.add(failed(due, medium, why, unit)));
        if (begun.isEmpty() && visit.isPresent()) {
            // Nothing was tried, and that it was not said is worth as much as that it was.
            Communication nothing = about(due, visit.get());
            nothing.setId("Communication/" + due.request());
            nothing.setStatus(CommunicationStatus.NOTDONE).setStatusReason(new CodeableConcept().setText(why));
            changes.add(new Change(nothing, Optional.empty()));
        }
        changes.add(new Change(
                Requests.trail(
                        List.of("CommunicationRequest/" + due.request()), "Reminder given up", Requests.hub(), now),
                Optional.empty()));
        if (call) {
            visit.flatMap(one -> tasks.call(one, unit, now)).ifPresent(changes::add);
        }
        unit.write(changes, Requests.AUTHOR);
        return changes.size();
    }

    /** The gateway tells that it has arrived. */
    int arrived(Due due, Medium medium, Unit unit, Instant now) {
        unit.write(
                List.of(change(due, medium, unit, communication -> communication.setReceived(Date.from(now)))),
                Requests.AUTHOR);
        return 1;
    }

    /** The gateway tells that it has not arrived: it counts as not sent, and another way is tried. */
    int bounced(Due due, Medium medium, String why, Unit unit, Instant now) {
        table.bounced(due.request(), medium, now);
        List<Change> changes = new ArrayList<>();
        changes.add(failed(due, medium, why, unit));
        request(due, CommunicationRequestStatus.ACTIVE, Optional.empty(), unit).ifPresent(changes::add);
        unit.write(changes, Requests.AUTHOR);
        return changes.size();
    }

    private static Optional<Change> request(
            Due due, CommunicationRequestStatus status, Optional<String> why, Unit unit) {
        return unit.resources()
                .read(ResourceType.CommunicationRequest, due.request())
                .map(CommunicationRequest.class::cast)
                .map(met -> {
                    CommunicationRequest changed = met.copy();
                    changed.setStatus(status);
                    why.ifPresent(text -> changed.setStatusReason(new CodeableConcept().setText(text)));
                    return new Change(changed, Optional.of(met));
                });
    }

    private static Change change(Due due, Medium medium, Unit unit, Consumer<Communication> how) {
        Communication met = read(due, medium, unit).orElseThrow();
        Communication changed = met.copy();
        how.accept(changed);
        return new Change(changed, Optional.of(met));
    }

    private static Optional<Communication> read(Due due, Medium medium, Unit unit) {
        return unit.resources()
                .read(ResourceType.Communication, id(due, medium))
                .map(Communication.class::cast);
    }

    /** One for each way, whichever process tries it. */
    private static String id(Due due, Medium medium) {
        return due.request() + "-" + medium.code();
    }

    private static Communication fresh(Due due, Visit visit, Medium medium) {
        Communication communication = about(due, visit);
        communication.setId("Communication/" + id(due, medium));
        communication.addMedium(Requests.medium(medium));
        return communication;
    }

    private static Communication about(Due due, Visit visit) {
        Communication communication = new Communication();
        communication.addBasedOn(new Reference("CommunicationRequest/" + due.request()));
        communication.addCategory(Requests.reminder());
        communication.setSubject(new Reference(visit.whose())).addRecipient(new Reference(visit.whose()));
        communication.addAbout(new Reference("Appointment/" + due.appointment()));
        return communication;
    }
}
