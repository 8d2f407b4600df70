package org.practicehub.mappings.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.practicehub.mappings.feed.LocalTable.Effect;

class FeedsTest {

    private static final Path CONFIG = Path.of("../config");

    @TempDir
    Path folder;

    @Test
    void readsTheDemoPractice() throws Exception {
        Feed feed = Feeds.load(CONFIG.resolve("feeds"), name -> Optional.empty())
                .named("demo-ehr")
                .orElseThrow();

        assertThat(feed.listen()).startsWith("mllp://").endsWith(":2575");
        assertThat(feed.zone()).hasToString("America/Chicago");
        assertThat(feed.authority("LFP-MRN").orElseThrow().system()).isEqualTo("urn:oid:2.999.10.1");
        assertThat(feed.isKey("urn:oid:2.999.10.1")).isTrue();
        assertThat(feed.table("SCH-25").find("Confirmed").orElseThrow().effect())
                .isEqualTo(Effect.PATIENT_CONFIRMED);
    }

    @Test
    void takesTheEnvironmentsWord() throws Exception {
        Feeds feeds = Feeds.load(
                CONFIG.resolve("feeds"),
                name -> Optional.of("HUB_MLLP_PORT").filter(name::equals).map(port -> "7777"));

        assertThat(feeds.named("demo-ehr").orElseThrow().listen()).endsWith(":7777");
    }

