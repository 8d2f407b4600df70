package org.practicehub.mappings.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.practicehub.mappings.feed.LocalTable.Effect;
import org.practicehub.mappings.feed.overlay.SourcePath;
import org.practicehub.mappings.feed.overlay.TargetPath;

class FeedsTest {

    private static final Path CONFIG = Path.of("../config");

    private static final Function<String, Optional<String>> ENVIRONMENT = name -> Optional.of("hidden");

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

    /** The other feeds, dialects and tables are those that are there; what is wrong is told by the place in the proposed text. */
    @Test
    void readsAProposedTextInPlaceOfAFile() throws Exception {
        Path feeds = feed("clinic", "feed: clinic\nzone: UTC\n");
        feed("other", "feed: other\nextends: clinic\nlisten: mllp://127.0.0.1:1\n");

        Feeds proposed = Feeds.proposed(
                feeds, "clinic", "feed: clinic\nzone: America/Chicago\nlisten: mllp://127.0.0.1:2\n", ENVIRONMENT);

        assertThat(proposed.all()).extracting(Feed::id).containsExactly("clinic", "other");
        assertThat(proposed.named("other").orElseThrow().zone()).hasToString("America/Chicago");
        assertThat(Files.readString(feeds.resolve("clinic/feed.yaml"))).endsWith("UTC\n");
        assertThatThrownBy(() -> Feeds.proposed(feeds, "clinic", "feed: clinic\nzone: UTC\nmach: 1\n", ENVIRONMENT))
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining("clinic/feed.yaml:3:1 — unknown key 'mach'; did you mean 'match'?");
    }

    /** Whoever proposes a text must not read the hub's secrets by it: in a resource, or in the words of a mistake. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "zone: ${HUB_SECRET}",
                "zone: UTC\ndefaults: { Patient.language: '${HUB_KEY}' }",
                "zone: UTC\n? '${HUB_KEY}'\n: 1",
                "zone: |\n  ssnKey: ${HUB_KEY}",
                "zone: &key ${HUB_KEY}",
                "zone: UTC\nset: [ { from: ZPD-1, to: Patient.language, when: { ZPD-2: { is: '${HUB_KEY}' } } } ]",
                "zone: UTC\nmatch: { MSH-3: '${HUB_KEY:x}' }"
            })
    void aProposedTextTakesNothingElseFromTheEnvironment(String keys) throws Exception {
        Path feeds = feed("clinic", "feed: clinic\nzone: UTC\nssn: hash\nssnKey: ${HUB_KEY}\n");

        assertThatThrownBy(() -> Feeds.proposed(
                        feeds, "clinic", "feed: clinic\nssn: hash\nssnKey: ${HUB_KEY}\n" + keys + "\n", ENVIRONMENT))
                .isInstanceOf(FeedsRefused.class)
                .hasMessageContaining("the file takes nothing from the environment here")
                .hasMessageNotContaining("hidden");
        assertThat(Feeds.proposed(
                                feeds,
                                "clinic",
                                "feed: clinic\nssnKey: ${HUB_KEY}\nssn: hash\nzone: America/Chicago\n",
                                ENVIRONMENT)
                        .named("clinic"))
                .isPresent();
    }

    /** A text that contains itself is no reason to run for ever. */
    @Test
    void aProposedTextMayNotContainItself() throws Exception {
        Path feeds = feed("clinic", "feed: clinic\nzone: UTC\n");

        assertThatThrownBy(
                        () -> Feeds.proposed(feeds, "clinic", "feed: clinic\nzone: UTC\nset: &a [ *a ]\n", ENVIRONMENT))
                .isInstanceOf(FeedsRefused.class);
    }

