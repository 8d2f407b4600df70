package org.practicehub.sample.practice;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.practicehub.sample.patients.Address;
import org.practicehub.sample.patients.PatientRow;
import org.practicehub.sample.table.BadTable;
import org.practicehub.sample.table.CsvFile;
import org.practicehub.sample.table.Row;

/** Reads the practice from its folder of CSV files, {@code config/demo}. */
public final class PracticeFiles {

    private static final int NO_LIMIT = 200;

    private final Path folder;

    private PracticeFiles(Path folder) {
        this.folder = folder;
    }

    public static Practice read(Path folder) {
        Practice practice = new PracticeFiles(folder).practice();
        References.check(practice);
        Needs.check(practice);
        return practice;
    }

    private Practice practice() {
        Row itself = rows("practice.csv", "name", "zone")
                .findFirst()
                .orElseThrow(() -> new BadTable("practice.csv: there is no practice in it"));
        return new Practice(
                itself.required("name"),
                zone(itself),
                rows("sites.csv", "code", "name").map(PracticeFiles::site).toList(),
                rows("rooms.csv", "site", "code", "kind")
                        .map(PracticeFiles::room)
                        .toList(),
                rows("practitioners.csv", "npi", "family")
                        .map(PracticeFiles::practitioner)
                        .toList(),
                rows("roster.csv", "npi", "weekday", "half", "site")
                        .map(PracticeFiles::shift)
                        .toList(),
                rows("staff.csv", "id", "family", "role")
                        .map(PracticeFiles::staff)
                        .toList(),
                rows("payers.csv", "code", "name").map(PracticeFiles::payer).toList(),
                rows("services.csv", "code", "minutes")
                        .map(PracticeFiles::service)
                        .toList(),
                rows("reasons.csv", "kind", "code", "text")
                        .map(PracticeFiles::reason)
                        .toList(),
                rows("patients.csv", PatientRow.COLUMNS.toArray(String[]::new))
                        .map(PatientRow::read)
                        .toList());
    }

    private Stream<Row> rows(String file, String... columns) {
        List<Row> rows = CsvFile.read(folder.resolve(file), columns);
        if (rows.isEmpty()) {
            throw new BadTable(file + ": there is nothing in it");
        }
        return rows.stream();
    }

    private static ZoneId zone(Row row) {
        try {
            return ZoneId.of(row.required("zone"));
        } catch (DateTimeException e) {
            throw row.bad("zone is not a time zone like America/Chicago");
        }
    }

    private static Site site(Row row) {
        return new Site(row.required("code"), row.required("name"), Address.read(row), row.text("phone"));
    }

    private static Room room(Row row) {
        return new Room(
                row.required("site"),
                row.required("code"),
                row.text("name"),
                row.required("kind").equals("waiting"));
    }

    private static Practitioner practitioner(Row row) {
        return new Practitioner(
                row.required("npi"),
                row.text("prefix"),
                row.required("given"),
                row.required("family"),
                row.number("sees_from_age", 0),
                row.number("sees_to_age", NO_LIMIT));
    }

    private static Shift shift(Row row) {
        List<String> names =
                Stream.of(DayOfWeek.values()).map(d -> d.name().substring(0, 3)).toList();
        int weekday = names.indexOf(row.required("weekday"));
        if (weekday < 0) {
            throw row.bad("weekday is none of " + String.join(" ", names));
        }
        return new Shift(
                row.required("npi"),
                DayOfWeek.of(weekday + 1),
                oneOf(Shift.Half.class, row, "half"),
                row.required("site"));
    }

    private static Staff staff(Row row) {
        return new Staff(row.required("id"), row.required("family"), row.required("given"), row.required("role"));
    }

    private static Payer payer(Row row) {
        return new Payer(
                row.required("code"), row.required("name"), row.text("kind"), Address.read(row), row.text("phone"));
    }

    private static Service service(Row row) {
        return new Service(
                row.required("code"),
                row.required("display"),
                row.number("minutes"),
                row.required("reason"),
                row.number("from_age", 0),
                row.number("to_age", NO_LIMIT),
                row.number("weight"));
    }

    private static Reason reason(Row row) {
        return new Reason(
                oneOf(Reason.Kind.class, row, "kind"),
                row.text("service"),
                row.text("code"),
                row.required("text"),
                row.number("from_age", 0),
                row.number("to_age", NO_LIMIT));
    }

    private static <E extends Enum<E>> E oneOf(Class<E> choices, Row row, String column) {
        String wanted = row.required(column).toUpperCase(Locale.ROOT);
        return Stream.of(choices.getEnumConstants())
                .filter(choice -> choice.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> row.bad(column + " is none of " + List.of(choices.getEnumConstants())));
    }
}
