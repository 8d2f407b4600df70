package org.practicehub.server.scheduling;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;

/**
 * A visit as somebody wants it to be.
 *
 * @param offer what, when, with whom and where
 * @param named whoever must be there besides the provider, pool or not
 * @param existing the Appointment that is to be moved, or whose hold becomes a booking
 * @param patient {@code Patient/x}; empty while it is only held
 * @param judge whether the practice's rules let it be booked
 * @param hold for how long it is kept free for somebody; empty to book it
 * @param overbook why it shall be, whether the time is free or not
 */
record Wanted(
        VisitType type,
        Offer offer,
        List<String> named,
        Optional<Appointment> existing,
        Optional<String> patient,
        Judge judge,
        Optional<String> comment,
        Optional<Duration> hold,
        Optional<String> overbook,
        Optional<CodeableConcept> why) {}
