package org.practicehub.mappings.hl7v2;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The events that are translated, and the segments without which each means nothing (G26). */
public enum Event {
    ADT_A01("PID"),
    ADT_A03("PID"),
    ADT_A04("PID"),
    ADT_A08("PID"),
    ADT_A11("PID"),
    ADT_A13("PID"),
    ADT_A28("PID"),
    ADT_A31("PID"),
    ADT_A40("PID", "MRG"),
    SIU_S12("SCH"),
    SIU_S13("SCH"),
    SIU_S14("SCH"),
    SIU_S15("SCH"),
    SIU_S17("SCH"),
    SIU_S26("SCH");

    private final List<String> required;

    Event(String... required) {
        this.required = List.of(required);
    }

    /** The event of MSH-9; empty when it is not translated. */
    public static Optional<Event> of(Message message) {
        return Arrays.stream(values())
                .filter(event -> event.type().equals(message.type()))
                .filter(event -> event.trigger().equals(message.trigger()))
                .findFirst();
    }

    /** Whether any event of this message type is translated. */
    static boolean knows(String type) {
        return Arrays.stream(values()).anyMatch(event -> event.type().equals(type));
    }

    /** MSH-9.1: {@code ADT}. */
    public String type() {
        return name().substring(0, 3);
    }

    /** MSH-9.2: {@code A04}. */
    public String trigger() {
        return name().substring(4);
    }

    /** The segments that must be there. */
    public List<String> required() {
        return required;
    }
}
