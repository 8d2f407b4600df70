package org.practicehub.mappings.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.practicehub.mappings.golden.TestFeeds;
import org.practicehub.mappings.hl7v2.Message;
import org.practicehub.mappings.hl7v2.Reading;

/** What keeps messages in order (G17), and what they are found by. */
class KeysTest {

    private static Message read(String... segments) {
        String text = "MSH|^~\\&|LAKESIDE_EHR|||||| ADT^A04|C1|P|2.5.1\r" + String.join("\r", segments);
        return ((Reading.Read) Message.read(text.getBytes(UTF_8), UTF_8)).message();
    }

    @Test
    void ordersByEveryNumberThatPatientsAreKnownBy() {
        Message message = read("PID|1||7^^^LFP-MRN^MR~8^^^LFP-MRN^MR~9^^^STATE^PI~219099940^^^USA^SS");

        assertThat(OrderKeys.of(message, TestFeeds.practice()))
                .containsExactly("Patient|urn:oid:2.999.10.1|7", "Patient|urn:oid:2.999.10.1|8");
    }

    @Test
    void ordersByOtherNumbersWhereNoneIsAKey() {
        assertThat(OrderKeys.of(read("PID|1||9^^^STATE^PI"), TestFeeds.practice()))
                .containsExactly("Patient|urn:x-hub:practice:STATE|9");
        assertThat(OrderKeys.of(read("PID|1|5^^^LFP-MRN^MR"), TestFeeds.practice()))
                .containsExactly("Patient|urn:oid:2.999.10.1|5");
        assertThat(OrderKeys.of(read("PID|1|||5^^^LFP-MRN^MR"), TestFeeds.practice()))
                .containsExactly("Patient|urn:oid:2.999.10.1|5");
    }

    @Test
    void ordersAMergeByBothPatients() {
        assertThat(OrderKeys.of(read("PID|1||7^^^LFP-MRN^MR", "MRG|8^^^LFP-MRN^MR"), TestFeeds.practice()))
                .containsExactly("Patient|urn:oid:2.999.10.1|7", "Patient|urn:oid:2.999.10.1|8");
    }

    @Test
    void ordersABookingByPatientAndAppointment() {
        assertThat(OrderKeys.of(read("SCH|P1^LFP-PLACER|A1^LFP-APPT", "PID|1||7^^^LFP-MRN^MR"), TestFeeds.practice()))
                .containsExactly(
                        "Appointment|urn:oid:2.999.10.3|A1",
                        "Appointment|urn:oid:2.999.10.4|P1",
                        "Patient|urn:oid:2.999.10.1|7");
    }

    @Test
    void ordersAndFindsARequestByBothItsNumbers() {
        Message request = read("ARQ|P1^LFP-PLACER|A1^LFP-APPT");

        assertThat(OrderKeys.of(request, TestFeeds.practice()))
                .containsExactly("Appointment|urn:oid:2.999.10.3|A1", "Appointment|urn:oid:2.999.10.4|P1");
        assertThat(SearchKeys.of(request, TestFeeds.practice())).containsExactly("A1", "C1", "P1");
    }

    @Test
    void ordersAnOrderByBothItsNumbers() {
        assertThat(OrderKeys.of(
                        read("PID|1||7^^^LFP-MRN^MR", "ORC|CA|P1^LFP-PLACER", "OBR|1|P1^LFP-PLACER|L1^LAB"),
                        TestFeeds.practice()))
                .containsExactly(
                        "Patient|urn:oid:2.999.10.1|7",
                        "ServiceRequest|urn:oid:2.999.10.4|P1",
                        "ServiceRequest|urn:x-hub:practice:LAB|L1");
    }

    @Test
    void findsByNumbersAndNeverByNames() {
        Message message = read(
                "PID|1||7^^^LFP-MRN^MR~219099940^^^USA^SS||Rivera^Elena|||||||||||||AC7^^^LFP-ACCT^AN|219-09-9940",
                "MRG|8^^^LFP-MRN^MR",
                "PV1|1|O" + "|".repeat(17) + "V1^^^LFP-VISIT^VN",
                "SCH|P1|A1");

        assertThat(SearchKeys.of(message, TestFeeds.practice()))
                .containsExactly("7", "8", "A1", "AC7", "C1", "P1", "V1");
    }

    @Test
    void ordersAReferralByBothItsNumbers() {
        assertThat(OrderKeys.of(read("RF1||||||R1^LFP-PLACER|||||X1^LFP-APPT"), TestFeeds.practice()))
                .containsExactly("ServiceRequest|urn:oid:2.999.10.3|X1", "ServiceRequest|urn:oid:2.999.10.4|R1");
    }

    @Test
    void ordersADocumentWithTheOneItFollows() {
        Message message = read("TXA|1|CN||||||||||D2^LETTERS|D1^LETTERS");

        assertThat(OrderKeys.of(message, TestFeeds.practice()))
                .containsExactly(
                        "DocumentReference|urn:x-hub:practice:LETTERS|D1",
                        "DocumentReference|urn:x-hub:practice:LETTERS|D2");
        assertThat(SearchKeys.of(message, TestFeeds.practice())).containsExactly("C1", "D1", "D2");
    }
}
