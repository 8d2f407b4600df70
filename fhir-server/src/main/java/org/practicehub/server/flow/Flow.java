package org.practicehub.server.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.server.access.Policy;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.audit.AuditUnavailable;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Item;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.scheduling.annotation.Scheduled;
import org.yaml.snakeyaml.error.YAMLException;

/** The checklists as config/flow.yaml says now. A change is taken over within seconds, whole or not at all. */
public class Flow {
    private static final Logger LOG = LoggerFactory.getLogger(Flow.class);
    private static final String FILE = "flow.yaml";
    private static final String DEMO = "demo/flow.yaml";

    private final ConfigurableEnvironment files;
    private final Policy policy;
    private final AuditTrail trail;
    private volatile State state;
    /** What was taken over, or refused, by the file's name. */
    private final Map<String, String> taken = new HashMap<>();
    /** What the last look saw. */
    private final Map<String, String> seen = new HashMap<>();

    Flow(FlowSettings settings, ConfigurableEnvironment files, Policy policy, AuditTrail trail) {
        this.files = files;
        this.policy = policy;
        this.trail = trail;
        FlowCheck.check(settings, policy.roles().keySet(), files);
        this.state = State.of(settings);
        for (PropertySource<?> source : sources()) {
            text(source).ifPresent(text -> {
                taken.put(source.getName(), text);
                seen.put(source.getName(), text);
            });
        }
    }

    private record State(FlowSettings settings, String hash) {
        static State of(FlowSettings settings) {
            return new State(settings, DigestUtils.sha256Hex(settings.toString()));
        }
    }

    Map<String, Item> items(Checklist list) {
        return state.settings().items(list);
    }

    Optional<Item> item(String name) {
        FlowSettings now = state.settings();
        return Optional.ofNullable(now.checkIn().get(name))
                .or(() -> Optional.ofNullable(now.checkOut().get(name)));
    }

    /** Tells one version of the checklists from another. */
    String hash() {
        return state.hash();
    }

    /** A file that is the same in two looks: an editor writes in pieces, and half a file may be sound YAML. */
    @Scheduled(fixedDelayString = "2s")
    void look() {
        for (PropertySource<?> source : sources()) {
            text(source).ifPresent(now -> {
                boolean settled = now.equals(seen.put(source.getName(), now));
                if (settled && !now.equals(taken.get(source.getName()))) {
                    taken.put(source.getName(), now);
                    reload(source);
                }
            });
        }
    }

    private void reload(PropertySource<?> old) {
        try {
            PropertySource<?> source = new YamlPropertySourceLoader()
                    .load(old.getName(), file(old)).stream().findFirst().orElseGet(() -> empty(old));
            files.getPropertySources().replace(old.getName(), source);
            FlowSettings settings = Binder.get(files)
                    .bind("hub.flow", FlowSettings.class)
                    .orElseGet(() -> new FlowSettings(Map.of(), Map.of()));
            FlowCheck.check(settings, policy.roles().keySet(), files);
            State fresh = State.of(settings);
            // Told first: rules that nobody could write down do not hold.
            trail.policyChanged("flow", null, Map.of("before", state.hash(), "after", fresh.hash()));
            state = fresh;
            LOG.info("The checklists of check-in and check-out were changed; the new ones hold from now on.");
        } catch (AuditUnavailable e) {
            files.getPropertySources().replace(old.getName(), old);
            // Tried again at the next look.
            taken.remove(old.getName());
            LOG.warn("The checklists stay as they were until the audit trail can be written.");
        } catch (CannotStart | IOException | YAMLException | BindException | IllegalStateException e) {
            files.getPropertySources().replace(old.getName(), old);
            LOG.warn("The checklists stay as they were: {}", e.getMessage());
        }
    }

    private static PropertySource<?> empty(PropertySource<?> old) {
        return new org.springframework.core.env.MapPropertySource(old.getName(), Map.of());
    }

    private List<PropertySource<?>> sources() {
        return files.getPropertySources().stream()
                .<PropertySource<?>>map(source -> source)
                .filter(source -> source.getName().contains(FILE))
                .toList();
    }

    private Resource file(PropertySource<?> source) {
        String name = source.getName().contains(DEMO) ? DEMO : FILE;
        return new FileSystemResource(files.getProperty("hub.config", "./config") + "/" + name);
    }

    private Optional<String> text(PropertySource<?> source) {
        try {
            return Optional.of(file(source).getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Being written, or gone: what holds goes on holding.
            return Optional.empty();
        }
    }
}
