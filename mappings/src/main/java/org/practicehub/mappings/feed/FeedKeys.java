package org.practicehub.mappings.feed;

import java.util.List;
import java.util.Locale;

/** The keys a feed file may have. {@code config/schema/feed.schema.json} lists the same; a test compares them. */
final class FeedKeys {

    static final List<String> FEED = List.of(
            "feed",
            "match",
            "listen",
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
            "contacts");

    static final List<String> AUTHORITY = List.of("system", "type", "key", "owned", "default");

    static final List<String> TABLE_COLUMNS = List.of("local", "code", "display", "system", "effect");

    static final List<String> CONTACTS = List.of("SCH-12", "SCH-16", "SCH-20");

    private FeedKeys() {}

    /** A constant as it is written in a file: {@code in-progress}. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
