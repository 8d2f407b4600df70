package org.practicehub.server.access;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.server.files.WatchedSettings;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The roles as config/roles.yaml says now. A change of the file is taken over within seconds, whole or not at all, and told
 * to whoever listens for {@link PolicyChanged}.
 */
@Component
public class Policy {
    private final ConfigurableEnvironment files;
    private final ApplicationEventPublisher events;
    private final WatchedSettings file;
    private volatile State state;

    Policy(IdentitySettings settings, ConfigurableEnvironment files, ApplicationEventPublisher events) {
        this.files = files;
        this.events = events;
        this.state = State.of(settings);
        this.file = new WatchedSettings(files, "roles.yaml", "The roles");
    }

    /** The policy changed; hashes tell the versions apart. */
    public record PolicyChanged(String before, String after) {}

    private record State(IdentitySettings settings, String hash) {
        static State of(IdentitySettings settings) {
            return new State(settings, DigestUtils.sha256Hex(settings.roles().toString()));
        }
    }

    public Map<String, Role> roles() {
        return state.settings().roles();
    }

    public Optional<Role> role(String name) {
        return Optional.ofNullable(roles().get(name));
    }

    /** Tells one version of the policy from another: SHA-256 of what it says, in hexadecimal. */
    public String hash() {
        return state.hash();
    }

    @Scheduled(fixedDelayString = "2s")
    void look() {
        file.look(() -> {
            IdentitySettings settings = Binder.get(files)
                    .bind("hub.identity", IdentitySettings.class)
                    .get();
            IdentityCheck.check(settings, files);
            State fresh = State.of(settings);
            // Told first: rules that nobody could write down do not hold.
            events.publishEvent(new PolicyChanged(state.hash(), fresh.hash()));
            state = fresh;
        });
    }
}
