package org.practicehub.mappings.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.practicehub.mappings.feed.Sending.Acknowledgement;
import org.practicehub.mappings.feed.Sending.Calendar;

/** The key {@code send} being read. */
final class FeedSending {

    private static final Pattern ADDRESS = Pattern.compile("mllps?://[^:/\\s]+:[0-9]{1,5}");
    private static final Set<String> MESSAGES = Set.of("SIU", "SRM", "SRR", "ADT", "DFT", "RRI", "REF", "ORU");
    private static final Pattern PROVIDER = Pattern.compile(
            "[^|\\s]+\\|[^|\\s]+|(Organization|Practitioner|PractitionerRole|HealthcareService)/[A-Za-z0-9.-]{1,64}");
    private static final Set<String> VERSIONS = Set.of("2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8");

    private FeedSending() {}

    static Sending read(Yaml at) {
        Map<String, Yaml> keys = at.entries(FeedKeys.SEND);
        Yaml to = keys.get("to");
        if (to == null) {
            at.error("'send' has no 'to': where the system listens, mllp://<address>:<port>");
        } else if (!ADDRESS.matcher(to.text()).matches()) {
            to.error("'" + to.text() + "': expected mllp://<address>:<port>, or mllps:// with TLS");
        }
        Yaml messages = keys.get("messages");
        if (messages == null) {
            at.error("'send' has no 'messages': the message types that the system takes, as in [SIU, ADT]");
        }
        Sending sending = new Sending(
                to == null ? "" : to.text(),
                FeedTls.read(Optional.ofNullable(to), Optional.ofNullable(keys.get("tls"))),
                messages == null ? Set.of() : oneOf(messages, MESSAGES),
                keys.containsKey("referralsTo") ? providers(keys.get("referralsTo")) : Set.of(),
                text(keys, "application", "PRACTICE_HUB"),
                text(keys, "facility", ""),
                text(keys, "receivingApplication", ""),
                text(keys, "receivingFacility", ""),
                keys.containsKey("version")
                        ? oneOf(keys.get("version"), VERSIONS).stream()
                                .findFirst()
                                .orElse("2.5.1")
                        : "2.5.1",
                keys.containsKey("calendar") ? keys.get("calendar").choice(Calendar.class, Calendar.HUB) : Calendar.HUB,
                keys.containsKey("acknowledgement")
                        ? keys.get("acknowledgement").choice(Acknowledgement.class, Acknowledgement.ORIGINAL)
                        : Acknowledgement.ORIGINAL,
                Duration.ofSeconds(number(keys, "timeoutSeconds", 1, 600, 30)),
                number(keys, "tries", 1, 1000, 5));
        check(sending, at);
        return sending;
    }

    private static Set<String> providers(Yaml at) {
        for (Yaml one : at.items()) {
            if (!PROVIDER.matcher(one.text()).matches()) {
                one.error("'" + one.text()
                        + "': expected a number with its system, http://hl7.org/fhir/sid/us-npi|1234567893,"
                        + " or a reference, Organization/<id>");
            }
        }
        return at.texts();
    }

    /** What would leave nothing without a word. */
    private static void check(Sending sending, Yaml at) {
        boolean asks = sending.calendar() == Calendar.RECEIVER;
        if (asks && !sending.messages().contains("SRM")) {
            at.error("'calendar: receiver' asks by SRM, which is not among 'messages'");
        }
        if (sending.messages().contains(asks ? "SIU" : "SRM")) {
            at.error(
                    asks
                            ? "SIU tells of the hub's own calendar; this one is the receiver's"
                            : "SRM asks for appointments in a calendar of the receiver's: 'calendar: receiver'");
        }
        boolean refers = sending.messages().contains("REF");
        if (refers && sending.referralsTo().isEmpty()) {
            at.error("'send' has no 'referralsTo': for whom the system takes referrals (REF)");
        } else if (!refers && !sending.referralsTo().isEmpty()) {
            at.error("'referralsTo' says whose referrals leave by REF, which is not among 'messages'");
        }
        if (asks && sending.messages().contains("SRR")) {
            at.error("SRR answers who asks for the hub's own appointments; this calendar is the receiver's");
        }
    }

    private static String text(Map<String, Yaml> keys, String key, String otherwise) {
        return Optional.ofNullable(keys.get(key)).map(Yaml::text).orElse(otherwise);
    }

    private static int number(Map<String, Yaml> keys, String key, int least, int most, int otherwise) {
        return Optional.ofNullable(keys.get(key))
                .map(value -> value.number(least, most))
                .orElse(otherwise);
    }

    private static Set<String> oneOf(Yaml at, Set<String> allowed) {
        for (String text : at.texts()) {
            if (!allowed.contains(text)) {
                at.error("'" + text + "' is not one of "
                        + String.join(", ", allowed.stream().sorted().toList()) + Nearest.hint(text, allowed));
            }
        }
        return at.texts();
    }
}
