package org.practicehub.server.apps;

import ca.uhn.fhir.rest.annotation.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.journal.JournalReader.FeedState;
import org.practicehub.routes.transport.Listeners;
import org.practicehub.routes.transport.MllpListener;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.springframework.security.core.context.SecurityContextHolder;

/** What the launcher shows: who is signed in, which apps they may open, and how the feeds are. */
public final class LauncherOperations {
    private final IdentitySettings identity;
    private final People people;
    private final Feeds feeds;
    private final JournalReader journal;
    private final Listeners listeners;
    private final CamelContext camel;
    private final Clock clock;

    LauncherOperations(
            IdentitySettings identity,
            People people,
            Feeds feeds,
            JournalReader journal,
            Listeners listeners,
            CamelContext camel,
            Clock clock) {
        this.identity = identity;
        this.people = people;
        this.feeds = feeds;
        this.journal = journal;
        this.listeners = listeners;
        this.camel = camel;
        this.clock = clock;
    }

    /** The person behind the token, and every app with whether they may open it. */
    @Operation(name = "$apps", idempotent = true)
    public Parameters apps() {
        Parameters parameters = new Parameters();
        Optional<Person> person = people.find(
                SecurityContextHolder.getContext().getAuthentication().getName());
        person.ifPresent(who -> describe(parameters.addParameter().setName("user"), who));
        Optional<Role> role =
                person.flatMap(who -> Optional.ofNullable(identity.roles().get(who.role())));
        identity.apps().entrySet().stream()
                .filter(app -> app.getValue().hasScreen())
                .forEach(app -> describe(parameters.addParameter().setName("app"), app, role));
        return parameters;
    }

    private void describe(ParametersParameterComponent out, Person who) {
        add(out, "name", new StringType(who.displayName()));
        add(out, "role", new CodeType(who.role()));
        Optional.ofNullable(identity.roles().get(who.role()))
                .ifPresent(role -> add(out, "roleTitle", new StringType(role.title())));
        Optional.ofNullable(who.fhirUser()).ifPresent(user -> add(out, "fhirUser", new Reference(user)));
    }

    private void describe(ParametersParameterComponent out, Map.Entry<String, App> app, Optional<Role> role) {
        boolean available = role.map(of -> identity.mayOpen(of, app.getKey())).orElse(false);
        add(out, "id", new CodeType(app.getKey()));
        add(out, "name", new StringType(app.getValue().name()));
        add(out, "description", new StringType(app.getValue().description()));
        add(out, "url", new UriType(app.getValue().path()));
        add(out, "available", new BooleanType(available));
        if (!available) {
            String title = role.map(Role::title).orElse("no role");
            add(out, "reason", new StringType("Your role (" + title + ") does not include this app."));
        }
    }

    /** Every feed: whether it is heard, when it was heard last, and what waits. */
    @Operation(name = "$feed-status", idempotent = true)
    public Parameters feedStatus() {
        Parameters parameters = new Parameters();
        feeds.all().forEach(feed -> describe(parameters.addParameter().setName("feed"), feed));
        return parameters;
    }

    private void describe(ParametersParameterComponent out, Feed feed) {
        Instant midnight = LocalDate.now(clock.withZone(feed.zone()))
                .atStartOfDay(feed.zone())
                .toInstant();
        FeedState state = journal.state(feed.id(), midnight);
        Optional<MllpListener> listener = listeners.at(feed.listen());
        boolean listening = listener.map(at -> at.isListening(camel)).orElse(false);
        add(out, "id", new CodeType(feed.id()));
        add(out, "name", new StringType(feed.id()));
        add(out, "address", new UriType(feed.listen()));
        add(out, "state", new CodeType(listening ? "listening" : "stopped"));
        listener.ifPresent(at -> add(out, "connections", new IntegerType(at.connections())));
        state.lastReceived().ifPresent(at -> add(out, "lastReceived", new InstantType(Date.from(at))));
        add(out, "receivedToday", count(state.receivedToday()));
        add(out, "waiting", count(state.waiting()));
        add(out, "held", count(state.held()));
    }

    private static IntegerType count(long number) {
        return new IntegerType(Math.toIntExact(number));
    }

    private static void add(ParametersParameterComponent out, String part, Type value) {
        if (!value.isEmpty()) {
            out.addPart().setName(part).setValue(value);
        }
    }
}
