package org.practicehub.server.flow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is to be done when patients come and go, by a name of the practice's for each item. Read from config/flow.yaml and, in the
 * demo alone, config/demo/flow.yaml.
 *
 * @param checkIn what is asked before a visit is checked in, in the order in which it is shown
 * @param checkOut what is asked before it is checked out
 */
@ConfigurationProperties(prefix = "hub.flow", ignoreUnknownFields = false)
record FlowSettings(@DefaultValue Map<String, Item> checkIn, @DefaultValue Map<String, Item> checkOut) {

    /**
     * One item of a checklist.
     *
     * @param kind how it is decided, as a {@link Kind} is written
     * @param title as people read it
     * @param mandatory whether a visit does not move on without it
     * @param override roles that may go on without it, with a reason
     * @param otherwise what settles it as well, ticked by a person: {@code Self-pay}
     * @param otherwiseReason whether that needs a reason
     * @param types codes of the types of visit that it is for; all, when empty
     * @param needs of {@code demographics}: what a Patient must have
     * @param category of {@code consent}: code or {@code system|code}
     * @param questionnaire of {@code questionnaire}: its canonical address
     * @param days of {@code questionnaire}: how old an answer may be; any age, without it
     * @param task of {@code charges}: the role that gets a Task when it was overridden
     */
    record Item(
            String kind,
            String title,
            @DefaultValue("false") boolean mandatory,
            @DefaultValue List<String> override,
            @Nullable String otherwise,
            @DefaultValue("false") boolean otherwiseReason,
            @DefaultValue List<String> types,
            @DefaultValue List<String> needs,
            @Nullable String category,
            @Nullable String questionnaire,
            @Nullable Integer days,
            @Nullable String task) {

        /** Which of the kinds; a word that is none of them is refused when the file is read. */
        Kind how() {
            return Kind.of(kind).orElse(Kind.TICKED);
        }
    }

    /** What an item goes by. */
    enum Kind {
        /** A person ticks it. */
        TICKED,
        /** The Patient has what is needed. */
        DEMOGRAPHICS,
        /** A Coverage is active and in force on the day. */
        COVERAGE,
        /** A Consent of a category is active. */
        CONSENT,
        /** A questionnaire has been answered. */
        QUESTIONNAIRE,
        /** The patient has a later visit. */
        FOLLOW_UP,
        /** There are charges for the visit. */
        CHARGES;

        /** {@code follow-up}. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Kind> of(String code) {
            return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
        }
    }

    /** Which of the two. */
    enum Checklist {
        CHECK_IN("check-in", "Check-in"),
        CHECK_OUT("check-out", "Check-out");

        private final String code;
        private final String title;

        Checklist(String code, String title) {
            this.code = code;
            this.title = title;
        }

        String code() {
            return code;
        }

        String title() {
            return title;
        }

        static Optional<Checklist> of(String code) {
            return Stream.of(values()).filter(list -> list.code.equals(code)).findFirst();
        }
    }

    Map<String, Item> items(Checklist list) {
        return switch (list) {
            case CHECK_IN -> checkIn;
            case CHECK_OUT -> checkOut;
        };
    }
}