    private Path feed(String name, String yaml) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("feeds").resolve(name)).resolve("feed.yaml"), yaml);
        return folder.resolve("feeds");
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
                        bare.currency(),
                        bare.fillsOrders(),
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
                        demo.currency(),
                        demo.fillsOrders(),
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
                "listen: 'fil:///in';3:9 — 'fil:///in': expected mllp://<address>:<port>, mllps:// with TLS, file:///<folder>, sftp://<user>@<address>/<folder>, or /hl7v2/<feed>; did you mean 'file'?",
                "listen: /hl7v2/y;3:9 — '/hl7v2/y': messages for this feed are posted to /hl7v2/x",
                "listen: /hl7v2/x;3:9 — an address with /hl7v2/ needs the key 'clients': the ids of the system clients",
                "clients: [a];3:10 — 'clients' is for an address with /hl7v2/",
                "folder: { names: a };3:9 — 'folder' is for an address with file:// or sftp://",
                "sftp: { key: a };3:7 — 'sftp' is for an address with sftp://",
                "listen: 'file:///in' ¶ folder: { aftr: move };4:11 — unknown key 'aftr'; did you mean 'after'?",
                "listen: 'file:///in' ¶ folder: { after: remove };4:18 — 'remove' is not one of move, delete; did you mean 'move'?",
                "listen: 'sftp://a@b/in';3:9 — an address with sftp:// needs 'sftp' with 'knownHosts'",
                "listen: 'sftp://a@b/in' ¶ sftp: { knownHosts: k };4:7 — 'sftp' needs either 'key', a private key's file, or 'password'",
                "listen: 'sftp://a@b/in' ¶ sftp: { knownHosts: k, password: hello };4:34 — a secret does not stand in this file; write ${A_NAME}",
                "listen: 'sftp://a@b/in' ¶ sftp: { knownHosts: k, password: '${A:hello}' };4:34 — a secret does not stand in this file",
                "silence: { afterMinutes: 5 };3:10 — 'silence' is for a feed that has 'listen'",
                "listen: 'mllp://x:1' ¶ silence: {};4:10 — 'silence' has no 'afterMinutes': for how long nothing may come",
                "listen: 'mllp://x:1' ¶ silence: { after: 5 };4:12 — unknown key 'after'",
                "listen: 'mllp://x:1' ¶ silence: { afterMinute: 5 };4:12 — unknown key 'afterMinute'; did you mean 'afterMinutes'?",
                "listen: 'mllp://x:1' ¶ silence: { afterMinutes: 5h };4:26 — expected a whole number from 1 to 1440",
                "listen: 'mllp://x:1' ¶ silence: { afterMinutes: 5, from: 07:00 };4:10 — 'from' and 'to' belong together",
                "listen: 'mllp://x:1' ¶ silence: { afterMinutes: 5, from: 7 am, to: 18:00 };4:35 — '7 am': expected a time of day like 07:00",
                "listen: 'mllp://x:1' ¶ silence: { afterMinutes: 90, from: 07:00, to: 08:00 };4:26 — nobody would ever be late: from 'from' to 'to' it is 60 minutes",
                "listen: 'mllp://x:1' ¶ silence: { afterMinutes: 5, days: [mon, teu] };4:41 — 'teu' is not one of mon, tue, wed, thu, fri, sat, sun; did you mean 'tue'?",
                "listen: 'mllp://x:1' ¶ silence: { afterMinutes: 5, days: [] };4:35 — no day is named",
                "match: { PID-3: X };3:17 — 'PID-3' is no field of MSH; a feed is recognised by MSH-3, MSH-4 and the like",
                "authorities: { A: { sytem: 'urn:x' } };3:21 — unknown key 'sytem'; did you mean 'system'?",
                "authorities: { A: { system: mrn } };3:29 — 'mrn' is no absolute URI: expected urn:oid:…, urn:uuid:… or https://…",
                "tables: { PV1-99: t.csv };3:19 — 'PV1-99' is no field of HL7 2.8.1; expected a path like PV1-18",
                "tables: { PV1-18: t.csv };3:19 — there is no file 't.csv' in the feed's folder",
                "ssn: hash;3:6 — 'hash' needs the key 'ssnKey': a secret, best as ${HUB_SSN_KEY}",
                "ssnKey: ${HUB_NO_SUCH};3:9 — the environment has no HUB_NO_SUCH, and no default is given",
                "appointmentMinutes: -5;3:21 — expected a whole number from 1 to 1440",
                "currency: dollars;3:11 — 'dollars': no currency of ISO 4217, as USD is one",
                "contacts: [SCH-99];3:11 — 'SCH-99' is not one of SCH-12, SCH-16, SCH-20",
                "send: { messages: [SIU] };3:7 — 'send' has no 'to': where the system listens, mllp://<address>:<port>",
                "send: { to: 'http://x', messages: [SIU] };3:13 — 'http://x': expected mllp://<address>:<port>",
                "send: { to: 'mllp://x:1' };3:7 — 'send' has no 'messages'",
                "send: { to: 'mllp://x:1', messages: [SUI] };3:37 — 'SUI' is not one of ADT, DFT, ORU, REF, RRI, SIU, SRM, SRR; did you mean 'SIU'?",
                "send: { to: 'mllp://x:1', messages: [REV] };3:37 — 'REV' is not one of ADT, DFT, ORU, REF, RRI, SIU, SRM, SRR; did you mean 'REF'?",
                "send: { to: 'mllp://x:1', messages: [REF] };3:7 — 'send' has no 'referralsTo': for whom the system takes referrals",
                "send: { to: 'mllp://x:1', messages: [SIU], referralsTo: Organization/x };3:7 — 'referralsTo' says whose referrals leave by REF",
                "send: { to: 'mllp://x:1', messages: [REF], referralsTo: [1234567893] };3:58 — '1234567893': expected a number with its system",
                "send: { to: 'mllp://x:1', messages: [REF], referalsTo: Organization/x };3:44 — unknown key 'referalsTo'; did you mean 'referralsTo'?",
                "send: { to: 'mllps://x:1', messages: [SIU] };3:13 — mllps needs the key 'tls'",
                "send: { to: 'mllp://x:1', messages: [SRM] };3:7 — SRM asks for appointments in a calendar of the receiver's",
                "send: { to: 'mllp://x:1', messages: [SIU], calendar: receiver };3:7 — 'calendar: receiver' asks by SRM",
                "send: { to: 'mllp://x:1', messages: [SRM, SRR], calendar: receiver };3:7 — SRR answers who asks for the hub's own",
                "send: { to: 'mllp://x:1', messages: [SIU], tries: 0 };3:51 — expected a whole number from 1 to 1000",
                "feed: y;3:1 — 'feed' stands here twice",
                "contacts: [;4:1 — expected the node content, but found '<stream end>'"
            })
    void tellsWhereAMistakeIs(String line, String expected) {
        assertThatThrownBy(() -> Feeds.parse("feed: x\nzone: UTC\n" + line.replace(" ¶ ", "\n") + "\n"))
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
    void readsAFolderHereAndOnAServer() throws Exception {
        Feed here =
                Feeds.parse("feed: a\nzone: UTC\nlisten: file:///in box\nfolder: { names: '*.hl7', after: delete }\n");
        Feed there = Feeds.parse("feed: a\nzone: UTC\nlisten: sftp://hub@files.example.org/out\n"
                + "sftp: { knownHosts: known_hosts, key: id }\nfolder: { everySeconds: 60 }\n");

        assertThat(here.folder())
                .isEqualTo(new Folder("*.hl7", Folder.After.DELETE, Duration.ofSeconds(5), Optional.empty()));
        assertThat(there.folder().every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(there.folder().login()).contains(new Folder.Login("known_hosts", "id", ""));
    }

    @Test
    void takesAPasswordFromTheEnvironmentAndShowsItNobody() throws Exception {
        Path feed = Files.createDirectories(folder.resolve("a"));
        Files.writeString(
                feed.resolve("feed.yaml"),
                "feed: a\nzone: UTC\nlisten: sftp://hub@x/out\nsftp: { knownHosts: k, password: '${PASS}' }\n");

        Feed read = Feeds.load(folder, name -> Optional.of("hush")).named("a").orElseThrow();

        assertThat(read.folder().login().orElseThrow().password()).isEqualTo("hush");
        assertThat(read.folder().toString()).doesNotContain("hush");
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
        assertThat(names(schema.at("/properties/send/properties"))).containsExactlyInAnyOrderElementsOf(FeedKeys.SEND);
        assertThat(names(schema.at("/properties/folder/properties")))
                .containsExactlyInAnyOrderElementsOf(FeedKeys.FOLDER);
        assertThat(names(schema.at("/properties/silence/properties")))
                .containsExactlyInAnyOrderElementsOf(FeedKeys.SILENCE);
        assertThat(choices(schema.at("/properties/silence/properties/days/oneOf/0/enum")))
                .isEqualTo(Set.copyOf(FeedSilence.DAYS));
        assertThat(names(schema.at("/properties/sftp/properties"))).containsExactlyInAnyOrderElementsOf(FeedKeys.SFTP);
        assertThat(choices(schema.at("/properties/folder/properties/after/enum")))
                .isEqualTo(written(Folder.After.values()));
        assertThat(names(schema.at("/properties/authorities/additionalProperties/properties")))
                .containsExactlyInAnyOrderElementsOf(FeedKeys.AUTHORITY);
        assertThat(names(schema.at("/properties/set/items/properties")))
                .containsExactlyInAnyOrderElementsOf(FeedKeys.SET);
        JsonNode test = schema.at("/properties/set/items/properties/when/patternProperties")
                .iterator()
                .next();
        assertThat(choices(test.at("/oneOf/0/enum"))).isEqualTo(Set.copyOf(FeedKeys.TEST_WORDS));
        assertThat(names(test.at("/oneOf/1/properties"))).containsExactlyInAnyOrderElementsOf(FeedKeys.TESTS);
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

    /** What the schema takes for a place or an element is what the program takes for one, as far as its shape goes. */
    @ParameterizedTest
    @CsvSource({
        "place,PID-3",
        "place,PV2-23.1",
        "place,IN1[2]-3[2].4.2",
        "element,Patient.birthDate",
        "element,Patient.extension(pronouns).valueString",
        "element,Encounter.serviceProvider.identifier.value"
    })
    void describesWhatItAccepts(String kind, String text) throws Exception {
        String shape = new ObjectMapper()
                .readTree(CONFIG.resolve("schema/feed.schema.json").toFile())
                .at("/$defs/" + kind + "/pattern")
                .asText();

        assertThat(text).containsPattern(shape);
        assertThat(kind.equals("place") ? SourcePath.compile(text) : TargetPath.compile(text))
                .hasToString(text);
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
