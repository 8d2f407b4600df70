package org.practicehub.routes.inbound;

import java.util.List;
import java.util.Locale;
import org.practicehub.mappings.problem.Code;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.mappings.problem.Severity;
import org.practicehub.routes.journal.JournalEntry;

/** What the journal wrote down about a settled message, as problems again. */
final class Outcomes {
    private Outcomes() {}

    static List<Problem> problems(JournalEntry entry) {
        return entry.problems().stream()
                .map(remark -> new Problem(
                        Code.valueOf(remark.code()),
                        Severity.valueOf(remark.severity().toUpperCase(Locale.ROOT)),
                        Place.parse(remark.place()).orElseGet(() -> Place.of("MSH")),
                        remark.text(),
                        remark.table()))
                .toList();
    }
}
