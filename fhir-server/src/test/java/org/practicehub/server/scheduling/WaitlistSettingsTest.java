package org.practicehub.server.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WaitlistSettingsTest {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

    private static WaitlistSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("hub.scheduling.waitlist", WaitlistSettings.class);
    }

    @Test
    void defaultsAreWhatApplicationYamlSays() {
        assertThat(bind(Map.of()))
                .isEqualTo(new WaitlistSettings(
                        1,
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        "21:00",
                        "08:00",
                        Duration.ofDays(180),
                        Duration.ofDays(7),
                        Duration.ofDays(400),
                        Duration.ofSeconds(2)));
    }

    /** By the practice's clock: nobody is woken, before midnight and after it. */
    @Test
    void nobodyIsAskedAtNight() {
        WaitlistSettings settings = bind(Map.of());
        Instant morning = Instant.parse("2026-11-27T14:00:00Z");

        assertThat(settings.quiet(Instant.parse("2026-11-27T03:30:00Z"), CHICAGO))
                .contains(morning);
        assertThat(settings.quiet(Instant.parse("2026-11-27T09:00:00Z"), CHICAGO))
                .contains(morning);
        assertThat(settings.quiet(morning, CHICAGO)).isEmpty();
        assertThat(bind(Map.of("hub.scheduling.waitlist.quiet-until", "21:00"))
                        .quiet(Instant.parse("2026-11-27T03:30:00Z"), CHICAGO))
                .isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        Map<String, String> wrong = Map.of("hub.scheduling.waitlist.quiet-from", "nine");

        assertThatThrownBy(() -> bind(wrong)).hasStackTraceContaining("quiet-from: an hour such as 21:00");
    }
}
