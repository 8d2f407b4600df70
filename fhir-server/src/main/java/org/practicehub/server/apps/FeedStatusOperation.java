package org.practicehub.server.apps;

import ca.uhn.fhir.rest.annotation.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.journal.FeedStates;
import org.practicehub.routes.journal.FeedStates.FeedState;
import org.practicehub.routes.silence.Silences;
import org.practicehub.routes.transport.Listener;
import org.practicehub.routes.transport.Listeners;

/** How the feeds are: about machines, and nobody's record. */
public final class FeedStatusOperation {
    private final Feeds feeds;
    private final FeedStates states;
    private final Silences silences;
    private final Listeners listeners;
    private final CamelContext camel;
    private final Clock clock;

    FeedStatusOperation(
            Feeds feeds, FeedStates states, Silences silences, Listeners listeners, CamelContext camel, Clock clock) {
        this.feeds = feeds;
        this.states = states;
        this.silences = silences;
        this.listeners = listeners;
        this.camel = camel;
        this.clock = clock;
    }

    /** Every feed: whether it is heard, how much comes and since when nothing does, what waits and for how long. */
    @Operation(name = "$feed-status", idempotent = true)
    public Parameters feedStatus() {
        Parameters parameters = new Parameters();
        Instant now = clock.instant();
        feeds.all().forEach(feed -> describe(parameters.addParameter().setName("feed"), feed, now));
        return parameters;
    }

    private void describe(ParametersParameterComponent out, Feed feed, Instant now) {
        Instant midnight =
                LocalDate.ofInstant(now, feed.zone()).atStartOfDay(feed.zone()).toInstant();
        FeedState state = states.of(feed.id(), midnight, now);
        add(out, "id", new CodeType(feed.id()));
        add(out, "name", new StringType(feed.id()));
        add(out, "address", new UriType(feed.listen()));
        listening(out, feed, now);
        at(out, "lastReceived", state.lastReceived());
        add(out, "receivedToday", count(state.receivedToday()));
        add(out, "receivedLastHour", count(state.receivedInAnHour()));
        add(out, "receivedLastFiveMinutes", count(state.receivedInFiveMinutes()));
        add(out, "waiting", count(state.waiting()));
        at(out, "oldestWaiting", state.oldestWaiting());
        add(out, "held", count(state.held()));
        feed.sending().ifPresent(sending -> {
            add(out, "sendsTo", new UriType(sending.to()));
            at(out, "lastDelivered", state.lastDelivered());
            add(out, "toSend", count(state.toSend()));
            at(out, "oldestToSend", state.oldestToSend());
            add(out, "failed", count(state.failed()));
            add(out, "untold", count(state.untold()));
        });
    }

    private void listening(ParametersParameterComponent out, Feed feed, Instant now) {
        Optional<Listener.Status> status = listeners.at(feed.listen()).map(listener -> listener.status(camel));
        add(out, "state", new CodeType(status.map(FeedStatusOperation::code).orElse("stopped")));
        status.ifPresent(how -> {
            how.connections().ifPresent(number -> add(out, "connections", new IntegerType(number)));
            at(out, "unreachableSince", how.unreachableSince());
        });
        feed.silence().ifPresent(silence -> {
            at(out, "silentSince", silences.since(feed.id()));
            add(out, "expecting", new BooleanType(silence.isExpecting(now, feed.zone())));
        });
    }

    private static String code(Listener.Status status) {
        if (status.unreachableSince().isPresent()) {
            return "unreachable";
        }
        return status.open() ? "listening" : "stopped";
    }

    private static IntegerType count(long number) {
        return new IntegerType(Math.toIntExact(number));
    }

    private static void at(ParametersParameterComponent out, String part, Optional<Instant> at) {
        at.ifPresent(instant -> add(out, part, new InstantType(Date.from(instant))));
    }

    private static void add(ParametersParameterComponent out, String part, Type value) {
        if (!value.isEmpty()) {
            out.addPart().setName(part).setValue(value);
        }
    }
}
