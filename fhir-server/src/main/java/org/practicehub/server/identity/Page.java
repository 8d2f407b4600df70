package org.practicehub.server.identity;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/**
 * An HTML page that the hub draws itself: a Mustache template, in which every value is escaped, so that none can become markup.
 * Its first line names what the frame around all of them asks for: title, kind, style, script.
 */
public final class Page {
    private static final Mustache.Compiler COMPILER = Mustache.compiler().defaultValue("");
    private static final Pattern SAID = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Template FRAME = COMPILER.compile(text("frame"));

    private final Template content;
    private final Map<String, Object> frame = new HashMap<>();

    private Page(String text) {
        content = COMPILER.compile(text);
        Matcher said = SAID.matcher(text.lines().findFirst().orElse(""));
        while (said.find()) {
            frame.put(said.group(1), said.group(2));
        }
    }

    public static Page read(String name) {
        return new Page(text(name));
    }

    /** @param values by the names of the gaps; a list of maps for what comes once for each row */
    public String fill(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(frame);
        all.put("content", content.execute(values));
        return FRAME.execute(all);
    }

    /** The word that keeps an element from being seen, or nothing. */
    public static String hiddenIf(boolean hidden) {
        return hidden ? "hidden" : "";
    }

    private static String text(String name) {
        try {
            return new ClassPathResource("pages/" + name + ".html").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
