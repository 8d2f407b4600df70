package org.practicehub.sample.patients;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.practicehub.sample.table.Row;

/** The coverage columns of a patient's line: a first coverage, and a second whose columns end in 2. */
final class CoverageRow {

    private CoverageRow() {}

    static List<Coverage> read(Row row) {
        return Stream.concat(first(row), second(row)).toList();
    }

    private static Stream<Coverage> first(Row row) {
        if (!row.has("payer")) {
            return Stream.empty();
        }
        Coverage.Relationship relationship = Stream.of(Coverage.Relationship.values())
                .filter(r -> r.name().toLowerCase(Locale.ROOT).equals(row.text("relationship")))
                .findFirst()
                .orElseThrow(() -> row.bad("relationship is none of self, spouse, child"));
        return Stream.of(new Coverage(
                row.text("payer"),
                row.required("plan_code"),
                row.required("plan_name"),
                row.required("member_id"),
                row.text("group_number"),
                row.date("coverage_start"),
                relationship,
                row.text("subscriber_mrn"),
                row.text("subscriber_family"),
                row.text("subscriber_given")));
    }

    private static Stream<Coverage> second(Row row) {
        if (!row.has("payer2")) {
            return Stream.empty();
        }
        return Stream.of(new Coverage(
                row.text("payer2"),
                row.required("plan_code2"),
                row.required("plan_name2"),
                row.required("member_id2"),
                row.text("group_number2"),
                row.date("coverage_start2"),
                Coverage.Relationship.SELF,
                "",
                "",
                ""));
    }

    static void write(Coverage coverage, String which, Map<String, String> row) {
        row.put("payer" + which, coverage.payer());
        row.put("plan_code" + which, coverage.planCode());
        row.put("plan_name" + which, coverage.planName());
        row.put("member_id" + which, coverage.memberId());
        row.put("group_number" + which, coverage.groupNumber());
        row.put("coverage_start" + which, coverage.start().toString());
        if (which.isEmpty()) {
            row.put("relationship", coverage.relationship().name().toLowerCase(Locale.ROOT));
            row.put("subscriber_mrn", coverage.subscriberMrn());
            row.put("subscriber_family", coverage.subscriberFamily());
            row.put("subscriber_given", coverage.subscriberGiven());
        }
    }
}
