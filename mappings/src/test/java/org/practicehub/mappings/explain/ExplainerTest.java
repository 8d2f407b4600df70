package org.practicehub.mappings.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.Translations;
import org.practicehub.mappings.golden.Golden;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.problem.Place;
import org.practicehub.mappings.record.Context;

class ExplainerTest {

    private static final Map<String, Explanation> DONE = new ConcurrentHashMap<>();

    /** Elements that say what kind of thing something is, or how it stands, and that no field says. */
    private static final String CONSTANTS = ".*(system|code|display|url|status|active|mode|use|valueString)";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ADT_A04/typical; Patient; identifier[0].value; 100234; PID-3.1; PidToIdentifiers.java",
                "ADT_A04/typical; Patient; name[0].family; Rivera; PID-5.1; PidToPatient.java",
                "ADT_A04/typical; Patient; name[1].given[0]; Elena; PID-5[2].2; PidToPatient.java",
                "ADT_A04/typical; Patient; birthDate; 1984-03-17; PID-7; PidToPatient.java",
                "ADT_A04/typical; Patient; gender; female; PID-8; PidToPatient.java",
                "ADT_A04/typical; Patient; telecom[0].system; phone; PID-13.3; PidToPatient.java",
                "ADT_A04/typical; Patient; telecom[0].value; +1 847 5550112; PID-13.5 PID-13.6 PID-13.7; PidToPatient.java",
                "ADT_A04/typical; Patient; maritalStatus.text; Married; PID-16.2; PidToPatient.java",
                "ADT_A04/typical; RelatedPerson; birthDate; 1982-02-28; NK1-16; Nk1ToRelatedPerson.java",
                "ADT_A04/typical; Coverage; subscriberId; BCX963112196; IN1-49; In1ToCoverage.java",
                "ADT_A04/typical; Coverage; class[1].name; Evanston Foundry; IN1-9; In1ToCoverage.java",
                "ADT_A04/typical; Encounter; class.code; AMB; PV1-2; Pv1ToEncounter.java",
                "ADT_A04/typical; Encounter; period.start; 2026-11-23T08:55:00-06:00; PV1-44; Pv1ToEncounter.java",
                "ADT_A04/typical; Encounter; participant[0].individual.reference; Practitioner/okafor; PV1-7.1; Practitioners.java",
                "SIU_S12/books-with-slots; Appointment; identifier[1].value; A100001; SCH-2.1; SchToAppointment.java",
                "SIU_S12/books-with-slots; Appointment; status; booked; SCH-25.1; AppointmentStates.java",
                "SIU_S12/books-with-slots; Appointment; start; 2026-11-30T09:00:00-06:00; TQ1-7; AppointmentTime.java",
                "SIU_S12/books-with-slots; Appointment; minutesDuration; 30; SCH-9; AppointmentTime.java",
                "SIU_S12/books-with-slots; Appointment; serviceType[0].coding[0].code; PHYSICAL; AIS-3.1; AisToAppointment.java"
            })
    void tellsPlaceAndRule(String golden, String type, String path, String value, String places, String file) {
        Explained explained = explained(golden, type, path);

        assertThat(explained.value()).isEqualTo(value);
        assertThat(explained.from())
                .extracting(Place::toString)
                .startsWith(places.split(" ")[0])
                .contains(places.split(" "));
        assertThat(explained.rule()).hasValueSatisfying(rule -> assertThat(rule).startsWith(file));
    }

    /** Every value that the message brings is explained, or is a constant whose rule is named. */
    @ParameterizedTest
    @ValueSource(strings = {"ADT_A04/typical", "SIU_S12/books-with-slots", "SIU_S12/unknown-patient-is-set-up"})
    void leavesNothingUnexplained(String golden) {
        List<Explained> unsaid = explanation(golden).values().stream()
                .filter(value -> !value.isSent())
                .filter(value -> !value.before().equals(Optional.of(value.value())))
                .toList();

        assertThat(unsaid).allSatisfy(value -> {
            assertThat(value.path()).matches(CONSTANTS);
            assertThat(value.rule()).hasValueSatisfying(rule -> assertThat(rule).matches("\\w+\\.java:\\d+(-\\d+)?"));
        });
    }

    @Test
    void tellsWhatTheRecordHad() {
        assertThat(explained("ADT_A04/typical", "Appointment", "status").before())
                .hasValue("booked");
    }

    @Test
    void tellsWhatWasSentWhereATableMadeSomethingElseOfIt() {
        assertThat(explained("ADT_A04/typical", "Patient", "gender").sent()).hasValue("F");
        assertThat(explained("ADT_A04/typical", "Patient", "name[0].family").sent())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Encounter, type[0].coding[0].code, ZPV-2.1, feeds/riverside/feed.yaml:10",
        "Encounter, serviceProvider.identifier.value, PV2-23.1, feeds/riverside/feed.yaml:9",
        "Encounter, priority.text, , feeds/riverside/feed.yaml:16"
    })
    void tellsTheLineOfTheFeedsFile(String type, String path, String place, String rule) {
        Explained explained = explained("FEED/set-when-it-holds-and-whole-lists", type, path);

        assertThat(explained.from().stream().findFirst().map(Place::toString)).isEqualTo(Optional.ofNullable(place));
        assertThat(explained.rule()).hasValueSatisfying(by -> assertThat(by).endsWith(rule));
    }

    /** A record that is not empty answers as it always does: explaining changes nothing. */
    @Test
    void becomesWhatItAlwaysBecomes() {
        Golden golden = Golden.named("ADT_A04/typical");

        assertThat(explanation("ADT_A04/typical").translation().changes())
                .hasSameSizeAs(Translations.of(message(golden))
                        .orElseThrow()
                        .translate(message(golden), context(golden), golden.before())
                        .changes());
    }

    private static Explained explained(String golden, String type, String path) {
        return explanation(golden).values().stream()
                .filter(value -> value.resource().startsWith(type + "/"))
                .filter(value -> value.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Explanation explanation(String name) {
        return DONE.computeIfAbsent(name, any -> {
            Golden golden = Golden.named(name);
            return Explainer.explain(message(golden), context(golden), golden.before())
                    .orElseThrow();
        });
    }

    private static Message message(Golden golden) {
        return ((Reading.Read) Message.read(golden.bytes(), golden.feed().charset())).message();
    }

    private static Context context(Golden golden) {
        return new Context(golden.feed(), Instant.parse("2026-11-23T15:00:00Z"), 7, "golden");
    }
}
