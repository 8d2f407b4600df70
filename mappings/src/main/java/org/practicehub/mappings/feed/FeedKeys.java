package org.practicehub.mappings.feed;

import java.util.List;
import java.util.Locale;

/** The keys a feed file may have. {@code config/schema/feed.schema.json} lists the same; a test compares them. */
final class FeedKeys {

    static final List<String> FEED = List.of(
            "feed",
            "extends",
            "match",
            "listen",
            "tls",
            "folder",
            "sftp",
            "clients",
            "silence",
            "zone",
            "charset",
            "authorities",
            "tables",
            "ackOn",
            "legacyAA",
            "answerNotHl7",
            "processingIds",
            "unknownVersion",
            "unsupported",
            "onFailure",
            "offsets",
            "ssn",
            "ssnKey",
            "unknownPatient",
            "a04Encounter",
            "ownsSchedule",
            "appointmentMinutes",
            "contacts",
            "fillsOrders",
            "currency",
            "send",
            "set",
            "defaults",
            "drop",
            "extension");

    /** Keys that a feed does not take from the one it extends: they say which system it is. */
    static final List<String> NOT_INHERITED =
            List.of("feed", "extends", "listen", "tls", "folder", "sftp", "clients", "silence", "send");

    static final List<String> SET = List.of("from", "to", "when");

    static final List<String> TESTS = List.of("is", "in");

    static final List<String> TEST_WORDS = List.of("present", "absent");

    static final List<String> SEND = List.of(
            "to",
            "tls",
            "messages",
            "referralsTo",
            "application",
            "facility",
            "receivingApplication",
            "receivingFacility",
            "version",
            "calendar",
            "acknowledgement",
            "timeoutSeconds",
            "tries");
    static final List<String> TLS = List.of("certificate", "key", "ca", "names");

    static final List<String> FOLDER = List.of("names", "after", "everySeconds");

    static final List<String> SFTP = List.of("knownHosts", "key", "password");

    static final List<String> SILENCE = List.of("afterMinutes", "from", "to", "days");

    static final List<String> AUTHORITY = List.of("system", "type", "key", "owned", "default");

    static final List<String> TABLE_COLUMNS = List.of("local", "code", "display", "system", "effect");

    static final List<String> MAPPED_CODES_COLUMNS = List.of("field", "local", "code", "display", "system", "effect");

    static final List<String> CONTACTS = List.of("SCH-12", "SCH-16", "SCH-20");

    private FeedKeys() {}

    /** A constant as it is written in a file: {@code in-progress}. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
