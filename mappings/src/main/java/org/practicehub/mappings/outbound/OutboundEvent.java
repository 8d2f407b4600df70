package org.practicehub.mappings.outbound;

/** The events that leave, with the message structure of each (HL7 table 0354). */
public enum OutboundEvent {
    SIU_S12("SIU_S12"),
    SIU_S13("SIU_S12"),
    SIU_S14("SIU_S12"),
    SIU_S15("SIU_S12"),
    SIU_S17("SIU_S12"),
    SIU_S26("SIU_S12"),
    SRM_S01("SRM_S01"),
    SRM_S02("SRM_S01"),
    SRM_S03("SRM_S01"),
    SRM_S04("SRM_S01"),
    ADT_A28("ADT_A05"),
    ADT_A31("ADT_A05"),
    ADT_A40("ADT_A39"),
    /** Charges made, put right and taken back (5.3). */
    DFT_P03("DFT_P03"),
    /** To whoever referred: how the referral stands (5.4, R3). */
    RRI_I12("RRI_I12"),
    /** To whom the practice refers: a referral, its change, its withdrawal (5.4). */
    REF_I12("REF_I12"),
    REF_I13("REF_I12"),
    REF_I14("REF_I12"),
    /** A report with its results, first or corrected (5.6). */
    ORU_R01("ORU_R01");

    private final String structure;

    OutboundEvent(String structure) {
        this.structure = structure;
    }

    /** MSH-9.1: {@code SIU}. */
    public String type() {
        return name().substring(0, 3);
    }

    /** MSH-9.2: {@code S12}. */
    public String trigger() {
        return name().substring(4);
    }

    /** MSH-9.3: {@code SIU_S12}. */
    public String structure() {
        return structure;
    }
}
