package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at every name and value of a search before it runs: what it reaches into, by chain, {@code _has}, include or sort, must
 * be open to the caller in full, or the answer would tell what the rows do not show (smart.md R3-R5; finding 4).
 */
final class SearchCheck {
    /** They take a query or a list of their own, past every rule about names. */
    private static final Set<String> REFUSED =
            Set.of("_filter", "_query", "_list", "_contained", "_containedType", "_text", "_content", "_graph");

    private final FhirContext fhir;

    SearchCheck(FhirContext fhir) {
        this.fhir = fhir;
    }

    /**
     * Lets a search pass or not.
     *
     * @throws InvalidRequestException for what nobody may
     * @throws ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException for what this caller may not
     */
    void check(Access access, Ask ask) {
        ask.parameters().forEach((name, values) -> parameter(access, ask.type(), name, List.of(values)));
    }

    /** Of an operation: $everything takes filters that are searches of their own. */
    void options(Ask ask) {
        ask.parameters().keySet().forEach(name -> {
            if (REFUSED.contains(name) || name.equals("_typeFilter")) {
                throw new InvalidRequestException("The parameter " + name + " is not supported.");
            }
        });
    }

    private void parameter(Access access, String type, String name, List<String> values) {
        String bare = name.split("[:.]", 2)[0];
        if (REFUSED.contains(bare)) {
            throw new InvalidRequestException("The parameter " + bare + " is not supported.");
        }
        switch (bare) {
            case "_has" -> has(access, name);
            case "_include" -> values.forEach(value -> include(access, value));
            case "_revinclude" -> values.forEach(value -> reverseInclude(access, value));
            case "_sort" ->
                values.stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .forEach(key -> chain(access, type, key.startsWith("-") ? key.substring(1) : key));
            default -> {
                chain(access, type, name);
                others(access, type, name, values);
            }
        }
    }

    /** {@code _has:Observation:patient:code}, one in another to any depth. */
    private void has(Access access, String name) {
        String[] parts = name.split(":");
        if (parts.length < 4) {
            throw new InvalidRequestException("_has is written _has:<type>:<reference>:<parameter>.");
        }
        inFull(access, parts[1]);
        chain(access, parts[1], parts[2]);
        if (parts[3].equals("_has")) {
            has(access, name.substring(name.indexOf("_has:", 1)));
        } else {
            chain(access, parts[1], parts[3]);
        }
    }

    private static void include(Access access, String value) {
        String[] parts = value.split(":");
        Refusal.unless(parts.length > 1 && access.may('r', parts[0]));
        if (parts.length > 2) {
            Refusal.unless(access.may('r', parts[2]));
        }
    }

    private static void reverseInclude(Access access, String value) {
        String[] parts = value.split(":");
        Refusal.unless(parts.length > 1 && access.may('r', parts[0]) && access.may('s', parts[0]));
    }

    /** {@code subject:Patient.name}: each link leads into types that must be open in full. */
    private void chain(Access access, String type, String name) {
        String[] links = name.split("\\.", 2);
        String[] link = links[0].split(":", 2);
        Optional<RuntimeSearchParam> parameter = known(type, link[0]);
        parameter.ifPresent(known -> Refusal.unless(!touchesHidden(access, known)));
        if (links.length < 2) {
            return;
        }
        Set<String> targets = link.length > 1
                ? Set.of(link[1])
                : parameter.map(RuntimeSearchParam::getTargets).orElse(Set.of());
        Refusal.unless(!targets.isEmpty());
        targets.forEach(target -> {
            inFull(access, target);
            chain(access, target, links[1]);
        });
    }

    private static void inFull(Access access, String type) {
        Refusal.unless(access.mayAll('s', type) && access.mayAll('r', type));
    }

    private static boolean touchesHidden(Access access, RuntimeSearchParam parameter) {
        return Stream.of(parameter.getPath().split("\\|")).map(String::trim).anyMatch(path -> access.hidden().stream()
                .anyMatch(hidden -> path.equals(hidden) || path.startsWith(hidden + ".")));
    }

    /**
     * Somebody who sees some patients' records alone does not ask about others': of a group's visit the answer would tell who
     * else comes (R2, R24).
     */
    private void others(Access access, String type, String name, List<String> values) {
        Set<String> patients = confinedTo(access, type);
        String[] link = name.split(":", 2);
        boolean aboutPatients = known(type, link[0])
                .filter(parameter -> parameter.getTargets().contains("Patient"))
                .isPresent();
        if (patients.isEmpty() || !aboutPatients || (link.length > 1 && link[1].equals("missing"))) {
            return;
        }
        Refusal.unless(link.length < 2 || link[1].equals("Patient"));
        values.stream().flatMap(value -> Stream.of(value.split(","))).forEach(value -> {
            String[] path = value.split("/");
            String id = path[path.length - 1];
            boolean ofAnotherKind = path.length > 1 && !path[path.length - 2].equals("Patient");
            Refusal.unless(ofAnotherKind || patients.contains("Patient/" + id));
        });
    }

    /** The patients that the caller is confined to with this type; none, when they are not. */
    private static Set<String> confinedTo(Access access, String type) {
        List<Opening> openings = access.openings('s', type).toList();
        boolean all = openings.stream()
                .allMatch(opening -> opening.filters().stream().anyMatch(Filter.Owned.class::isInstance));
        return !all
                ? Set.of()
                : openings.stream()
                        .flatMap(opening -> opening.filters().stream())
                        .filter(Filter.Owned.class::isInstance)
                        .flatMap(filter -> ((Filter.Owned) filter).patients().stream())
                        .collect(Collectors.toSet());
    }

    private Optional<RuntimeSearchParam> known(String type, String name) {
        return fhir.getResourceTypes().contains(type)
                ? Optional.ofNullable(fhir.getResourceDefinition(type).getSearchParam(name))
                : Optional.empty();
    }
}
