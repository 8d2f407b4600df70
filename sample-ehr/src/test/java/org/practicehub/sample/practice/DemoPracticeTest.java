package org.practicehub.sample.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.practicehub.sample.Demo;
import org.practicehub.sample.patients.Coverage;
import org.practicehub.sample.patients.Patient;
import org.practicehub.sample.patients.PatientRow;
import org.practicehub.sample.table.BadTable;
import org.practicehub.sample.table.CsvFile;
import org.practicehub.sample.table.Row;

/** The tables in config/demo are the truth for the hub too, so they are checked for more than being readable. */
class DemoPracticeTest {

    private static final List<Patient> PATIENTS = Demo.PRACTICE.patients();

    @TempDir
    Path folder;

    @Test
    void isAPracticeOfTwoSitesFivePractitionersAndTwoHundredPatients() {
        assertThat(Demo.PRACTICE.zone()).isEqualTo(Demo.CHICAGO);
        assertThat(Demo.PRACTICE.sites()).extracting(Site::code).containsExactly("MAIN", "NORTH");
        assertThat(Demo.PRACTICE.practitioners()).hasSize(5);
        assertThat(Demo.PRACTICE.payers()).hasSize(3);
        assertThat(Demo.PRACTICE.rooms()).hasSizeBetween(9, 10);
        assertThat(PATIENTS).hasSizeBetween(195, 215);
    }

    @Test
    void givesEveryPatientNumbersOfTheirOwn() {
        assertThat(PATIENTS).extracting(Patient::mrn).doesNotHaveDuplicates().allMatch(mrn -> mrn.matches("\\d{6}"));
        assertThat(PATIENTS).allMatch(p -> p.account().equals("AC" + p.mrn()));
        assertThat(PATIENTS.stream().map(p -> p.contact().email()).filter(mail -> !mail.isEmpty()))
                .doesNotHaveDuplicates()
                .allMatch(mail -> mail.matches("[a-z.0-9]+@example\\.org"));
    }

    @Test
    void givesOutOnlyNpisWithARightCheckDigit() {
        List<String> npis = Stream.concat(
                        Demo.PRACTICE.practitioners().stream().map(Practitioner::npi),
                        rows("practice.csv").stream().map(row -> row.text("npi")))
                .toList();

        assertThat(npis).hasSize(6).allMatch(DemoPracticeTest::isNpi);
    }

    /** Luhn over the number with the prefix 80840, as the NPI standard has it. */
    private static boolean isNpi(String npi) {
        String digits = "80840" + npi;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return npi.matches("[12]\\d{9}") && sum % 10 == 0;
    }

    @Test
    void reachesNobodyReal() {
        Stream<String> phones = Stream.of("practice.csv", "sites.csv", "payers.csv", "patients.csv")
                .flatMap(file -> rows(file).stream())
                .flatMap(row -> row.values().entrySet().stream())
                .filter(cell -> cell.getKey().contains("phone") || cell.getKey().equals("fax"))
                .map(Map.Entry::getValue)
                .filter(number -> !number.isEmpty());
        assertThat(phones).allMatch(number -> number.matches("\\d{3}-555-01\\d\\d"));

        assertThat(PATIENTS.stream().flatMap(p -> p.coverages().stream()))
                .filteredOn(c -> c.payer().equals("MCRB"))
                .isNotEmpty()
                .allMatch(c -> c.memberId().matches("[1-9]S[A-Z]\\d[A-Z]{2}\\d[A-Z]{2}\\d{2}"));
    }

