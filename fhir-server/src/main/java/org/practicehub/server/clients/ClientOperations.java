package org.practicehub.server.clients;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.Administrators;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.practicehub.server.identity.People.Person;
import org.practicehub.server.identity.RegisteredApps;
import org.practicehub.server.identity.RegisteredApps.Registered;
import org.practicehub.server.identity.Secrets;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Registering SMART clients while the hub runs. For people of a role with the right {@code clients}; what changes something asks
 * for a fresh proof of who they are, {@code /login/again}. Those of config/apps.yaml are listed, and changed there alone.
 */
public final class ClientOperations {
    private final Administrators administrators;
    private final Apps apps;
    private final RegisteredApps registered;
    private final RegistrationCheck check;
    private final PasswordEncoder secrets;

    ClientOperations(
            Administrators administrators,
            Apps apps,
            RegisteredApps registered,
            RegistrationCheck check,
            PasswordEncoder secrets) {
        this.administrators = administrators;
        this.apps = apps;
        this.registered = registered;
        this.check = check;
        this.secrets = secrets;
    }

    /** All clients, the file's first. */
    @Operation(name = "$clients", idempotent = true)
    public Parameters list() {
        administrators.with(Role::clients);
        ClientList answer = new ClientList();
        apps.all().forEach((id, app) -> {
            if (apps.isOfTheFile(id)) {
                answer.add(id, app);
            }
        });
        registered.all().stream()
                .filter(client -> !apps.isOfTheFile(client.id()))
                .forEach(answer::add);
        return answer.parameters();
    }

    /** Registers a client. The answer is what was registered, and its secret, where it has one: this once. */
    @Operation(name = "$register-client")
    public Parameters register(@ResourceParam Parameters said) {
        Person by = administrators.proven(Role::clients);
        Registration asked = Registration.read(said);
        String secret = asked.hasSecret() ? Secrets.handle() : null;
        check.fresh(asked, asked.app(secret));
        if (!registered.register(asked.id(), asked.app(hash(secret)), by.username())) {
            throw new UnprocessableEntityException("Somebody registered a client with this id at the same time.");
        }
        return answer(asked.id(), secret);
    }

    /** Puts another registration in the place of a client's own. One that gets a secret by it is told it, this once. */
    @Operation(name = "$change-client")
    public Parameters change(@ResourceParam Parameters said) {
        Person by = administrators.proven(Role::clients);
        Registration asked = Registration.read(said);
        Registered client = known(asked.id());
        String kept = asked.hasSecret() ? client.app().secret() : null;
        String secret = asked.hasSecret() && kept == null ? Secrets.handle() : null;
        check.changed(asked, asked.app(secret == null ? kept : secret));
        registered.change(client, asked.app(secret == null ? kept : hash(secret)), by.username());
        return answer(client.id(), secret);
    }

    /** Gives a client another secret; the old one is refused from now on. */
    @Operation(name = "$new-client-secret")
    public Parameters newSecret(@OperationParam(name = "id") @Nullable StringType id) {
        Person by = administrators.proven(Role::clients);
        Registered client = known(id);
        if (client.app().secret() == null) {
            throw new UnprocessableEntityException("This client has no secret.");
        }
        String secret = Secrets.handle();
        registered.newSecret(client, secrets.encode(secret), by.username());
        return answer(client.id(), secret);
    }

    /** Ends a client, with all that it was given, at once. Its id is given to no other. */
    @Operation(name = "$retire-client")
    public Parameters retire(@OperationParam(name = "id") @Nullable StringType id) {
        Person by = administrators.proven(Role::clients);
        registered.retire(known(id), by.username());
        apps.refresh();
        return new Parameters();
    }

    private @Nullable String hash(@Nullable String secret) {
        return secret == null ? null : secrets.encode(secret);
    }

    private Parameters answer(String id, @Nullable String secret) {
        apps.refresh();
        ClientList answer = new ClientList();
        registered.find(id).ifPresent(answer::add);
        Parameters parameters = answer.parameters();
        Optional.ofNullable(secret).ifPresent(text -> parameters.addParameter("secret", new StringType(text)));
        return parameters;
    }

    private Registered known(@Nullable StringType id) {
        return known(id == null ? "" : Optional.ofNullable(id.getValue()).orElse(""));
    }

    private Registered known(String id) {
        if (apps.isOfTheFile(id)) {
            Mistakes mistakes = new Mistakes();
            mistakes.add("id", "this client is registered in config/apps.yaml, and is changed there");
            mistakes.refuse();
        }
        return registered
                .find(id)
                .orElseThrow(() -> new ResourceNotFoundException("There is no such client, or it was retired."));
    }
}
