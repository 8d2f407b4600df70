package org.practicehub.routes.outbound;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.outbound.Directory;
import org.practicehub.mappings.outbound.OutboundEvent;
import org.practicehub.mappings.outbound.OutboundReferral;
import org.practicehub.mappings.outbound.ReferralMessage;
import org.practicehub.routes.journal.ControlIds;
import org.practicehub.routes.store.Written;

/**
 * Tells a system of the referrals to whom it works for (5.4). What it was told is compared with what is: a referral is an order
 * and a Task, which may be written one after the other, and is told once.
 */
record Referring(Departures departures, Known known, Clock clock) {

    /** What the feed has to hear of the referral that an order or a Task belongs to. */
    Optional<Composed> tell(Resource changed, Feed feed) {
        return order(changed)
                .flatMap(order -> referral(order, known.now()))
                .filter(referral -> !known.isFrom(feed.id(), "ServiceRequest", id(referral)))
                .flatMap(referral -> tell(referral, feed));
    }

    private Optional<String> order(Resource changed) {
        return changed instanceof Task task
                ? Optional.ofNullable(task.getFocus().getReference())
                        .filter(focus -> focus.startsWith("ServiceRequest/"))
                : Optional.of(changed).filter(ServiceRequest.class::isInstance).map(order -> Known.written(order)
                        .reference());
    }

    private Optional<OutboundReferral> referral(String order, Directory directory) {
        List<Task> tasks = known.unit().resources().referringTo(order, Set.of(ResourceType.Task)).stream()
                .map(Task.class::cast)
                .toList();
        return directory
                .find(order)
                .map(ServiceRequest.class::cast)
                .flatMap(request -> OutboundReferral.of(request, tasks));
    }

    private Optional<Composed> tell(OutboundReferral referral, Feed feed) {
        List<Written> told = departures.told(feed.id(), "ServiceRequest", id(referral));
        Optional<OutboundReferral> before = told.isEmpty() ? Optional.empty() : asTold(told);
        Optional<OutboundEvent> event = ReferralMessage.event(before, referral, feed, known.now());
        return event.map(what -> new Composed(
                ReferralMessage.of(what, before, referral, feed, known.now(), clock.instant(), ControlIds.fresh()),
                Optional.ofNullable(referral.request().getSubject().getReference()),
                List.of(Known.written(referral.request()), Known.written(referral.task()))));
    }

    private Optional<OutboundReferral> asTold(List<Written> told) {
        return version(told, ServiceRequest.class)
                .flatMap(request -> version(told, Task.class).map(task -> new OutboundReferral(request, task)));
    }

    private <T extends Resource> Optional<T> version(List<Written> told, Class<T> type) {
        return told.stream()
                .filter(one -> one.type().equals(type.getSimpleName()))
                .findFirst()
                .flatMap(one -> known.versions().read(one.type(), one.id(), one.version()))
                .map(type::cast);
    }

    private static String id(OutboundReferral referral) {
        return referral.request().getIdElement().getIdPart();
    }
}
