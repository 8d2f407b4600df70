package org.practicehub.routes.outbound;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.outbound.OutboundEvents;
import org.practicehub.mappings.outbound.OutboundMessage;
import org.practicehub.mappings.outbound.SrrMessage;
import org.practicehub.mappings.referrals.RriMessage;
import org.practicehub.routes.journal.ControlIds;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.ResourceVersions;
import org.practicehub.routes.store.Written;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes messages of the changes that a system has to hear of, in their order. What was noted and the message made of it
 * change places in one commit, so that a change is told once however often the work is broken off.
 */
class Composer {
    private static final int MOST_AT_ONCE = 50;

    private final FhirStore store;
    private final ResourceVersions versions;
    private final Departures departures;
    private final JdbcClient sql;
    private final Clock clock;

    Composer(FhirStore store, ResourceVersions versions, Departures departures, JdbcClient sql, Clock clock) {
        this.store = store;
        this.versions = versions;
        this.departures = departures;
        this.sql = sql;
        this.clock = clock;
    }

    private record Noted(long id, String type, String fhirId, Optional<String> before, String version) {}

    /** Returns whether there may be more. */
    boolean compose(Feed feed) {
        return store.unit(unit -> {
            if (!departures.isMine(feed.id())) {
                return false;
            }
            List<Noted> noted = take(feed.id());
            noted.forEach(change -> compose(change, feed, unit));
            return noted.size() == MOST_AT_ONCE;
        });
    }

    private List<Noted> take(String feed) {
        return sql
                .sql(
                        """
                        delete from hub_outgoing
                        where id in (select id from hub_outgoing where feed = ? order by id limit ?)
                        returning id, type, fhir_id, before_version, version""")
                .params(feed, MOST_AT_ONCE)
                .query((row, number) -> new Noted(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        Optional.ofNullable(row.getString(4)),
                        row.getString(5)))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Noted::id))
                .toList();
    }

    private void compose(Noted change, Feed feed, Unit unit) {
        Optional<Resource> after = versions.read(change.type(), change.fhirId(), change.version());
        Known known = new Known(versions, unit);
        after.stream()
                .flatMap(now -> messages(change, now, feed, known))
                .forEach(made -> departures.add(feed, made.message(), made.patient(), made.about(), Optional.empty()));
    }

    /** By what it is itself, or by what it belongs to: a referral, reports. */
    private Stream<Composed> messages(Noted change, Resource now, Feed feed, Known known) {
        Optional<Composed> alone =
                change(change, now, feed, known).or(() -> new Referring(departures, known, clock).tell(now, feed));
        return alone.isPresent() ? alone.stream() : new Reporting(departures, known, clock).tell(now, feed).stream();
    }

    /** What a change by itself is to the system. */
    private Optional<Composed> change(Noted change, Resource now, Feed feed, Known known) {
        Optional<String> knows = OutboundEvents.isComparedWithTold(change.type())
                ? departures.told(feed.id(), change.type(), change.fhirId()).stream()
                        .filter(one -> one.id().equals(change.fhirId()))
                        .map(Written::version)
                        .findFirst()
                : change.before();
        Optional<Resource> before = knows.flatMap(version -> versions.read(change.type(), change.fhirId(), version));
        return answer(before, now, feed, known)
                .or(() -> tell(before, now, feed, known))
                .map(message -> new Composed(
                        message, patient(now), List.of(new Written(change.type(), change.fhirId(), change.version()))));
    }

    private Optional<byte[]> tell(Optional<Resource> before, Resource after, Feed feed, Known known) {
        return OutboundEvents.of(before, after, feed.sending().orElseThrow())
                .flatMap(event -> after instanceof Task task
                        ? standing(task, feed, known)
                        : Optional.of(OutboundMessage.of(
                                event, before, after, feed, known.now(), clock.instant(), ControlIds.fresh())));
    }

    /** To whoever asked for an appointment: what became of the request, instead of the booking that others hear of. */
    private Optional<byte[]> answer(Optional<Resource> before, Resource after, Feed feed, Known known) {
        boolean answers = after instanceof Appointment now
                && feed.sending().orElseThrow().messages().contains("SRR")
                && before.filter(was -> SrrMessage.answers((Appointment) was, now))
                        .isPresent();
        return answers
                ? departures
                        .request(feed.id(), after.getIdElement().getIdPart())
                        .map(bytes -> message(bytes, feed))
                        .map(original -> SrrMessage.of(
                                (Appointment) after, original, feed, known.now(), clock.instant(), ControlIds.fresh()))
                : Optional.empty();
    }

    /** How a referral stands, in the words of the message that brought it; nothing for one that came by another way. */
    private Optional<byte[]> standing(Task task, Feed feed, Known known) {
        Optional<ServiceRequest> request = known.find(task.getFocus().getReference())
                .filter(ServiceRequest.class::isInstance)
                .map(ServiceRequest.class::cast);
        return departures
                .referral(feed.id(), task.getIdElement().getIdPart())
                .map(bytes -> message(bytes, feed))
                .flatMap(original -> request.map(referral ->
                        RriMessage.of(task, referral, original, feed, clock.instant(), ControlIds.fresh())));
    }

    private static Message message(byte[] bytes, Feed feed) {
        return ((Reading.Read) Message.read(bytes, feed.charset())).message();
    }

    private static Optional<String> patient(Resource resource) {
        if (resource instanceof Patient patient) {
            return Optional.of("Patient/" + patient.getIdElement().getIdPart());
        }
        if (resource instanceof Task task) {
            return Optional.ofNullable(task.getFor().getReference());
        }
        if (resource instanceof ChargeItem charge) {
            return Optional.ofNullable(charge.getSubject().getReference());
        }
        return resource instanceof Appointment appointment
                ? appointment.getParticipant().stream()
                        .map(Appointment.AppointmentParticipantComponent::getActor)
                        .map(Reference::getReference)
                        .filter(reference -> reference != null && reference.startsWith("Patient/"))
                        .findFirst()
                : Optional.empty();
    }
}
