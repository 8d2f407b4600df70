package org.practicehub.mappings.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.hl7v2.Acceptance;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;

/**
 * Every golden record leaves as the message beside it, and that is one which the hub itself would take. {@code -Dgolden.update}
 * rewrites what is other than before, and fails so that it is looked at.
 */
class OutboundGoldenTest {

    private static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");

    private final Feed feed = TestFeeds.named("hears");

    static List<OutboundGolden> goldens() {
        return OutboundGolden.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void leavesAs(OutboundGolden golden) {
        byte[] bytes = message(golden);
        String actual = new String(bytes, UTF_8).replace('\r', '\n');

        if (System.getProperty("golden.update") != null) {
            if (golden.update(actual)) {
                fail("Rewrote " + golden + ": look at the difference");
            }
            return;
        }

        assertThat(actual).isEqualTo(golden.expected().orElse("nothing stands beside " + golden));
        assertThat(Acceptance.check(((Reading.Read) Message.read(bytes, UTF_8)).message(), feed))
                .isEmpty();
    }

    private byte[] message(OutboundGolden golden) {
        return golden.event() == OutboundEvent.ORU_R01
                ? ReportMessage.of(Optional.empty(), golden.report(), feed, AT, "HUB-1")
                : ReferralMessage.of(
                        golden.event(), Optional.empty(), golden.referral(), feed, golden.directory(), AT, "HUB-1");
    }
}
