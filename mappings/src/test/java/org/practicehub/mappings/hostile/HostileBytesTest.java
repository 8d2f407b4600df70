package org.practicehub.mappings.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.feed.FeedsRefused;
import org.practicehub.mappings.golden.Golden;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;
import org.practicehub.mappings.record.Change;
import org.practicehub.mappings.record.MemoryRecord;

/** Whatever arrives, it is answered, soon, and without an exception (hl7v2.md 5.7, recipe 7). */
class HostileBytesTest {

    private static final byte[] SALT = "|^~\\&#\"\r\n\0\u000B\u001C \\X\\.br\\MSHPID".getBytes(ISO_8859_1);
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    /** Of processor time. A second is what 5.7 asks for; what grows with the square takes minutes, whoever else works. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** A fixed beginning, so that what fails once fails again. */
    private final Random dice = new Random(20261123);

    private final Feed feed = answering();

    private static Feed answering() {
        try {
            return Feeds.parse(
                    "feed: x\nzone: America/Chicago\nanswerNotHl7: true\nprocessingIds: [P, T, D]\nssn: store\n"
                            + "authorities: { LFP-MRN: { system: 'urn:oid:2.999.10.1', type: MR, key: true, owned: true } }\n");
        } catch (FeedsRefused e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void goldenMessagesWithBytesExchangedAddedAndTakenAway() {
        for (Golden golden : Golden.all()) {
            MemoryRecord record = golden.before();
            for (int i = 0; i < 12; i++) {
                isAnswered(mutated(golden.bytes()), record);
            }
        }
    }

    @Test
    void goldenMessagesCutOffAnywhere() {
        for (Golden golden : Golden.all()) {
            byte[] whole = golden.bytes();
            MemoryRecord record = golden.before();
            for (int i = 0; i < 6; i++) {
                isAnswered(Arrays.copyOf(whole, dice.nextInt(whole.length + 1)), record);
            }
        }
    }

    @Test
    void bytesAtRandom() {
        for (int i = 0; i < 2000; i++) {
            byte[] frame = new byte[dice.nextInt(400)];
            dice.nextBytes(frame);
            isAnswered(frame, new MemoryRecord());
            isAnswered(concatenated("MSH|^~\\&".getBytes(UTF_8), frame), new MemoryRecord());
        }
    }

    static Stream<Supplier<byte[]>> monsters() {
        String adt = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||ADT^A04|C1|P|2.5.1\rPID|1||7^^^LFP-MRN^MR";
        String siu =
                "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||SIU^S12|C1|P|2.5.1\rSCH||A1|||||||20|min|^^^20261123090000";
        String srm =
                "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||SRM^S01|C1|P|2.5.1\rARQ|P1||||||||20|min|20261130080000";
        String merge = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||ADT^A40|C1|P|2.5.1";
        String visit = adt + "\rPV1|1|O" + "|".repeat(17) + "V1";
        String orm = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||ORM^O01|C1|P|2.5.1\rPID|1||7^^^LFP-MRN^MR";
        String oru = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||ORU^R01|C1|P|2.5.1\rPID|1||7^^^LFP-MRN^MR\rOBR|1||L1";
        return Stream.of(
                () -> bytes(numbered(adt, n -> "\rAL1|" + n + "|DA|A" + n + "^Allergen", 2_000)),
                () -> bytes(numbered(visit, n -> "\rDG1|" + n + "||D" + n + "^Diagnosis", 2_000)),
                () -> bytes(
                        numbered(visit, n -> "\rDG1|" + n + "||D^Diagnosis" + "|".repeat(17) + "X" + n + "|A", 2_000)),
                () -> bytes(numbered(visit, n -> "\rPR1|" + n + "||P" + n + "^Procedure", 2_000)),
                () -> bytes(numbered(visit, n -> "\rOBX|" + n + "|NM|O" + n + "||1", 2_000)),
                () -> bytes(numbered(visit, n -> "\rROL|" + n + "|AD|AT|" + n + "^Doctor", 1_000)),
                () -> bytes(numbered(visit, n -> "\rROL|" + n + "||CP|" + n + "^Doctor", 1_000)),
                () -> bytes(numbered(orm, n -> "\rORC|NW|P" + n + "\rOBR|1|P" + n + "||T^Test", 1_000)),
                () -> bytes(numbered(
                        orm,
                        n -> "\rORC|RP|P" + n + "\rOBR|1|P" + n + "||T^Test\rORC|RO|R" + n + "\rOBR|2|R" + n,
                        500)),
                () -> bytes(numbered(oru, n -> "\rOBX|" + n + "|TX|T^Text||line", 2_000)),
                () -> bytes(numbered(oru, n -> "\rOBX|" + n + "|NM|T" + n + "||1\rNTE|1||note", 2_000)),
                () -> bytes(oru + "\rOBX|1|TX|T^Text||line" + "\rNTE|1||note".repeat(20_000)),
                () -> bytes(adt + "||" + "Rivera^Elena~".repeat(20_000)),
                () -> bytes(adt + "~8^^^LFP-MRN^MR".repeat(5_000)),
                () -> bytes(numbered(adt + "||", n -> "R" + n + "^Elena~", 20_000)),
                () -> bytes(numbered(adt, n -> "~" + n + "^^^STATE^PI", 20_000)),
                () -> bytes(adt + "||" + "^".repeat(3_000_000)),
                () -> bytes(adt + "||" + "\\".repeat(1_000_000)),
                () -> bytes(adt + "||" + "\\X41\\".repeat(200_000)),
                () -> bytes(adt + "||" + "\\M2442\\".repeat(100_000)),
                () -> bytes(adt + "|".repeat(1_000_000)),
                () -> bytes(adt + "\r".repeat(1_000_000)),
                () -> bytes(adt + "\rZZZ|1".repeat(50_000)),
                () -> bytes(adt + "\nnot a segment".repeat(2_000)),
                () -> bytes(adt + "\nx".repeat(500_000)),
                () -> bytes(adt + "~9^^^&1" + ".1".repeat(100_000) + "&ISO"),
                () -> bytes(numbered(adt, n -> "\rNK1|" + n + "|Kin" + n + "^Of" + "|".repeat(31) + "I" + n, 2_000)),
                () -> bytes(numbered(adt + "\rPV1|1|O" + "|".repeat(48), n -> "V" + n + "~", 10_000)),
                () -> bytes(numbered(siu, n -> "\rAIP|" + n + "|U|" + n + "^Doctor", 1_000)),
                () -> bytes(numbered(adt, n -> "\rNK1|" + n + "|Kin" + n + "^Of", 2_000)),
                () -> bytes(numbered(
                        adt, n -> "\rIN1|" + n + "|P|PAYER" + n + "||||||||||||||SEL||||||||||||||||||M" + n, 1_000)),
                () -> bytes(
                        numbered(adt, n -> "\rIN1|" + n + "|P|PAYER||||||||||||||SEL|||||||||||||||||||M" + n, 1_000)),
                () -> bytes(numbered(siu, n -> "\rAIP|" + n + "|A|" + n + "^Doctor", 2_000)),
                () -> bytes(numbered(siu, n -> "\rRGS|" + n + "|D\rAIL|" + n + "|D|R" + n, 2_000)),
                () -> bytes(siu + "\rNTE|1||line".repeat(20_000)),
                () -> bytes(numbered(srm, n -> "~" + (2000 + n) + "1130080000", 5_000) + "\rPID|1||7^^^LFP-MRN^MR"),
                () -> bytes(numbered(srm, n -> "\rAIP|" + n + "||" + n + "^Doctor", 2_000)),
                () -> bytes(srm + "\rPID|1||7^^^LFP-MRN^MR" + "\rAPR|MON^OK~TUE^No".repeat(10_000)),
                () -> bytes(numbered(merge, n -> "\rPID|1||K" + n + "^^^LFP-MRN^MR\rMRG|G" + n + "^^^LFP-MRN^MR", 500)),
                () -> bytes("MSH|^~\\&|" + "x".repeat(5_000_000)),
                () -> bytes("x".repeat(5_000_000)),
                () -> bytes("MSHMSH".repeat(500_000)),
                () -> bytes("\rMSH".repeat(500_000)));
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void monstersOfEveryShape(Supplier<byte[]> monster) {
        isAnswered(monster.get(), new MemoryRecord());
    }

    /** A change of what is booked is compared with it, piece by piece. */
    @Test
    void aMonsterAboutABooking() {
        String booking = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261122||SIU^S12|C1|P|2.5.1\r"
                + "SCH|P1||||||||20|min|^^^20261123090000";
        String change = "MSH|^~\\&|EHR|CLINIC|HUB|CLINIC|20261123||SRM^S03|C2|P|2.5.1\rARQ|P1";
        MemoryRecord record = new MemoryRecord();
        byte[] booked =
                bytes(numbered(booking, n -> "\rAIS|" + n + "||S" + n + "\rAIP|" + n + "||" + n + "^Doctor", 1_000));
        record.apply(Door.pass(booked, feed, record).translation().orElseThrow(), Door.context(feed, 1));
        byte[] asked =
                bytes(numbered(change, n -> "\rAIS|" + n + "||T" + n + "\rAIP|" + n + "||9" + n + "^Doctor", 1_000));

        isAnswered(asked, record);

        assertThat(Door.pass(asked, feed, record, 2).translation().orElseThrow().changes())
                .extracting(Change::resource)
                .filteredOn(Task.class::isInstance)
                .singleElement()
                .satisfies(task -> assertThat(((Task) task).getInput()).hasSizeGreaterThan(2_000));
    }

    private void isAnswered(byte[] frame, MemoryRecord record) {
        // Time on the processor: how busy the machine is with other things does not matter.
        long start = CLOCK.getCurrentThreadCpuTime();
        Door.Passage passage = Door.pass(frame, feed, record);
        Duration took = Duration.ofNanos(CLOCK.getCurrentThreadCpuTime() - start);

        String shown = new String(frame, 0, Math.min(frame.length, 300), ISO_8859_1);
        assertThat(took).as(shown).isLessThan(SOON);
        assertThat(passage.answer().isPresent() || asksForSilence(frame))
                .as(shown)
                .isTrue();
        passage.answer().ifPresent(answer -> assertThat(Door.text(answer))
                .as(shown)
                .startsWith("MSH")
                .contains("MSA"));
    }

    /** MSH-15 and MSH-16 may say that no answer is wanted: a mutation may have made them so. */
    private static boolean asksForSilence(byte[] frame) {
        return Message.read(frame, UTF_8) instanceof Reading.Read read
                && (read.message().header().field(15).isPresent()
                        || read.message().header().field(16).isPresent());
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        for (int i = dice.nextInt(6); i >= 0 && bytes.length > 1; i--) {
            int at = dice.nextInt(bytes.length);
            byte salt = dice.nextBoolean() ? SALT[dice.nextInt(SALT.length)] : (byte) dice.nextInt(256);
            switch (dice.nextInt(3)) {
                case 0 -> bytes[at] = salt;
                case 1 -> bytes = concatenated(Arrays.copyOf(bytes, at), new byte[] {salt}, rest(bytes, at));
                default ->
                    bytes = concatenated(
                            Arrays.copyOf(bytes, at), rest(bytes, Math.min(bytes.length, at + dice.nextInt(20))));
            }
        }
        return bytes;
    }

    private static byte[] rest(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] concatenated(byte[]... parts) {
        byte[] all =
                new byte[List.of(parts).stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String numbered(String start, java.util.function.IntFunction<String> part, int times) {
        StringBuilder text = new StringBuilder(start);
        for (int n = 0; n < times; n++) {
            text.append(part.apply(n));
        }
        return text.toString();
    }
}
