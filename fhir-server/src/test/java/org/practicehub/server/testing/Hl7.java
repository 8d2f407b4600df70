package org.practicehub.server.testing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Short messages for tests, each with a control id of its own. */
public final class Hl7 {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS").withZone(ZoneOffset.UTC);

    private Hl7() {}

    /** A control id that no other message of this JVM has. */
    public static String controlId() {
        return "T" + System.nanoTime() % 1_000_000_000L + "-" + NUMBER.incrementAndGet();
    }

    /** MSH and EVN of an event that was entered now. */
    public static String header(String type, String controlId) {
        String now = TIME.format(Instant.now()) + "+0000";
        return "MSH|^~\\&|TEST_EHR|TEST|PRACTICE_HUB|LAKESIDE|" + now + "||" + type + "|" + controlId
                + "|P|2.5.1|||||USA|UNICODE UTF-8\nEVN||" + now + "\n";
    }

    public static String patient(String mrn, String family, String given) {
        return "PID|1||" + mrn + "^^^LFP-MRN^MR||" + family + "^" + given + "||19800101|F\n";
    }

    public static String adt(String trigger, String mrn, String family, String given) {
        return header("ADT^" + trigger, controlId()) + patient(mrn, family, given) + "PV1|1|N\n";
    }

    /** A booking of 20 minutes with Dr. Okafor in the demo practice. */
    public static String booking(String trigger, String filler, String mrn, String family, Instant start) {
        String at = TIME.format(start).substring(0, 14) + "+0000";
        return header("SIU^" + trigger + "^SIU_S12", controlId()).split("\n", 2)[0]
                + "\nSCH||" + filler + "^LFP-APPT||||ROUTINE^Routine^HL70276|ROUTINE^Routine^HL70276|FOLLOWUP^Follow-up"
                + " visit^LFP-SERVICE|20|min|^^^" + at
                + "|||||S011^Delgado^Monica^^^^^^LFP-STAFF||||S011^Delgado^Monica"
                + "^^^^^^LFP-STAFF|||||Booked^Booked^HL70278\n"
                + patient(mrn, family, "Test")
                + "RGS|1|A\nAIS|1|A|FOLLOWUP^Follow-up visit^LFP-SERVICE|" + at + "|||20|min\n"
                + "AIL|1|A|MAIN^EXAM1^^LFP-LOC\n"
                + "AIP|1|A|1234567893^Okafor^Amara^^^Dr^^^NPI^^^^NPI\n";
    }
}
