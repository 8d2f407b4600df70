package org.practicehub.server.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.server.access.Policy;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.files.WatchedSettings;
import org.practicehub.server.flow.FlowSettings.Checklist;
import org.practicehub.server.flow.FlowSettings.Item;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.scheduling.annotation.Scheduled;

/** The checklists as config/flow.yaml says now. A change is taken over within seconds, whole or not at all. */
public class Flow {
    private final ConfigurableEnvironment files;
    private final Policy policy;
    private final AuditTrail trail;
    /** The practice's, and what the demo says beside it. */
    private final List<WatchedSettings> watched;

    private volatile State state;

    Flow(FlowSettings settings, ConfigurableEnvironment files, Policy policy, AuditTrail trail) {
        this.files = files;
        this.policy = policy;
        this.trail = trail;
        FlowCheck.check(settings, policy.roles().keySet(), files);
        this.state = State.of(settings);
        this.watched = Stream.of("flow.yaml", "demo/flow.yaml")
                .map(name -> new WatchedSettings(files, name, "The checklists of check-in and check-out"))
                .toList();
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

    @Scheduled(fixedDelayString = "2s")
    void look() {
        watched.forEach(file -> file.look(() -> {
            FlowSettings settings = Binder.get(files)
                    .bind("hub.flow", FlowSettings.class)
                    .orElseGet(() -> new FlowSettings(Map.of(), Map.of()));
            FlowCheck.check(settings, policy.roles().keySet(), files);
            State fresh = State.of(settings);
            // Told first: rules that nobody could write down do not hold.
            trail.policyChanged("flow", null, Map.of("before", state.hash(), "after", fresh.hash()));
            state = fresh;
        }));
    }
}
