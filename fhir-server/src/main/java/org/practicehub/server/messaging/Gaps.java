package org.practicehub.server.messaging;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {first-name}} and the like. */
final class Gaps {
    static final Pattern GAP = Pattern.compile("\\{([A-Za-z-]+)}");

    private Gaps() {}

    /** A gap without a value is left out. What is filled in is not looked at again. */
    static String fill(String text, Map<String, String> values) {
        return GAP.matcher(text)
                .replaceAll(gap -> Matcher.quoteReplacement(values.getOrDefault(gap.group(1), "")))
                .replaceAll(" {2,}", " ")
                .strip();
    }
}
