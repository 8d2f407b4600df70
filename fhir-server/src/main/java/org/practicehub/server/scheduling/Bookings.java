package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.server.scheduling.Calendars.OpenHours;
import org.practicehub.server.scheduling.Finder.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries bookings out: what collides by chance is tried again, and who loses a race hears what else there is (CONFLICT). */
final class Bookings {
    private static final Logger LOG = LoggerFactory.getLogger(Bookings.class);
    private static final int ATTEMPTS = 6;
    private static final int SHORTEST_PAUSE_MILLIS = 10;
    private static final int ALTERNATIVES = 3;
    private static final Duration NEARBY = Duration.ofDays(14);

    private final FhirStore store;
    private final Desk desk;
    private final Calendars calendars;
    private final Finder finder;
    private final Proposals proposals;

    Bookings(FhirStore store, Desk desk, Calendars calendars, Finder finder, Proposals proposals) {
        this.store = store;
        this.desk = desk;
        this.calendars = calendars;
        this.finder = finder;
        this.proposals = proposals;
    }

    /** @param asks what is wanted, as the record is when it is asked */
    Bundle put(Function<Unit, Wanted> asks) {
        return put(asks, (wanted, unit) -> {});
    }

    /** @param then what else is to be done in the same unit, when it is booked */
    Bundle put(Function<Unit, Wanted> asks, BiConsumer<Wanted, Unit> then) {
        List<Wanted> last = new ArrayList<>();
        return run(
                unit -> {
                    Wanted wanted = asks.apply(unit);
                    last.clear();
                    last.add(wanted);
                    String id = desk.put(wanted, unit);
                    then.accept(wanted, unit);
                    return id;
                },
                () -> last.stream().findFirst());
    }

    /** @param work changes an Appointment and returns its id */
    Bundle change(Function<Unit, String> work) {
        return run(work, Optional::empty);
    }

    private Bundle run(Function<Unit, String> work, Supplier<Optional<Wanted>> wanted) {
        for (int attempt = 1; ; attempt++) {
            try {
                return store.unit(unit -> answer(work.apply(unit), unit));
            } catch (StoreConflict e) {
                boolean gone = e.getCause() instanceof TimeTaken taken
                        && (taken.isByAll()
                                || wanted.get()
                                        .filter(one ->
                                                taken.owner().equals(one.offer().provider()))
                                        .isPresent());
                if (gone || attempt == ATTEMPTS) {
                    throw wanted.get()
                            .map(this::lost)
                            .orElseGet(() -> Refused.conflict(
                                    "Somebody else changed this visit at the same moment. Look at it again."));
                }
                LOG.debug("A booking collided with another one; it is tried again.");
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1, SHORTEST_PAUSE_MILLIS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Bundle answer(String id, Unit unit) {
        Resource appointment =
                unit.resources().read(ResourceType.Appointment, id).orElseThrow();
        Bundle bundle = new Bundle().setType(BundleType.SEARCHSET).setTotal(1);
        bundle.addEntry().setResource(appointment);
        return bundle;
    }

    private BaseServerResponseException lost(Wanted wanted) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(IssueType.CONFLICT)
                .setDiagnostics("This time has just been taken.");
        alternatives(wanted).forEach(outcome::addContained);
        return new ResourceVersionConflictException("This time has just been taken.", outcome);
    }

    /** The next times for the same, with the same practitioner first. */
    List<Appointment> alternatives(Wanted wanted) {
        return store.unit(unit -> {
            Map<String, List<OpenHours>> hours = calendars.all(unit.resources());
            List<Offer> offers =
                    new ArrayList<>(nearby(wanted, Set.of(wanted.offer().provider()), hours));
            if (offers.size() < ALTERNATIVES) {
                nearby(wanted, Set.of(), hours).stream()
                        .filter(offer -> !offers.contains(offer))
                        .limit(ALTERNATIVES - offers.size())
                        .toList()
                        .forEach(offers::add);
            }
            List<Appointment> alternatives = proposals.of(offers, wanted.type(), hours, unit.resources());
            alternatives.forEach(one -> {
                // Contained in the answer: nothing can be contained in what is.
                one.setId("alternative" + (alternatives.indexOf(one) + 1));
                one.getContained().clear();
                one.getSlot().clear();
            });
            return alternatives;
        });
    }

    private List<Offer> nearby(Wanted wanted, Set<String> providers, Map<String, List<OpenHours>> hours) {
        Span span = wanted.offer().span();
        return finder.find(
                new Question(
                        wanted.type(),
                        new Span(span.from(), span.from().plus(NEARBY)),
                        providers,
                        wanted.offer().site().map(Set::of).orElse(Set.of()),
                        wanted.judge(),
                        wanted.existing().map(one -> one.getIdElement().getIdPart()),
                        ALTERNATIVES),
                hours);
    }
}
