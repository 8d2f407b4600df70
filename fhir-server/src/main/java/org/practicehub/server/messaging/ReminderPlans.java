package org.practicehub.server.messaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.practicehub.mappings.feed.ConfigurationError;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.server.database.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** The plans as their file says now. A change is taken on within seconds, whole or not at all. */
class ReminderPlans {
    private static final Logger LOG = LoggerFactory.getLogger(ReminderPlans.class);

    private final Path file;
    private final boolean sandbox;
    private final Environment environment;
    private volatile Plans plans;
    private String taken;
    private String seen;

    /** @param sandbox whether a gateway may be one that sends nothing */
    ReminderPlans(Path file, boolean sandbox, Environment environment) {
        this.file = file;
        this.sandbox = sandbox;
        this.environment = environment;
        this.taken = text().orElse("");
        this.seen = taken;
        try {
            this.plans = read(taken);
        } catch (FeedsRefused refused) {
            throw new CannotStart(String.valueOf(refused.getMessage()), "Correct the file and start again.", refused);
        }
    }

    Plans now() {
        return plans;
    }

    /** What has been the same in two looks is taken on: editors write in pieces. */
    synchronized void look() {
        String now = text().orElse(taken);
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(taken)) {
            return;
        }
        taken = now;
        try {
            plans = read(now);
            LOG.info("The reminders' plans have been read anew.");
        } catch (FeedsRefused refused) {
            LOG.error("The reminders' plans have changed and stay as they were: {}", refused.getMessage());
        }
    }

    private Plans read(String text) throws FeedsRefused {
        if (text.isBlank()) {
            return none();
        }
        Plans read = PlansFile.read(file.toString(), text, name -> Optional.ofNullable(environment.getProperty(name)));
        if (!sandbox
                && read.enabled()
                && read.gateways().values().stream().anyMatch(GatewaySettings.Sandbox.class::isInstance)) {
            throw new FeedsRefused(List.of(new ConfigurationError(
                    file.toString(),
                    1,
                    1,
                    "a sandbox sends nothing to anybody, so it stands in the demo alone; name a gateway, or set"
                            + " hub.reminders.sandbox for a rehearsal")));
        }
        return read;
    }

    private Optional<String> text() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException e) {
            // Being written: the next look will tell.
            return Optional.empty();
        }
    }

    private static Plans none() {
        Quiet never = new Quiet(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        return new Plans(
                "",
                false,
                false,
                never,
                1,
                1,
                Duration.ZERO,
                "US",
                "en",
                "",
                new Plans.Practice("", "", ZoneId.of("UTC")),
                List.of(),
                Map.of(),
                Map.of());
    }
}
