package org.practicehub.routes.inbound;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.problem.Severity;
import org.practicehub.routes.journal.JournalEntry;

/** What the journal wrote down about a settled message, as problems again. */
final class Outcomes {
    /** A place as it prints itself: {@code PID-3[2].4}. */
    private static final Pattern PLACE =
            Pattern.compile("(\\w+)(?:\\[(\\d+)])?(?:-(\\d+)(?:\\[(\\d+)])?(?:\\.(\\d+)(?:\\.(\\d+))?)?)?");

    private Outcomes() {}

    static List<Problem> problems(JournalEntry entry) {
        return entry.problems().stream()
                .map(remark -> new Problem(
                        Code.valueOf(remark.code()),
                        Severity.valueOf(remark.severity().toUpperCase(Locale.ROOT)),
                        place(remark.place()),
                        remark.text()))
                .toList();
    }

    private static Place place(String text) {
        Matcher parts = PLACE.matcher(text);
        return parts.matches()
                ? new Place(
                        parts.group(1),
                        number(parts, 2, 1),
                        number(parts, 3, 0),
                        number(parts, 4, parts.group(5) == null ? 0 : 1),
                        number(parts, 5, 0),
                        number(parts, 6, 0))
                : Place.of("MSH");
    }

    private static int number(Matcher parts, int group, int otherwise) {
        return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
    }
}
