package org.practicehub.server.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.practicehub.server.database.CannotStart;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Which passwords may be chosen. NIST SP 800-63B: long ones, of whatever characters, unless they are known to be guessed
 * first. The list beside this class is of our own making, its rule stands in it; a practice adds a file of its own.
 */
@Component
final class PasswordRules {
    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    private static final String OWN_LIST = "passwords/guessed-first.txt";
    private static final Pattern TAIL = Pattern.compile("[\\d\\W_]+$");

    private final Set<String> refused = new HashSet<>();

    PasswordRules(SignInSettings settings) {
        try (InputStream own = new ClassPathResource(OWN_LIST).getInputStream()) {
            add(new String(own.readAllBytes(), StandardCharsets.UTF_8).lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Optional.of(settings.refusedPasswords())
                .filter(file -> !file.isBlank())
                .map(Path::of)
                .ifPresent(this::read);
    }

    private void read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            add(lines);
        } catch (IOException | UncheckedIOException e) {
            throw new CannotStart(
                    "The file of refused passwords cannot be read.",
                    "Correct hub.sign-in.refused-passwords: a text file in UTF-8, one password a line.",
                    e);
        }
    }

    private void add(Stream<String> lines) {
        lines.map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> refused.add(line.toLowerCase(Locale.ROOT)));
    }

    /** What is wrong with it, in a sentence for the one who chose it. */
    Optional<String> problem(String username, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("Choose a password of " + SHORTEST + " to " + LONGEST + " characters.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        String name = username.toLowerCase(Locale.ROOT);
        if (isGuessedFirst(lower) || (name.length() > 2 && stem(lower).equals(name))) {
            return Optional.of("That password is among the first that anybody would guess. Choose another one.");
        }
        return Optional.empty();
    }

    /** It is on the list, or is one of the list's words once or several times over, with figures and signs at its end. */
    private boolean isGuessedFirst(String password) {
        String stem = stem(password);
        return refused.contains(password) || stem.isEmpty() || refused.contains(stem) || repeats(stem);
    }

    private boolean repeats(String stem) {
        for (int size = 1; size <= stem.length() / 2; size++) {
            String part = stem.substring(0, size);
            if (part.repeat(stem.length() / size).equals(stem) && (size <= 2 || refused.contains(part))) {
                return true;
            }
        }
        return false;
    }

    /** Without the figures and signs at the end, which is where everybody puts them. */
    private static String stem(String password) {
        return TAIL.matcher(password).replaceFirst("");
    }
}