    @Test
    void coversFamiliesThroughTheSubscriber() {
        Map<String, Patient> byMrn = PATIENTS.stream().collect(Collectors.toMap(Patient::mrn, p -> p));
        List<Patient> dependents = PATIENTS.stream()
                .filter(p -> p.coverages().stream().anyMatch(c -> c.relationship() != Coverage.Relationship.SELF))
                .toList();

        assertThat(dependents).hasSizeGreaterThan(50).allSatisfy(dependent -> {
            Coverage coverage = dependent.coverages().get(0);
            assertThat(coverage.subscriberFamily()).isNotEmpty();
            if (!coverage.subscriberMrn().isEmpty()) {
                Patient subscriber = byMrn.get(coverage.subscriberMrn());
                assertThat(subscriber.livesWith(dependent)).isTrue();
                assertThat(subscriber.coverages().get(0).memberId()).isEqualTo(coverage.memberId());
                assertThat(subscriber.coverages().get(0).relationship()).isEqualTo(Coverage.Relationship.SELF);
                assertThat(subscriber.name().family()).isEqualTo(coverage.subscriberFamily());
            }
        });
        assertThat(PATIENTS).filteredOn(p -> p.coverages().size() == 2).hasSizeGreaterThan(15);
        assertThat(PATIENTS).filteredOn(p -> p.coverages().isEmpty()).isNotEmpty();
    }

    @Test
    void holdsAllAgesLookAlikesAndNamesThatNeedCare() {
        LocalDate day = LocalDate.of(2026, 11, 23);
        assertThat(PATIENTS).filteredOn(p -> p.age(day) < 18).hasSizeGreaterThan(50);
        assertThat(PATIENTS).filteredOn(p -> p.age(day) < 2).hasSizeGreaterThan(3);
        assertThat(PATIENTS).filteredOn(p -> p.age(day) >= 65).hasSizeGreaterThan(25);
        assertThat(PATIENTS).allMatch(p -> p.isBorn(day) && p.age(day) < 100);

        assertThat(PATIENTS)
                .extracting(p -> p.name().family())
                .contains("O'Brien", "Al-Masri", "Müller-Hayes", "Yılmaz");
        assertThat(PATIENTS)
                .filteredOn(p ->
                        p.name().family().equals("Patel") && p.name().given().equals("Nikhil"))
                .hasSize(2);
        Map<String, Long> sameNames = PATIENTS.stream()
                .collect(Collectors.groupingBy(
                        p -> p.name().family() + ", " + p.name().given(), Collectors.counting()));
        assertThat(sameNames.values()).filteredOn(count -> count > 1).hasSizeGreaterThan(2);
    }

    @Test
    void isTheSameAfterAWayThroughTheLedgersForm() {
        assertThat(PATIENTS)
                .allSatisfy(patient -> assertThat(PatientRow.read(new Row("again", PatientRow.write(patient))))
                        .isEqualTo(patient));
    }

    @Test
    void refusesATableThatNamesWhatNoOtherTableHas() throws IOException {
        copyWith("rooms.csv", "site,code,name,kind\nSOUTH,EXAM1,Exam room 1,room\n");

        assertThatThrownBy(() -> PracticeFiles.read(folder))
                .isInstanceOf(BadTable.class)
                .hasMessage("rooms.csv: nothing is known of site SOUTH");
    }

    @Test
    void refusesAKeyThatIsThereTwice() throws IOException {
        String site = "MAIN,Lakeside,1208 Main Street,Evanston,IL,60202,847-555-0100\n";
        copyWith("sites.csv", "code,name,street,city,state,zip,phone\n" + site + site);

        assertThatThrownBy(() -> PracticeFiles.read(folder)).hasMessage("sites.csv: MAIN is there twice");
    }

    @Test
    void refusesAPracticeThatLacksWhatTheEhrNeeds() throws IOException {
        copyWith("staff.csv", "id,family,given,role\nS011,Delgado,Monica,front desk\n");

        assertThatThrownBy(() -> PracticeFiles.read(folder))
                .hasMessage("staff.csv: there is no role medical assistant");
    }

    private void copyWith(String changedFile, String text) throws IOException {
        try (Stream<Path> files = Files.list(Demo.FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve(changedFile), text);
    }

    private static List<Row> rows(String file) {
        try {
            return CsvFile.read(Demo.FOLDER.toRealPath().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
