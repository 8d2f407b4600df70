package org.practicehub.mappings.hl7v2;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The events that are translated, and the segments without which each means nothing (G26). */
public enum Event {
    ADT_A01("PID"),
    ADT_A02("PID", "PV1"),
    ADT_A03("PID"),
    ADT_A04("PID"),
    ADT_A05("PID"),
    ADT_A06("PID"),
    ADT_A07("PID"),
    ADT_A08("PID"),
    ADT_A11("PID"),
    ADT_A12("PID", "PV1"),
    ADT_A13("PID"),
    ADT_A14("PID"),
    ADT_A18("PID", "MRG"),
    ADT_A24("PID"),
    ADT_A28("PID"),
    ADT_A29("PID"),
    ADT_A30("PID", "MRG"),
    ADT_A31("PID"),
    ADT_A34("PID", "MRG"),
    ADT_A36("PID", "MRG"),
    ADT_A37("PID"),
    ADT_A38("PID"),
    ADT_A39("PID", "MRG"),
    ADT_A40("PID", "MRG"),
    ADT_A41("PID", "MRG"),
    ADT_A42("PID", "MRG", "PV1"),
    ADT_A43("PID", "MRG"),
    ADT_A44("PID", "MRG"),
    ADT_A45("PID", "MRG", "PV1"),
    ADT_A47("PID", "MRG"),
    BAR_P01("PID"),
    BAR_P02("PID"),
    BAR_P05("PID"),
    BAR_P06("PID"),
    BAR_P12("PID"),
    DFT_P03("PID", "FT1"),
    DFT_P11("PID", "FT1"),
    OMG_O19("PID", "ORC"),
    ORG_O20("MSA"),
    ORM_O01("PID", "ORC"),
    ORR_O02("MSA"),
    ORU_R01("PID", "OBR"),
    SIU_S12("SCH"),
    SIU_S13("SCH"),
    SIU_S14("SCH"),
    SIU_S15("SCH"),
    SIU_S16("SCH"),
    SIU_S17("SCH"),
    SIU_S18("SCH"),
    SIU_S19("SCH"),
    SIU_S20("SCH"),
    SIU_S21("SCH"),
    SIU_S22("SCH"),
    SIU_S23("SCH"),
    SIU_S24("SCH"),
    SIU_S26("SCH"),
    SRM_S01("ARQ"),
    SRM_S02("ARQ"),
    SRM_S03("ARQ"),
    SRM_S04("ARQ"),
    SRM_S05("ARQ"),
    SRM_S06("ARQ"),
    SRM_S07("ARQ"),
    SRM_S08("ARQ"),
    SRM_S09("ARQ"),
    SRM_S10("ARQ"),
    SRM_S11("ARQ"),
    SRR_S01("MSA"),
    SRR_S02("MSA"),
    SRR_S03("MSA"),
    SRR_S04("MSA"),
    REF_I12("RF1", "PID"),
    REF_I13("RF1", "PID"),
    REF_I14("RF1", "PID"),
    REF_I15("RF1"),
    RRI_I12("MSA"),
    RRI_I13("MSA"),
    RRI_I14("MSA"),
    RRI_I15("MSA"),
    MDM_T01("PID", "TXA"),
    MDM_T02("PID", "TXA"),
    MDM_T03("PID", "TXA"),
    MDM_T04("PID", "TXA"),
    MDM_T05("PID", "TXA"),
    MDM_T06("PID", "TXA"),
    MDM_T07("PID", "TXA"),
    MDM_T08("PID", "TXA"),
    MDM_T09("PID", "TXA"),
    MDM_T10("PID", "TXA"),
    MDM_T11("PID", "TXA");

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

    /** Whether it is about an account, and means nothing without its number (5.3). */
    boolean namesAccount() {
        return type().equals("BAR") && this != BAR_P12;
    }

    /** Whether it ends a patient in favour of another: each PID then has an MRG of its own. */
    boolean isPatientMerge() {
        return EnumSet.of(ADT_A18, ADT_A30, ADT_A34, ADT_A36, ADT_A39, ADT_A40).contains(this);
    }

    /** Whether it is about two patients that stay two: each has a PID. */
    boolean isLink() {
        return this == ADT_A24 || this == ADT_A37;
    }

    /** The segments that must be there. */
    public List<String> required() {
        return required;
    }
}
