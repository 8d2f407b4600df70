package org.practicehub.server.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/** A small HTML page with named gaps: {@code {{name}}} is escaped on the way in, so no value can become markup. */
final class Page {
    private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");

    private final String text;

    private Page(String text) {
        this.text = text;
    }

    static Page read(String name) {
        try {
            return new Page(
                    new ClassPathResource("pages/" + name + ".html").getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String fill(Map<String, String> values) {
        return GAP.matcher(text)
                .replaceAll(
                        gap -> Matcher.quoteReplacement(HtmlUtils.htmlEscape(values.getOrDefault(gap.group(1), ""))));
    }
}
