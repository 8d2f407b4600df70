package org.practicehub.server.access;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.People.Person;

/**
 * Answers what a person can see of a patient by an app, and why: by the same rules that let requests through, so that it cannot
 * say anything else than they do.
 */
public final class Simulator {
    /** Of a patient with more resources of a type than this the rest is not counted. */
    private static final int MOST = 200;

    private final AccessFinder finder;
    private final Policy policy;
    private final Apps apps;
    private final People people;
    private final Records records;
    private final Sight sight;

    Simulator(AccessFinder finder, Policy policy, Apps apps, People people, Records records, Sight sight) {
        this.finder = finder;
        this.policy = policy;
        this.apps = apps;
        this.people = people;
        this.records = records;
        this.sight = sight;
    }

    /** Whom, and by which app, one can ask about. */
    @Operation(name = "$access-choices", idempotent = true)
    public Parameters choices() {
        Parameters out = new Parameters();
        people.active().forEach(person -> {
            String title = policy.role(person.role()).map(Role::title).orElse(person.role());
            choice(out, "person", person.username(), person.displayName() + " (" + title + ")");
        });
        apps.all().forEach((id, app) -> {
            if (app.grants().contains("authorization_code") && !app.scopes().isEmpty()) {
                choice(out, "app", id, app.name());
            }
        });
        return out;
    }

    private static void choice(Parameters out, String name, String id, String words) {
        ParametersParameterComponent part = out.addParameter().setName(name);
        part.addPart().setName("id").setValue(new CodeType(id));
        part.addPart().setName("name").setValue(new StringType(words));
    }

    /** Every type of which the patient has something or the person something open. */
    @Operation(name = "$access", idempotent = true)
    public Parameters access(
            @OperationParam(name = "person", min = 1) StringType username,
            @OperationParam(name = "patient", min = 1) StringType patient,
            @OperationParam(name = "app", min = 1) StringType app) {
        Person person = people.find(username.getValue())
                .filter(Person::active)
                .orElseThrow(() -> new ResourceNotFoundException("Nobody active has this user name."));
        Role role = policy.role(person.role())
                .orElseThrow(() -> new ResourceNotFoundException("The person's role is not in roles.yaml."));
        App by = apps.find(app.getValue()).orElse(null);
        if (by == null || records.current("Patient", patient.getValue()).isEmpty()) {
            throw new ResourceNotFoundException("There is no such " + (by == null ? "app." : "patient."));
        }
        boolean opens = apps.mayOpen(role, app.getValue());
        Access access = opens
                ? finder.person(
                        person,
                        role,
                        app.getValue(),
                        AccessFinder.scopes(by.scopes()),
                        java.util.Optional.of(patient.getValue()))
                : Access.NONE;
        Parameters out = new Parameters();
        out.addParameter("role", new StringType(role.title()));
        out.addParameter("policy", new StringType(policy.hash()));
        out.addParameter("opens-app", new org.hl7.fhir.r4.model.BooleanType(opens));
        types(access).forEach(type -> describe(out, type, access, role, "Patient/" + patient.getValue()));
        return out;
    }

    private static Set<String> types(Access access) {
        Set<String> types = new TreeSet<>(Owners.types());
        types.add("Patient");
        access.openings().stream()
                .map(Opening::type)
                .filter(type -> !type.equals(SmartScope.ANY))
                .forEach(types::add);
        return types;
    }

    private void describe(Parameters out, String type, Access access, Role role, String patient) {
        List<IBaseResource> all = Owners.parameter(type)
                .map(parameter -> records.search(type + "?" + parameter + "="
                        + (type.equals("Patient") ? patient.substring("Patient/".length()) : patient) + "&_count="
                        + MOST))
                .orElse(List.of());
        List<Opening> openings = access.openings().stream()
                .filter(opening -> opening.type().equals(type) || opening.type().equals(SmartScope.ANY))
                .toList();
        if (all.isEmpty() && openings.isEmpty()) {
            return;
        }
        long seen = all.stream()
                .filter(resource -> sight.isOpen(access, 'r', resource))
                .count();
        ParametersParameterComponent part = out.addParameter().setName("type");
        part.addPart().setName("name").setValue(new CodeType(type));
        part.addPart().setName("may").setValue(new StringType(letters(openings)));
        if (Owners.isOwned(type)) {
            part.addPart().setName("stored").setValue(new IntegerType(all.size()));
            part.addPart().setName("seen").setValue(new IntegerType((int) seen));
        }
        reasons(type, openings, role, all)
                .forEach(reason -> part.addPart().setName("why").setValue(new StringType(reason)));
    }

    private static String letters(List<Opening> openings) {
        return SmartScope.letters(openings.stream()
                .flatMap(opening -> opening.permissions().stream())
                .collect(Collectors.toSet()));
    }

    private static List<String> reasons(String type, List<Opening> openings, Role role, List<IBaseResource> all) {
        List<String> reasons = new ArrayList<>();
        if (openings.isEmpty()) {
            reasons.add("Neither the role nor the app holds a scope for this.");
        }
        openings.forEach(opening -> {
            String may = SmartScope.letters(opening.permissions());
            reasons.add(
                    opening.isUnfiltered()
                            ? "All of the practice's, by " + may + "."
                            : opening.filters().stream()
                                    .map(Filter::inWords)
                                    .collect(Collectors.joining(", and ", "By " + may + ": ", ".")));
        });
        role.hides().stream()
                .filter(path -> path.startsWith(type + "."))
                .forEach(path -> reasons.add("Without " + path + "."));
        if (all.stream().anyMatch(Sight::isSensitive)) {
            reasons.add("Some of it is labelled restricted.");
        }
        return reasons;
    }
}
