package org.practicehub.server.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as it is kept.
 *
 * @param at when, to the millisecond
 * @param purpose a code of HL7's PurposeOfUse; none where the hub works by itself
 * @param request ties together what belongs to one request: the "case" of the console
 * @param disclosure whether it went to somebody outside treatment, payment and operations (45 CFR 164.528)
 * @param details what else there is to know, by name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Event(
        Instant at,
        What what,
        Caller caller,
        @Nullable String purpose,
        About about,
        @Nullable String request,
        @Nullable Boolean disclosure,
        Map<String, String> details) {

    Event {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        // What is empty is not written, and read as nothing.
        details = Map.copyOf(Objects.requireNonNullElse(details, Map.of()));
    }

    /**
     * What was done.
     *
     * @param type {@code rest}, {@code sign-in}, {@code token}, {@code message}, {@code job}, {@code export}, {@code policy} or
     *     {@code hub}
     * @param subtype for {@code rest} a code of FHIR's restful-interaction, else a word of the type's own
     * @param action C, R, U, D or E, as AuditEvent.action
     * @param outcome 0 done, 4 refused or wrong, 8 failed, as AuditEvent.outcome
     * @param text why, without anybody's data
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record What(String type, String subtype, String action, String outcome, @Nullable String text) {
        static final String DONE = "0";
        static final String REFUSED = "4";
        static final String FAILED = "8";

        static What done(String type, String subtype, String action) {
            return new What(type, subtype, action, DONE, null);
        }

        @JsonIgnore
        boolean isDone() {
            return outcome.equals(DONE);
        }
    }

    /**
     * Whom and what it was about.
     *
     * @param entities references; with a version where one was asked for
     * @param patients whose they are
     * @param patientsBefore whose they were before, where that changed
     * @param query what was asked, without its values
     * @param queryHash what was asked, values and all, as a keyed hash: tells whether two questions were the same
     * @param count how many resources were answered or changed
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record About(
            List<String> entities,
            List<String> patients,
            List<String> patientsBefore,
            @Nullable String query,
            @Nullable String queryHash,
            @Nullable Integer count) {
        static final About NOTHING = new About(List.of(), List.of(), List.of(), null, null, null);

        About {
            entities = List.copyOf(Objects.requireNonNullElse(entities, List.of()));
            patients = List.copyOf(Objects.requireNonNullElse(patients, List.of()));
            patientsBefore = List.copyOf(Objects.requireNonNullElse(patientsBefore, List.of()));
        }
    }
}
