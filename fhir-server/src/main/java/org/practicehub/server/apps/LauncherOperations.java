package org.practicehub.server.apps;

import ca.uhn.fhir.rest.annotation.Operation;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;
import org.springframework.security.core.context.SecurityContextHolder;

/** What the launcher shows: who is signed in, and which apps they may open. */
public final class LauncherOperations {
    private final Apps apps;
    private final Policy policy;
    private final People people;

    LauncherOperations(Apps apps, Policy policy, People people) {
        this.apps = apps;
        this.policy = policy;
        this.people = people;
    }

    /** The person behind the token, and every app with whether they may open it. */
    @Operation(name = "$apps", idempotent = true)
    public Parameters apps() {
        Parameters parameters = new Parameters();
        Optional<Person> person = people.find(
                SecurityContextHolder.getContext().getAuthentication().getName());
        person.ifPresent(who -> describe(parameters.addParameter().setName("user"), who));
        Optional<Role> role =
                person.flatMap(who -> Optional.ofNullable(policy.roles().get(who.role())));
        apps.all().entrySet().stream()
                .filter(app -> app.getValue().hasScreen())
                .forEach(app -> describe(parameters.addParameter().setName("app"), app, role));
        return parameters;
    }

    private void describe(ParametersParameterComponent out, Person who) {
        add(out, "name", new StringType(who.displayName()));
        add(out, "role", new CodeType(who.role()));
        Optional.ofNullable(policy.roles().get(who.role())).ifPresent(role -> {
            add(out, "roleTitle", new StringType(role.title()));
            add(out, "reviewsAccess", new BooleanType(role.reviewsAccess()));
            add(out, "people", new BooleanType(role.people()));
            add(out, "clients", new BooleanType(role.clients()));
            add(out, "feeds", new BooleanType(role.feeds()));
        });
        Optional.ofNullable(who.fhirUser()).ifPresent(user -> add(out, "fhirUser", new Reference(user)));
    }

    private void describe(ParametersParameterComponent out, Map.Entry<String, App> app, Optional<Role> role) {
        boolean available = role.map(of -> apps.mayOpen(of, app.getKey())).orElse(false);
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

    private static void add(ParametersParameterComponent out, String part, Type value) {
        if (!value.isEmpty()) {
            out.addPart().setName(part).setValue(value);
        }
    }
}
