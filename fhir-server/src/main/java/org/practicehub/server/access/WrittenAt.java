package org.practicehub.server.access;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;

/** Where a key stands in the practice's files, so that a mistake can be told with its place. */
public final class WrittenAt {

    private WrittenAt() {}

    /** {@code roles.yaml:12:9: }, as far as it is known: of the key, else of the next one that is said in a file; else the key. */
    public static String place(ConfigurableEnvironment files, String key, String... otherwise) {
        return Stream.concat(Stream.of(key), Stream.of(otherwise))
                .flatMap(one -> origin(files, one).stream())
                .findFirst()
                .map(WrittenAt::text)
                .orElse(key + ": ");
    }

    private static Optional<Origin> origin(ConfigurableEnvironment files, String key) {
        return files.getPropertySources().stream()
                .filter(OriginLookup.class::isInstance)
                .map(source -> OriginLookup.getOrigin(source, key))
                .flatMap(origin -> Optional.ofNullable(origin).stream())
                .findFirst();
    }

    private static String text(Origin origin) {
        if (Origin.from(origin) instanceof TextResourceOrigin text && text.getLocation() != null) {
            String file = text.getResource() == null
                    ? ""
                    : Optional.ofNullable(text.getResource().getFilename()).orElse("");
            return file + ":" + (text.getLocation().getLine() + 1) + ":"
                    + (text.getLocation().getColumn() + 1) + ": ";
        }
        return origin + ": ";
    }
}
