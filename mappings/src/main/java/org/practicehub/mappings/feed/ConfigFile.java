package org.practicehub.mappings.feed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file while it is read: its name, what is wrong with it so far, and the environment it may refer to. */
public final class ConfigFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    private final String name;
    private final Function<String, Optional<String>> environment;
    private final Function<String, Optional<String>> neighbours;
    private final List<ConfigurationError> errors = new ArrayList<>();

    /**
     * @param environment what {@code ${NAME}} stands for
     * @param neighbours the text of a file named relative to this one's folder
     */
    public ConfigFile(
            String name,
            Function<String, Optional<String>> environment,
            Function<String, Optional<String>> neighbours) {
        this.name = name;
        this.environment = environment;
        this.neighbours = neighbours;
    }

    String name() {
        return name;
    }

    /** The text of a file beside this one. */
    Optional<String> beside(String path) {
        return neighbours.apply(path);
    }

    /** A mistake in a file beside this one. */
    void error(String besideIt, int line, String text) {
        String path = Path.of(name).resolveSibling(besideIt).toString();
        errors.add(new ConfigurationError(path, line, 1, text));
    }

    public void error(int line, int column, String text) {
        errors.add(new ConfigurationError(name, line, column, text));
    }

    public List<ConfigurationError> errors() {
        return List.copyOf(errors);
    }

    /** Whether a text is the name of something in the environment and nothing else. */
    boolean isReference(String text) {
        Matcher variable = VARIABLE.matcher(text);
        return variable.matches() && variable.group(2) == null;
    }

    /** The text with {@code ${NAME}} and {@code ${NAME:default}} replaced; a name without either value is an error. */
    String expand(String text, Yaml at) {
        Matcher variables = VARIABLE.matcher(text);
        return variables.replaceAll(found -> {
            Optional<String> value = environment.apply(found.group(1)).or(() -> Optional.ofNullable(found.group(2)));
            if (value.isEmpty()) {
                at.error("the environment has no " + found.group(1) + ", and no default is given");
            }
            return Matcher.quoteReplacement(value.orElse(""));
        });
    }
}