    /** What the demo's comments say of a key without which it is left: they are the defaults. */
    @Test
    void hasTheDefaultsThatTheDemoShows() throws Exception {
        Feed demo = Feeds.load(CONFIG.resolve("feeds"), name -> Optional.empty())
                .named("demo-ehr")
                .orElseThrow();
        Feed bare = Feeds.parse("feed: bare\nzone: UTC\n");

        assertThat(List.of(
                        bare.ackOn(),
                        bare.legacyAA(),
                        bare.answerNotHl7(),
                        bare.processingIds(),
                        bare.unknownVersion(),
                        bare.unsupported(),
                        bare.onFailure(),
                        bare.offsets(),
                        bare.ssn(),
                        bare.unknownPatient(),
                        bare.a04Status(),
                        bare.ownsSchedule(),
                        bare.contacts(),
                        bare.appointmentMinutes(),
                        bare.charset()))
                .isEqualTo(List.of(
                        demo.ackOn(),
                        demo.legacyAA(),
                        demo.answerNotHl7(),
                        demo.processingIds(),
                        demo.unknownVersion(),
                        demo.unsupported(),
                        demo.onFailure(),
                        demo.offsets(),
                        demo.ssn(),
                        demo.unknownPatient(),
                        demo.a04Status(),
                        demo.ownsSchedule(),
                        demo.contacts(),
                        demo.appointmentMinutes(),
                        demo.charset()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "autorities: {};3:1 — unknown key 'autorities'; did you mean 'authorities'?",
                "ackOn: stord;3:8 — 'stord' is not one of stored, applied; did you mean 'stored'?",
                "legacyAA: yes;3:11 — expected true or false",
                "charset: EBCDIC;3:10 — 'EBCDIC' is no character set of HL7 table 0211",
                "listen: 2575;3:9 — '2575': expected mllp://<address>:<port>",
                "match: { PID-3: X };3:17 — 'PID-3' is no field of MSH; a feed is recognised by MSH-3, MSH-4 and the like",
                "authorities: { A: { sytem: 'urn:x' } };3:21 — unknown key 'sytem'; did you mean 'system'?",
                "authorities: { A: { system: mrn } };3:29 — 'mrn' is no absolute URI: expected urn:oid:…, urn:uuid:… or https://…",
                "tables: { PV1-99: t.csv };3:19 — 'PV1-99' is no field of HL7 2.8.1; expected a path like PV1-18",
                "tables: { PV1-18: t.csv };3:19 — there is no file 't.csv' in the feed's folder",
                "ssn: hash;3:6 — 'hash' needs the key 'ssnKey': a secret, best as ${HUB_SSN_KEY}",
                "ssnKey: ${HUB_NO_SUCH};3:9 — the environment has no HUB_NO_SUCH, and no default is given",
                "appointmentMinutes: -5;3:21 — expected a whole number from 1 to 1440",
                "contacts: [SCH-99];3:11 — 'SCH-99' is not one of SCH-12, SCH-16, SCH-20",
                "feed: y;3:1 — 'feed' stands here twice",
                "contacts: [;4:1 — expected the node content, but found '<stream end>'"
            })
    void tellsWhereAMistakeIs(String line, String expected) {
        assertThatThrownBy(() -> Feeds.parse("feed: x\nzone: UTC\n" + line + "\n"))
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining("feed.yaml:" + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone: America/Chicgo|2:7 — 'America/Chicgo' is no IANA time zone; did you mean 'America/Chicago'?",
                "''|1:1 — the key 'zone' is missing: the IANA zone of times without an offset"
            })
    void wantsAZoneThatThereIs(String line, String expected) {
        assertThatThrownBy(() -> Feeds.parse("feed: x\n" + line + "\n")).hasMessage("feed.yaml:" + expected);
    }

    @Test
    void tellsEveryMistakeAtOnceInTheOrderOfTheFile() {
        assertThatThrownBy(() -> Feeds.parse("feed: X Y\nzone: UTC\nackOn: never\nfoo: 1\n"))
                .isInstanceOfSatisfying(FeedsRefused.class, refused -> assertThat(refused.errors())
                        .extracting(ConfigurationError::line)
                        .containsExactly(1, 3, 4));
    }

    @Test
    void tellsWhatIsWrongWithATableByItsOwnName() throws IOException {
        Path feed = Files.createDirectories(folder.resolve("clinic"));
        Files.writeString(feed.resolve("feed.yaml"), "feed: clinic\nzone: UTC\ntables: { PV1-2: t.csv }\n");
        Files.writeString(feed.resolve("t.csv"), "# ours\nlocal,code,effect\nA,\nB,O,bang\nC,O\nC,I\n");

        assertThatThrownBy(() -> Feeds.load(folder, name -> Optional.empty()))
                .hasMessage(String.join(
                        "\n",
                        feed.resolve("t.csv") + ":3:1 — a line needs 'local' and 'code'",
                        feed.resolve("t.csv") + ":4:1 — unknown effect 'bang'; expected patient-confirmed",
                        feed.resolve("t.csv") + ":6:1 — 'C' stands here twice"));
    }

    @Test
    void refusesTablesFromOutsideTheFeedsFolder() throws IOException {
        Path feed = Files.createDirectories(folder.resolve("clinic"));
        Files.writeString(folder.resolve("secret.csv"), "local,code\nA,B\n");
        Files.writeString(feed.resolve("feed.yaml"), "feed: clinic\nzone: UTC\ntables: { PV1-2: ../secret.csv }\n");

        assertThatThrownBy(() -> Feeds.load(folder, name -> Optional.empty())).hasMessageContaining("there is no file");
    }

    @Test
    void wantsFeedAndFolderToHaveOneName() throws IOException {
        Path feed = Files.createDirectories(folder.resolve("clinic"));
        Files.writeString(feed.resolve("feed.yaml"), "feed: other\nzone: UTC\n");

        assertThatThrownBy(() -> Feeds.load(folder, name -> Optional.empty()))
                .hasMessageContaining("the feed is named 'other' and its folder 'clinic'");
    }

    @Test
    void keepsItsSecretToItself() throws FeedsRefused {
        assertThat(Feeds.parse("feed: x\nzone: UTC\nssn: hash\nssnKey: swordfish\n")
                        .toString())
                .isEqualTo("Feed x");
    }

    /** Editors check feed files against the schema; it must say what the program says. */
    @Test
    void acceptsWhatTheSchemaDescribes() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(CONFIG.resolve("schema/feed.schema.json").toFile());

        assertThat(names(schema.path("properties"))).containsExactlyInAnyOrderElementsOf(FeedKeys.FEED);
        assertThat(names(schema.at("/properties/authorities/additionalProperties/properties")))
                .containsExactlyInAnyOrderElementsOf(FeedKeys.AUTHORITY);
        assertThat(choices(schema, "ackOn")).isEqualTo(written(Feed.AckOn.values()));
        assertThat(choices(schema, "unknownVersion")).isEqualTo(written(Feed.UnknownVersion.values()));
        assertThat(choices(schema, "unsupported")).isEqualTo(written(Feed.Unsupported.values()));
        assertThat(choices(schema, "onFailure")).isEqualTo(written(Feed.OnFailure.values()));
        assertThat(choices(schema, "offsets")).isEqualTo(written(Feed.Offsets.values()));
        assertThat(choices(schema, "ssn")).isEqualTo(written(Feed.Ssn.values()));
        assertThat(choices(schema, "unknownPatient")).isEqualTo(written(Feed.UnknownPatient.values()));
        assertThat(choices(schema, "a04Encounter")).isEqualTo(written(Feed.A04Status.values()));
        assertThat(choices(schema.at("/properties/contacts/oneOf/0/enum"))).isEqualTo(Set.copyOf(FeedKeys.CONTACTS));
    }

    private static List<String> names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> choices(JsonNode schema, String key) {
        return choices(schema.at("/properties/" + key + "/enum"));
    }

    private static Set<String> choices(JsonNode list) {
        List<String> choices = new ArrayList<>();
        list.forEach(item -> choices.add(item.asText()));
        return Set.copyOf(choices);
    }

    private static Set<String> written(Enum<?>[] constants) {
        List<String> names = new ArrayList<>();
        for (Enum<?> constant : constants) {
            names.add(FeedKeys.written(constant));
        }
        return Set.copyOf(names);
    }
}
