package org.practicehub.mappings.problem;

import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.BUSINESSRULE;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.CODEINVALID;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.CONFLICT;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.DUPLICATE;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.EXCEPTION;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.INFORMATIONAL;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.LOCKERROR;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.MULTIPLEMATCHES;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.NOTFOUND;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.NOTSUPPORTED;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.PROCESSING;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.REQUIRED;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.STRUCTURE;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.TRANSIENT;
import static org.hl7.fhir.r4.model.OperationOutcome.IssueType.VALUE;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** What is wrong. One constant answers HL7 (ERR-3, and AA, AE or AR) and FHIR (issue type). */
public enum Code {
    /** The frame is not an HL7 message at all. */
    NOT_HL7(100, Answer.AR, STRUCTURE),
    /** MSH-9 names no message type that this feed takes (G26). */
    TYPE_UNSUPPORTED(200, Answer.AR, NOTSUPPORTED),
    /** MSH-9.2 names no event that this feed takes (G26). */
    EVENT_UNSUPPORTED(201, Answer.AR, NOTSUPPORTED),
    /** MSH-11 is not one that this feed takes: a test message on a production port (G26). */
    PROCESSING_ID(202, Answer.AR, NOTSUPPORTED),
    /** MSH-12 is no version of HL7 that is known here (G26). */
    VERSION(203, Answer.AR, NOTSUPPORTED),

    /** Segments stand where the message structure has no place for them. */
    SEGMENT_SEQUENCE(100, Answer.AE, STRUCTURE),
    /** A field or segment without which nothing can be done is missing. */
    REQUIRED_MISSING(101, Answer.AE, REQUIRED),
    /** No identifier to key on. Without one, a wrong chart could be updated (G12). */
    NO_USABLE_IDENTIFIER(101, Answer.AE, REQUIRED),
    /** The value does not have the form of its data type: a date that is none. */
    DATA_TYPE(102, Answer.AE, VALUE),
    /** Bytes that are not text in the character set the message names (G2). */
    TEXT_ENCODING(102, Answer.AE, VALUE),
    /** A local time that does not exist, or exists twice, when the clocks change (G10). */
    CLOCK_CHANGE(102, Answer.AE, VALUE),
    /** Two places of one message say different things about the same fact. */
    CONTRADICTION(102, Answer.AE, CONFLICT),
    /** A social security number that none can be (G13). */
    SSN_IMPOSSIBLE(102, Answer.AE, VALUE),
    /** A code that neither the standard nor the feed's tables know. */
    TABLE_VALUE(103, Answer.AE, CODEINVALID),
    /** The message speaks of something that the record does not have. */
    UNKNOWN_KEY(204, Answer.AE, NOTFOUND),
    /** The message would do what can no longer be done: reschedule a visit that has begun. */
    NOT_POSSIBLE_NOW(204, Answer.AE, BUSINESSRULE),
    /** The message creates something that the record has already. */
    DUPLICATE_KEY(205, Answer.AE, DUPLICATE),
    /** Two or more records answer to the identifiers of one (G12). A person decides. */
    AMBIGUOUS(204, Answer.AE, MULTIPLEMATCHES),
    /** The record is locked by another. */
    LOCKED(206, Answer.AE, LOCKERROR),
    /** Our own fault. */
    INTERNAL(207, Answer.AE, EXCEPTION),
    /** A system that we told of something did not take it (G27). */
    REFUSED_ELSEWHERE(207, Answer.AE, PROCESSING),
    /** A system that is to hear of something does not answer (G27). */
    NOT_REACHED(207, Answer.AE, TRANSIENT),
    /** Something a person may want to know; nothing is wrong. */
    NOTE(0, Answer.AA, INFORMATIONAL);

    /** The application acknowledgement code of table 0008 that a problem of this kind leads to when it is an error. */
    public enum Answer {
        AA,
        AE,
        AR
    }

    private final int hl7;
    private final Answer answer;
    private final IssueType issueType;

    Code(int hl7, Answer answer, IssueType issueType) {
        this.hl7 = hl7;
        this.answer = answer;
        this.issueType = issueType;
    }

    /** ERR-3.1, HL7 table 0357. */
    public int hl7() {
        return hl7;
    }

    /** ERR-3.2, the text of HL7 table 0357. */
    public String hl7Text() {
        return switch (hl7) {
            case 100 -> "Segment sequence error";
            case 101 -> "Required field missing";
            case 102 -> "Data type error";
            case 103 -> "Table value not found";
            case 200 -> "Unsupported message type";
            case 201 -> "Unsupported event code";
            case 202 -> "Unsupported processing id";
            case 203 -> "Unsupported version id";
            case 204 -> "Unknown key identifier";
            case 205 -> "Duplicate key identifier";
            case 206 -> "Application record locked";
            case 207 -> "Application internal error";
            default -> "Message accepted";
        };
    }

    /** What the sender is answered when this is an error. */
    public Answer answer() {
        return answer;
    }

    /** OperationOutcome.issue.code. */
    public IssueType issueType() {
        return issueType;
    }
}
