package org.practicehub.server.scheduling.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.practicehub.server.database.CannotStart;
import org.practicehub.server.scheduling.rules.BookingRulesFile.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The rules as their file says now. A change is taken over within seconds, whole or not at all. Without a file patients book
 * nothing by themselves, and the desk everything.
 */
public final class CurrentRules {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentRules.class);

    private final Path file;
    private final Environment environment;
    private volatile BookingRules rules;
    /** What was taken over, or refused. */
    private String taken;
    /** What the last look saw. */
    private String seen;

    /** @throws CannotStart when there is a file that cannot be used */
    public CurrentRules(Path file, Environment environment) {
        this.file = file;
        this.environment = environment;
        try {
            this.taken = text();
            this.seen = taken;
            this.rules = read(taken);
        } catch (IOException e) {
            throw new CannotStart("The booking rules cannot be read: " + file, "Let the hub read that file.", e);
        } catch (Refused e) {
            throw new CannotStart(String.valueOf(e.getMessage()), "Correct the booking rules and start again.", e);
        }
    }

    public BookingRules rules() {
        return rules;
    }

    /** A file that is the same in two looks: an editor writes in pieces, and half a file may be sound YAML. */
    @Scheduled(fixedDelayString = "${hub.scheduling.rules-look:2s}")
    void look() {
        try {
            String now = text();
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && !now.equals(taken)) {
                taken = now;
                rules = read(now);
                LOG.info("The booking rules were changed; the new ones hold from now on.");
            }
        } catch (Refused e) {
            LOG.warn("The booking rules stay as they were: {}", e.getMessage());
        } catch (IOException e) {
            // Being written: the next look will tell.
            LOG.debug("The booking rules cannot be read now.", e);
        }
    }

    private String text() throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private BookingRules read(String text) throws Refused {
        return text.isBlank()
                ? BookingRules.NONE
                : BookingRulesFile.read(
                        file.toString(), text, name -> Optional.ofNullable(environment.getProperty(name)));
    }
}
