package org.practicehub.server.scheduling.rules;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** What the record says of a patient, as far as rules ask it. */
public interface Facts {

    /** Whether the practice has seen them within three years (CPT's established patient). */
    boolean isEstablished();

    Optional<LocalDate> birthDate();

    /** Whether a Coverage is active on that day. */
    boolean isCovered(LocalDate day);

    /** The names by which the payers of their active coverages are known: ids, identifiers, names. */
    Set<String> payers();

    /** Whether an active referral waits for them. */
    boolean isReferred();

    /** Codes of what they have consented to, and has not ended. */
    Set<String> consents();

    /** What is billed to them and not paid. */
    BigDecimal balance();

    /** How often they did not come since then. */
    long noShows(Instant since);

    /** Visits to come, asked for, held or booked. Of all types when none is named. */
    long openVisits(Set<String> services);
}
