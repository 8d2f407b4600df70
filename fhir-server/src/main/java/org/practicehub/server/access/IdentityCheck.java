package org.practicehub.server.access;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.IdentitySettings.Issuer;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses roles, clients and people that name what does not exist: a scope with a slip in it would open nothing, in silence. */
public final class IdentityCheck {
    private static final String PREFIX = "hub.identity.";

    private final IdentitySettings settings;
    private final ConfigurableEnvironment files;
    private final List<String> mistakes = new ArrayList<>();
    private final NameCheck names = new NameCheck(this::mistake);

    private IdentityCheck(IdentitySettings settings, ConfigurableEnvironment files) {
        this.settings = settings;
        this.files = files;
    }

    /**
     * All mistakes at once.
     *
     * @throws CannotStart when there is one
     */
    public static void check(IdentitySettings settings, ConfigurableEnvironment files) {
        IdentityCheck check = new IdentityCheck(settings, files);
        settings.roles().forEach((name, role) -> {
            check.names.names(
                    "roles." + name + ".apps", role.apps(), settings.apps().keySet(), "app");
            check.names.scopes("roles." + name + ".scopes", role.scopes(), Set.of());
            check.reach("roles." + name, role);
        });
        settings.apps().forEach(check::app);
        settings.people()
                .forEach((name, who) -> check.names.name(
                        "people." + name + ".role", who.role(), settings.roles().keySet(), "role"));
        settings.issuers().forEach(check::issuer);
        if (!check.mistakes.isEmpty()) {
            throw new CannotStart(String.join("\n", check.mistakes), "Correct the files and start again.");
        }
    }

    private void reach(String key, Role role) {
        elements(key + ".hides", role.hides());
        elements(key + ".changes-only", role.changesOnly());
        names.names(key + ".needs-relationship", role.needsRelationship(), NameCheck.TYPES, "resource type");
        for (int i = 0; i < role.locations().size(); i++) {
            if (!role.locations().get(i).matches("Location/[A-Za-z0-9.-]{1,64}")) {
                mistake(key + ".locations[" + i + "]", "a location is written Location/<id>");
            }
        }
        for (int i = 0; i < role.hides().size(); i++) {
            String type = role.hides().get(i).split("\\.", 2)[0];
            if (role.scopes().stream()
                    .map(SmartScope::parse)
                    .flatMap(Optional::stream)
                    .anyMatch(scope -> scope.type().equals(type) && scope.allows(SmartScope.Permission.UPDATE))) {
                mistake(
                        key + ".hides[" + i + "]",
                        "who does not see all of " + type + " cannot change it: take the letter u from its scope");
            }
        }
    }

    /** {@code Patient.contact}: a type, and one of its own elements. */
    private void elements(String key, List<String> paths) {
        for (int i = 0; i < paths.size(); i++) {
            String[] parts = paths.get(i).split("\\.", -1);
            String place = key + "[" + i + "]";
            if (parts.length != 2) {
                mistake(place, "'" + paths.get(i) + "' is no element: <resource type>.<element>");
            } else {
                names.name(place, parts[0], NameCheck.TYPES, "resource type");
                if (NameCheck.TYPES.contains(parts[0])) {
                    names.name(place, parts[1], elements(parts[0]), "element of " + parts[0]);
                }
            }
        }
    }

    private static Set<String> elements(String type) {
        return FhirContext.forR4Cached().getResourceDefinition(type).getChildren().stream()
                .map(child -> child.getElementName().replace("[x]", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void app(String id, App app) {
        new ClientCheck((part, text) -> mistake("apps." + id + "." + part, text)).check(app);
    }

    private void issuer(String name, Issuer issuer) {
        String key = "issuers." + name;
        issuer.clients()
                .forEach((there, here) -> names.name(
                        key + ".clients." + there, here, settings.apps().keySet(), "app"));
        names.name(key + ".claim", issuer.claim(), List.of("fhirUser", "sub"), "claim");
        ClientCheck.address(issuer.jwksUrl()).ifPresent(text -> mistake(key + ".jwks-url", text));
    }

    private void mistake(String key, String text) {
        mistakes.add(place(PREFIX + key) + text);
    }

    /** What is not said in a file is wrong where its client begins. */
    private String place(String key) {
        return WrittenAt.place(files, key, key.replaceFirst("[^.]+$", "name"));
    }
}
