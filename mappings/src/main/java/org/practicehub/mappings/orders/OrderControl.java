package org.practicehub.mappings.orders;

import java.util.Optional;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.practicehub.mappings.hl7v2.Field;
import org.practicehub.mappings.hl7v2.types.Codes;
import org.practicehub.mappings.hl7v2.types.Source;

/** What ORC-1 (HL7 table 0119) makes of an order (5.6). */
enum OrderControl {
    /** NW, SN: placed. */
    NEW,
    /** OK, and others that say it goes on as it is: accepted, changed, released by the filler's leave. */
    GOES_ON,
    /** RL, OE, OR: held no longer. */
    RELEASED,
    /** CA: to be cancelled, if the filler can. */
    CANCEL_WANTED,
    /** OC, CR: cancelled. */
    CANCELLED,
    /** UC, UD: cannot be cancelled any more. */
    NOT_CANCELLED,
    /** DC, OD, DR: stopped. */
    DISCONTINUED,
    /** HD: to be held, if the filler can. */
    HOLD_WANTED,
    /** OH, HR: held. */
    HELD,
    /** UH: cannot be held any more. */
    NOT_HELD,
    /** UA, DE: not accepted. */
    REFUSED,
    /** RP, RQ, RU: another order takes its place. */
    REPLACED,
    /** RO: takes the place of the one before. */
    REPLACEMENT,
    /** XO, XX, XR, SC, RE and all others: what changed is told by the rest of the message. */
    OTHER;

    static OrderControl of(String code) {
        return switch (code) {
            case "NW", "SN" -> NEW;
            case "OK", "NA" -> GOES_ON;
            case "RL", "OE", "OR" -> RELEASED;
            case "CA" -> CANCEL_WANTED;
            case "OC", "CR" -> CANCELLED;
            case "UC", "UD" -> NOT_CANCELLED;
            case "DC", "OD", "DR" -> DISCONTINUED;
            case "HD" -> HOLD_WANTED;
            case "OH", "HR" -> HELD;
            case "UH" -> NOT_HELD;
            case "UA", "DE" -> REFUSED;
            case "RP", "RQ", "RU" -> REPLACED;
            case "RO" -> REPLACEMENT;
            default -> OTHER;
        };
    }

    /**
     * The status the order gets; empty where it keeps what it has.
     *
     * @param ours the practice carries out the order, so what is wanted of the filler is done at once
     */
    Optional<ServiceRequestStatus> status(boolean ours) {
        return switch (this) {
            case NEW, GOES_ON, RELEASED, REPLACEMENT -> Optional.of(ServiceRequestStatus.ACTIVE);
            case CANCELLED, DISCONTINUED, REPLACED -> Optional.of(ServiceRequestStatus.REVOKED);
            case CANCEL_WANTED -> ours ? Optional.of(ServiceRequestStatus.REVOKED) : Optional.empty();
            case HELD -> Optional.of(ServiceRequestStatus.ONHOLD);
            case HOLD_WANTED -> ours ? Optional.of(ServiceRequestStatus.ONHOLD) : Optional.empty();
            case NOT_CANCELLED, NOT_HELD, REFUSED, OTHER -> Optional.empty();
        };
    }

    /** ORC-5, HL7 table 0038, which goes before ORC-1. */
    static Optional<ServiceRequestStatus> status(Field code, Source source) {
        return Codes.code(code, "0038", source).map(ServiceRequestStatus::fromCode);
    }
}
