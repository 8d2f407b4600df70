package org.practicehub.server.messaging;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.practicehub.server.messaging.Language.Meaning;

/** What a patient's text message means. Only what is plainly one word or phrase of the list is taken for it. */
final class Answers {

    private Answers() {}

    /** Without accents, signs and capitals: {@code ¡Sí!} is {@code si}. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    /** In the patient's language, and else in any: an opt-out holds in whatever words (47 CFR 64.1200(a)(10)). */
    static Optional<Meaning> meaning(String text, Language first, Plans plans) {
        String plain = plain(text);
        return Stream.concat(Stream.of(first), plans.languages().values().stream())
                .flatMap(language -> language.words().entrySet().stream())
                .filter(words -> words.getValue().contains(plain))
                .<Meaning>map(words -> words.getKey())
                .findFirst();
    }
}
