package org.practicehub.server.scheduling.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.server.scheduling.rules.BookingRulesFile.Refused;

/** Which rule decides, and what each condition asks (practice.md S1, S89). */
class BookingRulesTest {
    private static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final Instant NOW = Instant.parse("2026-11-26T15:00:00Z");

    @Test
    void withoutRulesStaffBookEverythingAndPatientsNothing() {
        assertThat(refusal(BookingRules.NONE, Audience.STAFF, visit("SICK"), at("2026-12-01T15:00:00Z")))
                .isEmpty();
        assertThat(refusal(BookingRules.NONE, Audience.PATIENT, visit("SICK"), at("2026-12-01T15:00:00Z")))
                .map(Refusal::code)
                .contains("not-offered");
    }

    /** S89: the order in which rules that disagree are resolved. */
    @Test
    void theMostParticularRuleDecidesEachKey() throws Refused {
        BookingRules rules = rules(
                """
                rules:
                  - { name: All, open: true, notice: 24h, ahead: 90d }
                  - { name: Vaccines, services: [VACCINE], notice: 1h }
                  - { name: Vaccines again, services: [VACCINE], notice: 9d }
                  - { name: North, locations: [NORTH], notice: 48h }
                  - { name: Dr. Okafor, practitioners: ["1234567893"], notice: 72h }
                  - { name: Staff, by: staff, services: [VACCINE], open: false }
                """);

        assertThat(notice(rules, visit("SICK"))).contains("All");
        assertThat(notice(rules, visit("VACCINE"))).contains("Vaccines");
        assertThat(notice(rules, new Subject(Set.of("VACCINE"), Set.of("NORTH"), Set.of("9"))))
                .contains("North");
        assertThat(notice(rules, new Subject(Set.of("VACCINE"), Set.of("NORTH"), Set.of("1234567893"))))
                .contains("Dr. Okafor");
        // What the more particular rule does not say, the general one does.
        assertThat(refusal(rules, Audience.PATIENT, visit("VACCINE"), at("2027-12-01T15:00:00Z")))
                .map(Refusal::code)
                .contains("too-far-ahead");
        assertThat(refusal(rules, Audience.STAFF, visit("VACCINE"), at("2026-12-01T15:00:00Z")))
                .map(Refusal::rule)
                .contains("Staff");
    }

