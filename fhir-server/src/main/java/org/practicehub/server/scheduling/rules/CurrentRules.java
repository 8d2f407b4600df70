package org.practicehub.server.scheduling.rules;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.audit.AuditUnavailable;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.files.WatchedFile;
import org.practicehub.server.scheduling.rules.BookingRulesFile.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The rules as their file says now. A change is taken over within seconds, whole or not at all, and told to the audit trail. Without a file
 * patients book nothing by themselves, and the desk everything.
 */
public final class CurrentRules {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentRules.class);

    private final WatchedFile file;
    private final Environment environment;
    private final AuditTrail trail;
    private volatile State state;

    private record State(BookingRules rules, String hash) {}

    /** @throws CannotStart when there is a file that cannot be used */
    public CurrentRules(Path path, Environment environment, AuditTrail trail) {
        this.file = new WatchedFile(path);
        this.environment = environment;
        this.trail = trail;
        try {
            this.state = read(file.text());
        } catch (Refused e) {
            throw new CannotStart(String.valueOf(e.getMessage()), "Correct the booking rules and start again.", e);
        }
    }

    public BookingRules rules() {
        return state.rules();
    }

    @Scheduled(fixedDelayString = "${hub.scheduling.rules-look:2s}")
    void look() {
        file.look().ifPresent(text -> {
            try {
                State fresh = read(text);
                // Told first: rules that nobody could write down do not hold.
                trail.policyChanged("booking", null, Map.of("before", state.hash(), "after", fresh.hash()));
                state = fresh;
                LOG.info("The booking rules were changed; the new ones hold from now on.");
            } catch (AuditUnavailable e) {
                file.again();
                LOG.warn("The booking rules stay as they were until the audit trail can be written.");
            } catch (Refused e) {
                LOG.warn("The booking rules stay as they were: {}", e.getMessage());
            }
        });
    }

    private State read(String text) throws Refused {
        BookingRules rules = text.isBlank()
                ? BookingRules.NONE
                : BookingRulesFile.read(
                        file.path().toString(), text, name -> Optional.ofNullable(environment.getProperty(name)));
        return new State(rules, DigestUtils.sha256Hex(text));
    }
}
