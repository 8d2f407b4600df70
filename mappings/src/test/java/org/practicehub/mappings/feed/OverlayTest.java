package org.practicehub.mappings.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.feed.overlay.Rule;

/** The overlay of feed files as it is read. What it does stands in golden/hl7v2/FEED. */
class OverlayTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "set: [{ from: PDI-3, to: Patient.birthDate }];3:15 — HL7 2.8.1 has no segment 'PDI'; did you mean",
                "set: [{ from: PID-77, to: Patient.birthDate }];3:19 — 'PID' has no field 77 in HL7 2.8.1; its last is 40",
                "set: [{ from: PID.3, to: Patient.birthDate }];3:15 — 'PID.3' is no place in a message; expected a path like",
                "set: [{ from: ZPD-3, to: Patient.brithDate }];3:34 — Patient has no element 'brithDate'; did you mean 'birthDate'?",
                "set: [{ from: ZPD-3, to: Patent.birthDate }];3:26 — R4 has no resource 'Patent'; did you mean 'Patient'?",
                "set: [{ from: ZPD-3, to: Patient.name.famly }];3:39 — Patient.name has no element 'famly'; did you mean 'family'?",
                "set: [{ from: ZPD-3, to: Patient.birthDate.year }];3:44 — Patient.birthDate is a date and has no parts",
                "set: [{ from: ZPD-3, to: Patient.deceased }];3:34 — 'deceased' may be of several types; name one of deceasedBoolean, deceasedDateTime",
                "set: [{ from: ZPD-3, to: Patient.extension.valueString }];3:34 — which extension? Expected extension(name) or extension(https://…)",
                "set: [{ from: ZPD-3, to: 'Patient.telecom(system=faks).value' }];3:50 — 'faks' is not one of phone, fax, email, pager, url, sms, other; did you mean 'fax'?",
                "set: [{ from: ZPD-3, to: 'Patient.telecom(sytem=fax).value' }];3:43 — telecom has no part 'sytem'; did you mean 'system'?",
                "set: [{ from: ZPD-3, to: Patient.telecom(fax).value }];3:42 — expected a part and its value, as in telecom(system=fax)",
                "set: [{ from: ZPD-3, to: Patient.birthDate(x=y) }];3:43 — birthDate is no list; nothing can be selected from it",
                "set: [{ from: ZPD-3, to: Patient.id }];3:34 — Patient.id is not for feeds to write",
                "set: [{ from: ZPD-3, to: Patient.managingOrganization }];3:26 — Patient.managingOrganization is a Reference, which no field becomes; name one of its parts",
                "set: [{ from: ZPD-3, to: Provenance.recorded }];3:26 — the Provenance is what the hub says of a change; feeds do not write it",
                "set: [{ from: ZPD-3 }];3:7 — a rule of 'set' needs 'from', a place in the message, and 'to', an element",
                "set: [{ form: ZPD-3, to: Patient.birthDate }];3:9 — unknown key 'form'; did you mean 'from'?",
                "set: [{ from: ZPD-3, to: Patient.birthDate, when: { PV1-2: presnt } }];3:60 — 'presnt' is not one of present, absent, { is: … }, { in: […] }; did you mean 'present'?",
                "set: [{ from: ZPD-3, to: Patient.birthDate, when: { PV1-2: { matches: O } } }];3:62 — unknown key 'matches'",
                "set: [{ from: ZPD-3, to: Patient.birthDate, when: { PV1-99: present } }];3:57 — 'PV1' has no field 99",
                "defaults: { Patient.gender: femal };3:29 — 'femal' is not one of male, female, other, unknown; did you mean 'female'?",
                "defaults: { Patient.birthDate: yesterday };3:32 — 'yesterday' is no date",
                "defaults: { Patient.name: Rivera };3:27 — a HumanName cannot be written as one value; name one of its parts",
                "defaults: { Patient.managingOrganization: riverside };3:43 — 'riverside' is no reference; expected one like Organization/riverside",
                "defaults: { Patient.managingOrganization: Location/x };3:43 — 'Location' is not one of Organization",
                "defaults: { Patient.gendre: male };3:21 — Patient has no element 'gendre'; did you mean 'gender'?",
                "drop: [Patient.telecom(system=fax];3:23 — the parenthesis is not closed",
                "drop: Patient;3:7 — 'Patient' names no element; expected a path like Patient.identifier",
                "extension: rivreside;3:12 — there is no extension 'rivreside' on the class path; did you mean 'riverside'?",
                "extends: other;3:10 — there is no feed or dialect 'other'"
            })
    void tellsWhereAMistakeIs(String line, String expected) throws IOException {
        write("x", "feed: x\nzone: UTC\n" + line + "\n");

        assertThatThrownBy(this::load).isInstanceOf(FeedsRefused.class).hasMessageContaining("feed.yaml:" + expected);
    }

    @Test
    void tellsOfATableThatLeadsToNoCodeOfTheElement() throws IOException {
        write("x", "feed: x\nzone: UTC\ntables: { ZPD-4: t.csv }\nset: [{ from: ZPD-4, to: Patient.gender }]\n");
        Files.writeString(folder.resolve("x/t.csv"), "local,code\nW,female\nM,man\n");

        assertThatThrownBy(this::load)
                .hasMessageContaining("feed.yaml:4:15 — the table of this field has the code 'man', and Patient.gender"
                        + " takes only male, female, other, unknown");
    }

    @Test
    void takesFromAParentWhatItDoesNotSayItself() throws Exception {
        write("base", "feed: base\nackOn: applied\nlegacyAA: true\nauthorities: { A: { system: 'urn:a' } }\n");
        write(
                "clinic",
                "feed: clinic\nextends: base\nlegacyAA: false\nzone: UTC\nauthorities: { B: { system: 'urn:b' } }\n");

        Feed clinic = load().named("clinic").orElseThrow();

        assertThat(clinic.ackOn()).isEqualTo(Feed.AckOn.APPLIED);
        assertThat(clinic.legacyAA()).isFalse();
        assertThat(clinic.authorities()).containsOnlyKeys("A", "B");
    }

    @Test
    void isNoFeedThatOnlyServesAsAParent() throws Exception {
        write("base", "feed: base\n");
        write("clinic", "feed: clinic\nextends: base\nzone: UTC\nlisten: mllp://127.0.0.1:2575\n");

        assertThat(load().all()).extracting(Feed::id).containsExactly("clinic");
    }

    @Test
    void putsAChildsRuleInThePlaceOfItsParents() throws Exception {
        write(
                "base",
                "feed: base\nset: [{ from: ZPD-3, to: Patient.birthDate }, { from: ZPD-5, to: Patient.active }]\n");
        write("clinic", "feed: clinic\nextends: base\nzone: UTC\nset: [{ from: ZPD-4, to: Patient.birthDate }]\n");

        Feed clinic = load().named("clinic").orElseThrow();

        assertThat(clinic.overlay().rules())
                .extracting(rule -> ((Rule.Set) rule).from().toString(), rule -> rule.origin()
                        .line())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ZPD-5", 2),
                        org.assertj.core.groups.Tuple.tuple("ZPD-4", 4));
    }

    @Test
    void readsTablesFromTheFolderOfTheFileThatNamesThem() throws Exception {
        write("base", "feed: base\ntables: { PV1-2: t.csv }\n");
        Files.writeString(folder.resolve("base/t.csv"), "local,code\nOUT,O\n");
        write("clinic", "feed: clinic\nextends: base\nzone: UTC\n");

        assertThat(load().named("clinic").orElseThrow().table("PV1-2").find("OUT"))
                .isPresent();
    }

    @Test
    void goesAtMostTwoDeep() throws IOException {
        write("a", "feed: a\n");
        write("b", "feed: b\nextends: a\n");
        write("c", "feed: c\nextends: b\n");
        write("d", "feed: d\nextends: c\nzone: UTC\n");

        assertThatThrownBy(this::load)
                .hasMessage(folder.resolve("b/feed.yaml") + ":2:10 — a feed extends at most 2 others: d → c → b → a");
    }

    @Test
    void isNotItsOwnParent() throws IOException {
        write("a", "feed: a\nextends: b\nzone: UTC\n");
        write("b", "feed: b\nextends: a\nzone: UTC\n");

        assertThatThrownBy(this::load).hasMessageContaining("extends itself in the end");
    }

    @Test
    void tellsAParentsMistakeOnce() throws IOException {
        write("base", "feed: base\nackOn: never\n");
        write("one", "feed: one\nextends: base\nzone: UTC\n");
        write("two", "feed: two\nextends: base\nzone: UTC\n");

        assertThatThrownBy(this::load)
                .isInstanceOfSatisfying(FeedsRefused.class, refused -> assertThat(refused.errors())
                        .hasSize(1));
    }

    private Feeds load() throws IOException, FeedsRefused {
        return Feeds.load(folder, name -> Optional.empty());
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("feed.yaml"), yaml);
    }
}
