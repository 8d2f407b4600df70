package org.practicehub.server.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.ResourceType;
import org.practicehub.routes.failures.Failures;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.routes.store.StoreConflict;
import org.practicehub.routes.store.StoreUnavailable;
import org.practicehub.server.messaging.Composer.Composed;
import org.practicehub.server.messaging.Gateway.Handed;
import org.practicehub.server.messaging.Gateways.Way;
import org.practicehub.server.messaging.Plans.Step;
import org.practicehub.server.messaging.Plans.When;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due (S4). A message is taken on by one process, looked at again as the record is now, handed to a gateway, and
 * 'completed' only when that has said that it takes it (openemr#9064).
 */
class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int AT_ONCE = 20;
    private static final int MOST_ROUNDS = 25;
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final ReminderPlans plans;
    private final DueTable table;
    private final Planner planner;
    private final Gateways gateways;
    private final Composer composer;
    private final Links links;
    private final Outcomes outcomes;
    private final FhirStore store;

    Sender(
            ReminderPlans plans,
            DueTable table,
            Planner planner,
            Gateways gateways,
            Composer composer,
            Links links,
            Outcomes outcomes,
            FhirStore store) {
        this.plans = plans;
        this.table = table;
        this.planner = planner;
        this.gateways = gateways;
        this.composer = composer;
        this.links = links;
        this.outcomes = outcomes;
        this.store = store;
    }

    /** Sends what is due; returns how many messages were looked at. */
    int look(Instant now) {
        int looked = 0;
        for (int round = 0; round < MOST_ROUNDS && plans.now().enabled(); round++) {
            List<Due> due = table.claim(now, CLAIM, AT_ONCE);
            due.forEach(one -> send(one, now));
            looked += due.size();
            if (due.size() < AT_ONCE) {
                break;
            }
        }
        return looked;
    }

    private void send(Due due, Instant now) {
        try {
            step(due, now);
        } catch (StoreConflict e) {
            table.later(due.request(), now.plus(FIRST_PAUSE), false);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            // The others are sent all the same; this one is tried again when its claim is over.
            LOG.error("Reminder {} cannot be sent: {}", due.request(), Failures.describe(e));
        }
    }

    /** What the record says now, and by which way it may go. */
    private sealed interface Decision {
        record Go(Visit visit, Step step, Medium medium, Way way, Composed composed) implements Decision {}

        record Wait(Instant until, boolean counts) implements Decision {}

        record GiveUp(Optional<Visit> visit, String why, boolean call) implements Decision {}

        /** The visit has changed a moment ago: what is to be said of it now, the plan says. */
        record Replan() implements Decision {}
    }

    private void step(Due claimed, Instant now) {
        Due due = claimed;
        while (true) {
            Due one = due;
            Decision decision = store.unit(unit -> decide(one, now, unit));
            if (decision instanceof Decision.Go go) {
                if (hand(one, go, now)) {
                    return;
                }
                Optional<Due> next = store.unit(unit -> table.find(one.request()))
                        .filter(again -> again.state() == Due.State.WAITING);
                if (next.isEmpty()) {
                    return;
                }
                due = next.get();
            } else {
                settle(one, decision, now);
                return;
            }
        }
    }

    private void settle(Due due, Decision decision, Instant now) {
        if (decision instanceof Decision.Wait wait) {
            table.later(due.request(), wait.until(), wait.counts());
        } else if (decision instanceof Decision.GiveUp end) {
            store.unit(unit -> outcomes.gaveUp(due, end.visit(), end.why(), end.call(), unit, now));
        } else {
            planner.plan(due.appointment(), now);
            table.release(due.request());
        }
    }

    private Decision decide(Due due, Instant now, Unit unit) {
        Plans all = plans.now();
        Optional<Appointment> appointment = unit.resources()
                .read(ResourceType.Appointment, due.appointment())
                .map(Appointment.class::cast);
        if (appointment.isEmpty()
                || !table.isPlanned(
                        due.appointment(),
                        Long.parseLong(appointment.get().getMeta().getVersionId()))) {
            return new Decision.Replan();
        }
        Optional<Visit> visit = Visit.of(appointment.get(), unit.resources(), all.practice());
        Optional<Step> step = visit.flatMap(one -> all.step(one.services(), due.step()));
        if (visit.isEmpty() || step.isEmpty() || !now.isBefore(due.begins())) {
            return new Decision.GiveUp(visit, "The visit's time has come before it could be sent.", false);
        }
        ZoneId zone = visit.get().patientZone();
        if (all.quiet().isAt(now, zone)) {
            return waitOr(all.quiet().after(now, zone), due, visit, "The quiet hours last until the visit.");
        }
        boolean told = step.get().when() instanceof When.Before;
        List<Instant> sent = table.sentSince(due.patient(), now.minus(WEEK));
        // That a visit is off or at another time is news, and waits for no limit.
        if (told && sent.size() >= all.aWeek()) {
            return new Decision.GiveUp(visit, "The patient has had as many messages this week as they may.", false);
        }
        long today = sent.stream()
                .filter(at ->
                        at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate()))
                .count();
        if (told && today >= all.aDay()) {
            return waitOr(
                    all.quiet().nextDay(now, zone),
                    due,
                    visit,
                    "The patient has had as many messages today as they may.");
        }
        return way(due, visit.get(), step.get(), all, now, unit);
    }

    private static Decision waitOr(Instant until, Due due, Optional<Visit> visit, String otherwise) {
        return until.isBefore(due.begins())
                ? new Decision.Wait(until, false)
                : new Decision.GiveUp(visit, otherwise, false);
    }

    /** The first way that is open: a number or address, nobody who has said no, a gateway. */
    private Decision way(Due due, Visit visit, Step step, Plans all, Instant now, Unit unit) {
        boolean resting = false;
        for (Medium medium : step.by()) {
            Optional<Way> way = gateways.of(medium);
            Optional<String> contact = due.tried().contains(medium) || way.isEmpty()
                    ? Optional.empty()
                    : Numbers.of(visit.patient(), medium, all.country())
                            .filter(one -> ConsentLedger.allows(ConsentLedger.TREATMENT, one, unit.resources())
                                    .orElse(all.consentAssumed()));
            if (contact.isPresent() && way.isPresent()) {
                if (way.get().breaker().isOpen(now)) {
                    resting = true;
                    continue;
                }
                Composed composed =
                        composer.compose(visit, all, step, due, medium, contact.get(), links.make(due), now);
                outcomes.trying(due, visit, medium, way.get(), composed, unit, now);
                return new Decision.Go(visit, step, medium, way.get(), composed);
            }
        }
        return resting
                ? new Decision.Wait(now.plus(FIRST_PAUSE), false)
                : new Decision.GiveUp(
                        Optional.of(visit), "There is no number or address at which the patient may be reached.", true);
    }

    /** @return whether that was it; false when another way may do */
    private boolean hand(Due due, Decision.Go go, Instant now) {
        Handed handed = go.way().gateway().send(go.composed().message());
        if (handed instanceof Handed.Accepted accepted) {
            go.way().breaker().worked();
            store.unit(
                    unit -> outcomes.accepted(due, go.visit(), go.medium(), go.composed(), accepted.id(), unit, now));
            return true;
        }
        if (handed instanceof Handed.Refused refused) {
            go.way().breaker().worked();
            store.unit(unit -> outcomes.refused(due, go.medium(), refused.why(), unit, now));
            return false;
        }
        go.way().breaker().failed(now);
        Instant then = now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(due.attempts() - 1, MOST_ATTEMPTS)));
        if (due.attempts() >= MOST_ATTEMPTS || !then.isBefore(due.begins())) {
            String why = ((Handed.Unavailable) handed).why();
            store.unit(unit -> outcomes.refused(due, go.medium(), why, unit, now));
            return false;
        }
        table.later(due.request(), then, true);
        return true;
    }
}
