package org.practicehub.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.identity.IdentitySettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

class IdentityCheckTest {
    private static final Path CONFIG = Path.of("..", "config");

    @TempDir
    private Path folder;

    @Test
    void whatTheHubBringsIsRight() {
        assertThatCode(() -> check(
                        CONFIG.resolve("roles.yaml"),
                        CONFIG.resolve("apps.yaml"),
                        CONFIG.resolve("demo/identity.yaml")))
                .doesNotThrowAnyException();
    }

    @Test
    void everySlipIsToldWithItsPlaceAndTheNearestName() throws IOException {
        Path roles = write(
                "roles.yaml",
                """
                hub.identity.roles:
                  front-desk:
                    title: Front desk
                    apps: [stuff]
                    scopes:
                      - user/Patinet.rs
                      - user/Patient.sr
                hub.identity.people:
                  mdelgado: { name: Monica Delgado, role: front_desk }
                """);
        Path apps = write(
                "apps.yaml",
                """
                hub.identity.apps:
                  staff:
                    name: Front desk
                    redirects: [/apps/staff/]
                    grants: [authorisation_code]
                    scopes: [opendid]
                  nightly:
                    name: Nightly export
                    grants: [client_credentials]
                """);

        CannotStart refused = catchThrowableOfType(CannotStart.class, () -> check(roles, apps));

        assertThat(refused).isNotNull();
        assertThat(refused.getMessage().lines())
                .containsExactlyInAnyOrder(
                        "roles.yaml:4:12: there is no app 'stuff'; did you mean 'staff'?",
                        "roles.yaml:6:9: there is no resource type 'Patinet'; did you mean 'Patient'?",
                        "roles.yaml:7:9: 'user/Patient.sr' is no scope: <user, patient or system>/<resource type or *>."
                                + "<letters of cruds, in this order>",
                        "roles.yaml:9:43: there is no role 'front_desk'; did you mean 'front-desk'?",
                        "apps.yaml:5:14: there is no grant 'authorisation_code'; did you mean 'authorization_code'?",
                        "apps.yaml:6:14: 'opendid' is no scope; did you mean 'openid'?: <user, patient or system>/"
                                + "<resource type or *>.<letters of cruds, in this order>",
                        "apps.yaml:8:11: a client of client_credentials needs a secret, jwks or jwks-url");
    }

    @Test
    void aRegistrationThatCannotWorkOrOpensADoorIsTold() throws IOException {
        Path apps = write(
                "apps.yaml",
                """
                hub.identity.apps:
                  growth:
                    name: Growth chart
                    launch: http://growth.example.org/launch
                    redirects: ["javascript:alert(1)", "https://growth.example.org/#here", "/with a space"]
                    origins: [growth.example.org]
                  nightly:
                    name: Nightly export
                    grants: [client_credentials]
                    secret: something
                    jwks-url: https://export.example.org/jwks.json
                    scopes: [user/Patient.rs]
                  lab:
                    name: Laboratory
                    grants: [client_credentials]
                    jwks: '{"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "1"}]}'
                hub.identity.issuers:
                  ehr:
                    issuer: https://ehr.example.org
                    jwks-url: http://ehr.example.org/jwks
                    claim: email
                    clients:
                      there: grwoth
                """);
        String address = "an address here is https://… without a fragment, http://localhost…, or a path of the hub";

        CannotStart refused = catchThrowableOfType(CannotStart.class, () -> check(apps));

        assertThat(refused).isNotNull();
        assertThat(refused.getMessage().lines())
                .containsExactlyInAnyOrder(
                        "apps.yaml:4:13: " + address,
                        "apps.yaml:5:17: " + address,
                        "apps.yaml:5:40: " + address,
                        "apps.yaml:5:76: " + address,
                        "apps.yaml:6:15: " + address,
                        "apps.yaml:8:11: a client has one of secret, jwks and jwks-url",
                        "apps.yaml:12:14: a client of client_credentials has system/ scopes only",
                        "apps.yaml:16:11: these are private keys; the hub takes the public ones only",
                        "apps.yaml:20:15: " + address,
                        "apps.yaml:21:12: there is no claim 'email'",
                        "apps.yaml:23:14: there is no app 'grwoth'; did you mean 'growth'?");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void check(Path... files) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        for (Path file : files) {
            List.copyOf(new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file)))
                    .forEach(environment.getPropertySources()::addLast);
        }
        IdentitySettings settings = Binder.get(environment).bindOrCreate("hub.identity", IdentitySettings.class);
        IdentityCheck.check(settings, environment);
    }
}