    private static Optional<String> notice(BookingRules rules, Subject subject) {
        return rules.ruling(Audience.PATIENT, subject).lines(at("2026-12-01T15:00:00Z")).stream()
                .filter(line -> line.aspect().equals("notice"))
                .findFirst()
                .flatMap(Ruling.Line::rule)
                .map(BookingRule::name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    patient: new                        | new-patients-only
                    age: 0-39                           | age
                    age: 40-40                          |
                    referral: true                      | referral
                    coverage: true                      |
                    payers: [Aetna]                     | coverage
                    payers: [Cigna, Aetna]              |
                    consents: [treatment]               |
                    consents: [treatment, telehealth]   | consent
                    balance: 99.99                      | balance
                    balance: 100                        |
                    'no-shows: {at-most: 1, months: 6}' | no-shows
                    'no-shows: {at-most: 2, months: 6}' |
                    open-visits: 2                      | open-visits
                    open-visits: 3                      |
                    notice: 121h                        | too-soon
                    notice: 120h                        |
                    ahead: 4d                           | too-far-ahead
                    ahead: 5d                           |
                    open: false                         | not-offered
                    """)
    void eachConditionAsksWhatItSays(String condition, String code) throws Refused {
        BookingRules rules = rules(
                """
                rules:
                  - { name: Everything, open: true }
                  - { name: One, services: [SICK], %s }
                """
                        .formatted(condition));

        assertThat(refusal(rules, Audience.PATIENT, visit("SICK"), at("2026-12-01T15:00:00Z")))
                .map(Refusal::code)
                .isEqualTo(Optional.ofNullable(code));
    }

    @Test
    void whoIsRefusedHearsTheRulesOwnWordsAndWhatIsOpen() throws Refused {
        BookingRules rules =
                rules("rules: [{ name: PROC, services: [PROC], open: false, otherwise: request, say: We call you. }]");

        Refusal refusal = refusal(rules, Audience.PATIENT, visit("PROC"), at("2026-12-01T15:00:00Z"))
                .orElseThrow();

        assertThat(refusal).isEqualTo(new Refusal("not-offered", "We call you.", Refusal.Path.REQUEST, "PROC"));
    }

    /** A mistake is told with its place and the nearest right name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'rules: [{ name: A, opne: true }]'                     | 1:20 — unknown key 'opne'; did you mean 'open'?
                    'rules: [{ name: A, open: true, by: patients }]'       | 'patients' is not one of staff, patient; did you mean 'patient'?
                    'rules: [{ name: A, notice: 24 }]'                     | '24': expected a length of time, as 30m, 24h or 90d
                    'rules: [{ name: A, age: 17-0 }]'                      | expected years from and to
                    'rules: [{ name: A }]'                                 | the rule asks nothing
                    'rules: [{ open: true }]'                              | the rule has no 'name'
                    'rules: [{name: A, open: true},{name: A, open: true}]' | another rule has the name 'A' already
                    'rules: [{ name: A, balance: much }]'                  | expected an amount of money
                    'rule: []'                                             | unknown key 'rule'; did you mean 'rules'?
                    """)
    void aMistakeIsToldWhereItStands(String text, String told) {
        assertThatThrownBy(() -> rules(text))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("booking.yaml:1:")
                .hasMessageContaining(told);
    }

    @Test
    void theShippedFilesCanBeRead() throws Exception {
        for (Path file : new Path[] {Path.of("../config/booking.yaml"), Path.of("../config/demo/booking.yaml")}) {
            BookingRulesFile.read(file.toString(), Files.readString(file), name -> Optional.empty());
        }
        // What the shipped file shows in comments can be taken over as it stands.
        String commented = Files.readString(Path.of("../config/booking.yaml"))
                .lines()
                .dropWhile(line -> !line.equals("# rules:"))
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2))
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(rules(commented).all()).hasSize(1);
    }

    private static BookingRules rules(String text) throws Refused {
        return BookingRulesFile.read("booking.yaml", text, name -> Optional.empty());
    }

    private static Subject visit(String service) {
        return new Subject(Set.of(service), Set.of(), Set.of());
    }

    private static Booking at(String time) {
        return new Booking(Optional.of(new Forty()), Optional.of(Instant.parse(time)), ZONE, NOW);
    }

    private static Optional<Refusal> refusal(BookingRules rules, Audience audience, Subject subject, Booking booking) {
        return rules.ruling(audience, subject).refusal(booking);
    }

    /** Forty years old on the first of December 2026, seen before, with a coverage, a balance, two missed visits and two to come. */
    private static final class Forty implements Facts {
        @Override
        public boolean isEstablished() {
            return true;
        }

        @Override
        public Optional<LocalDate> birthDate() {
            return Optional.of(LocalDate.of(1986, 12, 1));
        }

        @Override
        public boolean isCovered(LocalDate day) {
            return day.equals(LocalDate.of(2026, 12, 1));
        }

        @Override
        public Set<String> payers() {
            return Set.of("Cigna", "62308");
        }

        @Override
        public boolean isReferred() {
            return false;
        }

        @Override
        public Set<String> consents() {
            return Set.of("treatment");
        }

        @Override
        public BigDecimal balance() {
            return new BigDecimal("100.00");
        }

        @Override
        public long noShows(Instant since) {
            return since.isAfter(NOW.minusSeconds(200L * 86_400)) ? 2 : 5;
        }

        @Override
        public long openVisits(Set<String> services) {
            return 2;
        }
    }
}
