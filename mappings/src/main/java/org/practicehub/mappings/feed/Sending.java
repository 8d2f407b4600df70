package org.practicehub.mappings.feed;

import java.time.Duration;
import java.util.Set;

/**
 * What of the hub's own changes a system hears, and how: the key {@code send} of its feed file.
 *
 * @param to where it listens, {@code mllp://ehr.example.org:6661}, with TLS {@code mllps://…}
 * @param tls by which the two sides of {@code mllps} know each other
 * @param messages the message types it takes: {@code SIU}, {@code ADT}
 * @param referralsTo for whom it takes referrals: {@code http://hl7.org/fhir/sid/us-npi|1234567893}, {@code Organization/x}
 * @param application the hub as this system knows it, MSH-3; also the namespace of the hub's own numbers
 * @param facility MSH-4
 * @param receivingApplication MSH-5
 * @param receivingFacility MSH-6
 * @param version MSH-12
 * @param calendar whose the appointments are: the hub's (SIU), or the system's, which is asked for them (SRM)
 * @param acknowledgement which answer counts
 * @param timeout how long an answer is waited for
 * @param tries how often a message is sent before it is set aside
 */
public record Sending(
        String to,
        Feed.Tls tls,
        Set<String> messages,
        Set<String> referralsTo,
        String application,
        String facility,
        String receivingApplication,
        String receivingFacility,
        String version,
        Calendar calendar,
        Acknowledgement acknowledgement,
        Duration timeout,
        int tries) {

    /** The system of the hub's own resource ids, as numbers that other systems send back. */
    public static final String OWN_IDS = "urn:x-hub:id";

    public Sending {
        messages = Set.copyOf(messages);
        referralsTo = Set.copyOf(referralsTo);
    }

    /** Whose calendar it is (5.2, outbound). */
    public enum Calendar {
        /** The hub fills appointments and tells of them. */
        HUB,
        /** The system fills them and is asked. */
        RECEIVER
    }

    /** HL7 section 2.9.2 and 2.9.3: which answers are asked for in MSH-15 and MSH-16. */
    public enum Acknowledgement {
        /** One answer, when the message is processed. */
        ORIGINAL,
        /** One answer on the connection, when the message is safe. */
        ENHANCED
    }
}
