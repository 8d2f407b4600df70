package org.practicehub.mappings.feed;

import java.util.List;
import java.util.stream.Collectors;

/** Configuration that cannot be used. It carries every mistake found, so that one round of correction is enough. */
public final class FeedsRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationError> errors;

    public FeedsRefused(List<ConfigurationError> errors) {
        super(errors.stream().sorted().map(ConfigurationError::toString).collect(Collectors.joining("\n")));
        this.errors = errors.stream().sorted().toList();
    }

    public List<ConfigurationError> errors() {
        return errors;
    }
}
