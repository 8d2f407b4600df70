package org.practicehub.routes.outbound;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
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
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.journal.ControlIds;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.ResourceVersions;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.practicehub.routes.store.Written;
import org.practicehub.routes.tasks.UntoldTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Makes messages of the changes that a system has to hear of, in their order. What was noted and the message made of it
 * change places in one commit, so that a change is told once however often the work is broken off.
 */
class Composer {
    private static final Logger LOG = LoggerFactory.getLogger(Composer.class);
    private static final int MOST_AT_ONCE = 50;

    private final FhirStore store;
    private final ResourceVersions versions;
    private final Departures departures;
    private final Notes notes;
    private final Clock clock;

    Composer(FhirStore store, ResourceVersions versions, Departures departures, JdbcClient sql, Clock clock) {
        this.store = store;
        this.versions = versions;
        this.departures = departures;
        this.notes = new Notes(sql);
        this.clock = clock;
    }

    /** No message could be made of a change. */
    @SuppressWarnings("serial") // never leaves the process
    private static final class Unmade extends RuntimeException {
        private final Noted change;

        Unmade(Noted change, RuntimeException cause) {
            super(cause);
            this.change = change;
        }
    }

    /**
     * A change that no message can be made of is set aside, so that it keeps nothing waiting that stands behind it.
     *
     * @return whether there may be more
     */
    boolean compose(Feed feed) {
        try {
            return store.unit(unit -> {
                if (!departures.isMine(feed.id())) {
                    return false;
                }
                List<Noted> noted = notes.take(feed.id(), MOST_AT_ONCE);
                noted.forEach(change -> compose(change, feed, unit));
                return noted.size() == MOST_AT_ONCE;
            });
        } catch (Unmade e) {
            // Who reads in vain may have spoilt the unit: this is another, and the rest is made in a third.
            store.unit(unit -> setAside(e, feed, unit));
            return true;
        }
    }

    private boolean setAside(Unmade unmade, Feed feed, Unit unit) {
        Noted change = unmade.change;
        if (!departures.isMine(feed.id()) || !notes.setAside(feed.id(), change)) {
            return false;
        }
        UntoldTasks.open(feed.id(), change.reference(), unit);
        LOG.warn(
                "Feed {}: no message could be made of {}, which is set aside: {}",
                feed.id(),
                change.reference(),
                Failures.describe(unmade));
        return true;
    }

    /** What was set aside is tried once more: the hub may be another now. */
    void putBack(Feed feed) {
        store.unit(unit -> {
            notes.putBack(feed.id());
            return feed;
        });
    }

    private void compose(Noted noted, Feed feed, Unit unit) {
        Noted change = notes.withSetAside(feed.id(), noted);
        List<Composed> made = make(change, feed, unit);
        made.forEach(one -> departures.add(feed, one.message(), one.patient(), one.about(), Optional.empty()));
        if (change.failures() > 0) {
            UntoldTasks.close(feed.id(), change.reference(), unit);
        }
    }

    /** A failure of the database is none of the change's: all is tried again. */
    private List<Composed> make(Noted change, Feed feed, Unit unit) {
        try {
            return messages(change, feed, new Known(versions, unit));
        } catch (RuntimeException e) {
            throw isOfTheStore(e) ? e : new Unmade(change, e);
        }
    }

    private static boolean isOfTheStore(RuntimeException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException
                        || cause instanceof DataAccessException
                        || cause instanceof TransactionException
                        || cause instanceof StoreConflict
                        || cause instanceof StoreUnavailable);
    }

    private List<Composed> messages(Noted change, Feed feed, Known known) {
        return versions.read(change.type(), change.fhirId(), change.version()).stream()
                .flatMap(now -> messages(change, now, feed, known))
                .toList();
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
