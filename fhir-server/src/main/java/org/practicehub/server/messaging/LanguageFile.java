package org.practicehub.server.messaging;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.practicehub.mappings.feed.Nearest;
import org.practicehub.mappings.feed.Yaml;
import org.practicehub.server.messaging.Language.Meaning;
import org.practicehub.server.messaging.Language.Reply;
import org.practicehub.server.messaging.Language.Text;

/** One language of {@code reminders.yaml}. */
final class LanguageFile {
    /** What a message may say about anybody, and no more (practice.md 7, Content). */
    static final Set<String> GAPS = Set.of("first-name", "date", "time", "practice", "phone", "link", "answer");

    /** As long as an SMS may be without being cut into several. */
    private static final int SMS = 160;

    private static final Map<String, String> TYPICAL = Map.of(
            "first-name", "Alexandra",
            "date", "Wed, Sep 30",
            "time", "10:30 AM",
            "practice", "Lakeside Family Practice",
            "phone", "847-555-0100",
            "link", "https://hub.example.org/visit/0123456789abcdef012345");

    private final String tag;
    private final Yaml yaml;

    LanguageFile(String tag, Yaml yaml) {
        this.tag = tag;
        this.yaml = yaml;
    }

    Optional<Language> read() {
        Map<String, Yaml> entries = yaml.entries(List.of("date", "time", "answer", "texts", "replies", "words"));
        for (String key : List.of("date", "time", "answer", "texts", "replies", "words")) {
            if (!entries.containsKey(key)) {
                yaml.error("'" + key + "' is missing");
                return Optional.empty();
            }
        }
        String answer = said(at(entries, "answer"));
        Map<String, Text> texts = new HashMap<>();
        at(entries, "texts").entries().forEach((name, one) -> texts.put(name, text(one, answer)));
        Map<Reply, String> replies = new EnumMap<>(Reply.class);
        Map<String, Yaml> given = at(entries, "replies").entries(written(Reply.values()));
        for (Reply reply : Reply.values()) {
            Optional.ofNullable(given.get(written(reply)))
                    .ifPresentOrElse(one -> replies.put(reply, said(one)), () -> at(entries, "replies")
                            .error("'" + written(reply) + "' is missing"));
        }
        return Optional.of(new Language(
                tag,
                format(at(entries, "date")),
                format(at(entries, "time")),
                answer,
                texts,
                replies,
                words(at(entries, "words"))));
    }

    private static Yaml at(Map<String, Yaml> entries, String key) {
        return Optional.ofNullable(entries.get(key)).orElseThrow();
    }

    private static Text text(Yaml yaml, String answer) {
        Map<String, Yaml> entries = yaml.entries(List.of("sms", "subject", "email"));
        String sms =
                Optional.ofNullable(entries.get("sms")).map(LanguageFile::said).orElse("");
        int length = Gaps.fill(sms.replace("{answer}", answer), TYPICAL).length();
        if (length > SMS) {
            Optional.ofNullable(entries.get("sms"))
                    .ifPresent(at ->
                            at.error("with usual names it has " + length + " letters; a text message has " + SMS));
        }
        Text text = new Text(
                sms,
                Optional.ofNullable(entries.get("subject"))
                        .map(LanguageFile::said)
                        .orElse(""),
                Optional.ofNullable(entries.get("email"))
                        .map(LanguageFile::said)
                        .orElse(""));
        if (text.sms().isBlank() || text.subject().isBlank() || text.email().isBlank()) {
            yaml.error("a text has 'sms', 'subject' and 'email'");
        }
        return text;
    }

    /** A text, whose gaps must be such as may be filled. */
    private static String said(Yaml yaml) {
        String text = yaml.text();
        Matcher gaps = Gaps.GAP.matcher(text);
        while (gaps.find()) {
            if (!GAPS.contains(gaps.group(1))) {
                yaml.error("a message cannot say {" + gaps.group(1) + "}" + Nearest.hint(gaps.group(1), GAPS));
            }
        }
        return text;
    }

    private DateTimeFormatter format(Yaml yaml) {
        try {
            DateTimeFormatter format = DateTimeFormatter.ofPattern(yaml.text(), Locale.forLanguageTag(tag));
            if (!format.format(ZonedDateTime.parse("2026-01-01T00:00:00Z")).isBlank()) {
                return format;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Told below, with one that comes to nothing.
        }
        yaml.error("expected a pattern of a date or time, such as EEE, MMM d or h:mm a");
        return DateTimeFormatter.ISO_LOCAL_TIME;
    }

    private static Map<Meaning, Set<String>> words(Yaml yaml) {
        Map<String, Yaml> given = yaml.entries(written(Meaning.values()));
        Map<Meaning, Set<String>> words = new EnumMap<>(Meaning.class);
        Set<String> all = new HashSet<>();
        for (Meaning meaning : Meaning.values()) {
            Set<String> these =
                    Optional.ofNullable(given.get(written(meaning))).map(Yaml::items).orElse(List.of()).stream()
                            .map(word -> {
                                String plain = Answers.plain(word.text());
                                if (!all.add(plain)) {
                                    word.error("'" + word.text() + "' stands here twice");
                                }
                                return plain;
                            })
                            .collect(Collectors.toSet());
            words.put(meaning, these);
        }
        return words;
    }

    private static List<String> written(Enum<?>... constants) {
        return Arrays.stream(constants).map(LanguageFile::written).toList();
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
