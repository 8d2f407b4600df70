package org.practicehub.mappings.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.practicehub.mappings.sequences.Wire.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.junit.jupiter.api.Test;
import org.practicehub.mappings.golden.TestJson;

/**
 * What a practice's EHR tells of many people, each in any order: what comes of it is what comes of it in order (hl7v2.md 5.7,
 * recipe 3; G18).
 */
class ShuffledLivesTest {

    /** How the change came, and whom it was first heard with. */
    private static final Set<ResourceType> NOT_OF_THE_PERSON = EnumSet.of(
            ResourceType.Provenance, ResourceType.Schedule, ResourceType.Location, ResourceType.Practitioner);

    /** {@code -Dshuffled=20000} for minutes. */
    private static final int LIVES = Integer.getInteger("shuffled", 300);

    /** A fixed beginning, so that what fails once fails again. */
    private final Random dice = new Random(20261126);

    @Test
    void whateverTheOrderTheEndIsTheSame() {
        List<String> wrong = new ArrayList<>();
        for (int n = 0; n < LIVES; n++) {
            List<String[]> life = new Life(n).tell();
            List<String[]> shuffled = new ArrayList<>(life);
            Collections.shuffle(shuffled, dice);
            String expected = after(life);
            String found = after(shuffled);
            if (!found.equals(expected)) {
                wrong.add(order(shuffled) + "\n" + difference(expected, found));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String after(List<String[]> messages) {
        Wire wire = new Wire();
        messages.forEach(wire::receive);
        return wire.record().all().stream()
                .filter(resource -> !NOT_OF_THE_PERSON.contains(resource.getResourceType()))
                .filter(resource -> !(resource instanceof Slot slot) || slot.getStatus() != SlotStatus.FREE)
                .map(ShuffledLivesTest::content)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String content(Resource resource) {
        Resource copy = resource.copy();
        copy.setMeta(null).setId(resource.getIdPart());
        if (copy instanceof Appointment appointment && isOver(appointment)) {
            appointment.setSlot(null);
        }
        return TestJson.compact(copy);
    }

    private static boolean isOver(Appointment appointment) {
        return appointment.getStatus() == AppointmentStatus.CANCELLED
                || appointment.getStatus() == AppointmentStatus.NOSHOW;
    }

    private static String order(List<String[]> messages) {
        return messages.stream()
                .map(segments -> segments[0].split("\\|")[8] + " " + segments[1].split("\\|")[2].substring(8, 12))
                .collect(Collectors.joining(", "));
    }

    private static String difference(String expected, String found) {
        List<String> one = new ArrayList<>(expected.lines().toList());
        List<String> other = new ArrayList<>(found.lines().toList());
        one.removeAll(found.lines().toList());
        other.removeAll(expected.lines().toList());
        return "  in order: " + String.join("\n            ", one) + "\n  shuffled: "
                + String.join("\n            ", other);
    }

    /** One person at the practice, as the EHR tells it: each message says what is known at its time. */
    private final class Life {
        private final int number;
        private final List<String[]> told = new ArrayList<>();
        private int minute = 7 * 60;
        private String family = "Shuffle";
        private String phone = "847-555-0100";
        private int start;
        private int begun;

        Life(int number) {
            this.number = number;
        }

        List<String[]> tell() {
            if (dice.nextBoolean()) {
                tell("ADT^A28");
            }
            if (dice.nextBoolean()) {
                moveHouse();
                tell("ADT^A31");
            }
            if (dice.nextInt(4) > 0) {
                start = 10 + dice.nextInt(6);
                book("SIU^S12");
                if (dice.nextBoolean()) {
                    start += 1;
                    book("SIU^S13");
                }
                if (dice.nextInt(3) == 0) {
                    book("SIU^S14");
                }
            }
            switch (dice.nextInt(5)) {
                case 0 -> {
                    if (start > 0) {
                        book("SIU^S15");
                    }
                }
                case 1 -> {
                    if (start > 0) {
                        book("SIU^S26");
                    }
                }
                default -> visit();
            }
            return told;
        }

        private void visit() {
            begun = minute;
            tell("ADT^A04", pv1("WAIT", ""));
            if (dice.nextInt(5) == 0) {
                tell("ADT^A11", pv1("WAIT", ""));
                return;
            }
            if (dice.nextBoolean()) {
                moveHouse();
            }
            tell("ADT^A08", pv1("EXAM3", ""));
            String end = time(minute);
            tell("ADT^A03", pv1("EXAM3", "20261123" + end + "00-0600"));
        }

        private void moveHouse() {
            phone = "847-555-0" + (100 + dice.nextInt(900));
            family = "Shuffle" + (char) ('a' + dice.nextInt(26));
        }

        private void tell(String event, String... more) {
            List<String> segments = new ArrayList<>(List.of(pid()));
            segments.addAll(List.of(more));
            told.add(message(event, time(minute), segments.toArray(String[]::new)));
            minute += 1 + dice.nextInt(20);
        }

        private void book(String event) {
            String from = "20261124" + start + "0000-0600";
            String until = "20261124" + start + "2000-0600";
            told.add(message(
                    event,
                    time(minute),
                    "SCH||A" + number + "^LFP-APPT|||||||20|min|^^^" + from + "^" + until,
                    pid(),
                    "RGS|1|A",
                    "AIL|1|A|MAIN^EXAM3^^LFP-LOC",
                    "AIP|1|A|1234567893^Okafor^Amara^^^Dr^^^NPI^^^^NPI"));
            minute += 1 + dice.nextInt(20);
        }

        private String pid() {
            return "PID|1||" + (700_000 + number) + "^^^LFP-MRN^MR||" + family + "^Elena^^^^^L||19840317|F|||||"
                    + phone;
        }

        private String pv1(String room, String end) {
            return "PV1|1|O|MAIN^" + room + "^^LFP-LOC||||1234567893^Okafor^Amara^^^Dr^^^NPI^^^^NPI||||||||||||V"
                    + number + "^^^LFP-VISIT^VN" + "|".repeat(25) + "20261123" + time(begun) + "00-0600|" + end;
        }

        private static String time(int minute) {
            return "%02d%02d".formatted(minute / 60, minute % 60);
        }
    }
}
