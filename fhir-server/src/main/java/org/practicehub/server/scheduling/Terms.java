package org.practicehub.server.scheduling;

/** Names of the hub's own in scheduling resources. */
final class Terms {
    /** On a Schedule: when it is open, as a rule in local time. */
    static final String TEMPLATE = "urn:x-hub:extension:template";

    /** On a HealthcareService: how long a visit takes. */
    static final String MINUTES = "urn:x-hub:extension:minutes";

    /** On a HealthcareService: what a visit needs besides its provider and its time. */
    static final String PARAMETERS = "urn:x-hub:extension:scheduling-parameters";

    /** On a held Appointment and its Slots: until when. */
    static final String HOLD_EXPIRES = "urn:x-hub:extension:hold-expires";

    /** On an Appointment that was put where no time was free: the reason that was given. */
    static final String OVERBOOKED = "urn:x-hub:extension:overbooked";

    /** The codes of the reasons for which a rule refuses a booking: {@code too-soon} and the like. */
    static final String REFUSAL = "urn:x-hub:booking-refusal";

    /** On such a reason: what is open instead, {@code request} or {@code call}. */
    static final String ALLOWED_PATH = "urn:x-hub:extension:allowed-path";

    /** On an Appointment: since when the patient has said that they come. A participant who is accepted may only be in the calendar. */
    static final String CONFIRMED = "urn:x-hub:extension:patient-confirmed";

    /** On a proposed Appointment: what books it, in {@code $book}. */
    static final String OFFER = "urn:x-hub:offer";

    /** On an Appointment's service type: the HealthcareService, which R4 has no element for. */
    static final String SERVICE = "urn:x-hub:extension:service";

    /** On an Appointment that waits: its last day there. Then it is cancelled by itself. */
    static final String WAITS_UNTIL = "urn:x-hub:extension:waits-until";

    /** On an Appointment that waits: the visit that is booked already and should be earlier. */
    static final String EARLIER_THAN = "urn:x-hub:extension:earlier-than";

    /** On an Appointment that waits and that a patient wrote: the rules for patients hold for it. */
    static final String ASKED_BY = "urn:x-hub:extension:asked-by";

    /** On an Appointment that waits: the time that it can have now, and until when the answer is awaited. */
    static final String WAITLIST_OFFER = "urn:x-hub:extension:waitlist-offer";

    /** What a CommunicationRequest is about: {@code waitlist-offer}. */
    static final String COMMUNICATION = "urn:x-hub:communication-category";

    /** Names a Slot by its appointment and whose it is, as the messages of feeds do: {@code x/Practitioner/y}. */
    static final String SLOT = "urn:x-hub:slot";

    /** Names the Schedule of an actor. */
    static final String SCHEDULE = "urn:x-hub:schedule";

    private Terms() {}
}
