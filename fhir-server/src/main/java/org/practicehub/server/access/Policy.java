package org.practicehub.server.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.server.audit.AuditUnavailable;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The roles as config/roles.yaml says now. A change of the file is taken over within seconds, whole or not at all, and told
 * to whoever listens for {@link PolicyChanged}.
 */
@Component
public class Policy {
    private static final Logger LOG = LoggerFactory.getLogger(Policy.class);
    private static final String FILE = "roles.yaml";

    private final ConfigurableEnvironment files;
    private final ApplicationEventPublisher events;
    private volatile State state;
    /** What was taken over, or refused. */
    private volatile String taken;
    /** What the last look saw. */
    private volatile String seen;

    Policy(IdentitySettings settings, ConfigurableEnvironment files, ApplicationEventPublisher events) {
        this.files = files;
        this.events = events;
        this.state = State.of(settings);
        this.taken = text().orElse("");
        this.seen = taken;
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

    /** A file that is the same in two looks: an editor writes in pieces, and half a file may be sound YAML. */
    @Scheduled(fixedDelayString = "2s")
    void look() {
        text().ifPresent(now -> {
            if (now.equals(seen) && !now.equals(taken)) {
                taken = now;
                reload();
            }
            seen = now;
        });
    }

    private void reload() {
        source().ifPresent(old -> {
            try {
                PropertySource<?> source = new YamlPropertySourceLoader()
                        .load(old.getName(), file(old)).stream().findFirst().orElseThrow();
                files.getPropertySources().replace(old.getName(), source);
                IdentitySettings settings = Binder.get(files)
                        .bind("hub.identity", IdentitySettings.class)
                        .get();
                IdentityCheck.check(settings, files);
                State fresh = State.of(settings);
                // Told first: rules that nobody could write down do not hold.
                events.publishEvent(new PolicyChanged(state.hash(), fresh.hash()));
                state = fresh;
                LOG.info("The roles were changed; the new ones hold from now on.");
            } catch (AuditUnavailable e) {
                files.getPropertySources().replace(old.getName(), old);
                // Tried again at the next look.
                taken = "";
                LOG.warn("The roles stay as they were until the audit trail can be written.");
            } catch (CannotStart | IOException | YAMLException | BindException | IllegalStateException e) {
                files.getPropertySources().replace(old.getName(), old);
                LOG.warn("The roles stay as they were: {}", e.getMessage());
            }
        });
    }

    private Optional<PropertySource<?>> source() {
        return files.getPropertySources().stream()
                .filter(source -> source.getName().contains(FILE))
                .findFirst();
    }

    private Resource file(PropertySource<?> source) {
        return new FileSystemResource(files.getProperty("hub.config", "./config") + "/" + FILE);
    }

    private Optional<String> text() {
        return source().map(source -> {
            try {
                return file(source).getContentAsString(StandardCharsets.UTF_8);
            } catch (IOException e) {
                // Being written, or gone: what holds goes on holding.
                return taken == null ? "" : taken;
            }
        });
    }
}
