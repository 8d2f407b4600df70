package org.practicehub.sample.message;

/** MSH and EVN: from whom, to whom, what happened and when. */
final class HeaderSegments {

    private HeaderSegments() {}

    /** The structure is the one chapter 3 or 10 gives for the event, as in ADT^A08^ADT_A01. */
    static String msh(String code, String event, String structure, Envelope envelope) {
        // MSH-1 is the separator itself: what the standard counts as MSH-2 is the first field written here.
        return new Segment("MSH")
                .set(1, new Field("^~\\&")) // MSH-2
                .set(2, "LAKESIDE_EHR") // MSH-3
                .set(3, "LAKESIDE") // MSH-4
                .set(4, "PRACTICE_HUB") // MSH-5
                .set(5, "LAKESIDE") // MSH-6
                .set(6, Stamp.millis(envelope.sent())) // MSH-7
                .set(8, Field.of(code, event, structure)) // MSH-9
                .set(9, envelope.controlId()) // MSH-10
                .set(10, "P") // MSH-11
                .set(11, "2.5.1") // MSH-12
                .set(16, "USA") // MSH-17
                .set(17, "UNICODE UTF-8") // MSH-18
                .toString();
    }

    /** EVN-2 is when it was entered, EVN-6 when it happened: the two differ for what is entered afterwards. */
    static String evn(String event, Envelope envelope) {
        return new Segment("EVN")
                .set(1, event) // EVN-1
                .set(2, Stamp.millis(envelope.sent())) // EVN-2
                .set(5, DataTypes.xcn(envelope.operator())) // EVN-5
                .set(6, Stamp.seconds(envelope.occurred())) // EVN-6
                .set(7, "LAKESIDE") // EVN-7
                .toString();
    }
}
