package org.practicehub.server.access;

import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRuleBuilder;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.server.access.Access.Right;

/** The operations that may be called, and what a token must allow for each. What is not here is denied. */
final class Operations {
    private static final List<String> LOOK_INTO = List.of("$segments", "$changes", "$explain");
    private static final List<String> OF_A_FEED = List.of("$loss-report", "$feed-file", "$rehearse", "$unmapped-codes");
    private static final List<String> MOVE = List.of("$retry", "$replay", "$skip", "$fix", "$undo-merge");

    /** Many messages at once. */
    private static final List<String> MOVE_MANY = List.of("$replay", "$replays", "$cancel-replay");

    private static final List<String> REVIEW =
            List.of("$access", "$access-choices", "$break-glass-cases", "$review-break-glass");

    /** Judged by the person's role, by the operation itself. */
    private static final List<String> ADMINISTRATION = List.of(
            "$people",
            "$invite",
            "$reset-sign-in",
            "$deactivate",
            "$activate",
            "$clients",
            "$register-client",
            "$change-client",
            "$new-client-secret",
            "$retire-client",
            "$publish-feed",
            "$map-codes");

    /** Judged by what the caller may do with appointments, by the operation itself. */
    private static final List<String> SCHEDULING = List.of(
            "$find",
            "$hold",
            "$book",
            "$bookable",
            "$booking-rules",
            "$walk-in",
            "$waitlist-matches",
            "$waitlist-rate");

    private static final List<String> OF_AN_APPOINTMENT =
            List.of("$reschedule", "$cancel", "$confirm", "$accept-offer", "$decline-offer");

    /** Judged likewise: where a patient is in a visit. */
    private static final List<String> FLOW = List.of("$tick", "$check-in", "$check-out", "$room", "$left");

    private Operations() {}

    static void allow(IAuthRuleBuilder rules, Access access) {
        // About the caller, and about machines: nobody's record.
        rules.allow("launcher").operation().named("$apps").onServer().andAllowAllResponses();
        rules.allow("launcher").operation().named("$feed-status").onServer().andAllowAllResponses();
        emergencies(rules, access);
        referrals(rules, access);
        ADMINISTRATION.forEach(name ->
                rules.allow("administration").operation().named(name).onServer().andAllowAllResponses());
        if (access.may('r', "MessageHeader")) {
            LOOK_INTO.forEach(name -> message(rules, name));
            // Of all messages of a feed, which the caller may read.
            OF_A_FEED.forEach(name ->
                    rules.allow("message").operation().named(name).onServer().andAllowAllResponses());
        }
        if (access.may('u', "MessageHeader")) {
            MOVE.forEach(name -> message(rules, name));
            MOVE_MANY.forEach(name ->
                    rules.allow("messages").operation().named(name).onServer().andAllowAllResponses());
        }
        if (access.may('c', "Appointment")) {
            SCHEDULING.forEach(name -> rules.allow("scheduling")
                    .operation()
                    .named(name)
                    .onType(Appointment.class)
                    .andAllowAllResponses());
            OF_AN_APPOINTMENT.forEach(name -> rules.allow("scheduling")
                    .operation()
                    .named(name)
                    .onInstancesOfType(Appointment.class)
                    .andAllowAllResponses());
        }
        if (access.may('s', "Communication")) {
            rules.allow("reminders").operation().named("$reminders").onServer().andAllowAllResponses();
        }
        if (access.may('c', "Communication")) {
            // In a sandbox alone, which the operation itself sees to.
            rules.allow("messaging")
                    .operation()
                    .named("$reply-as-patient")
                    .onInstancesOfType(Communication.class)
                    .andAllowAllResponses();
        }
        if (access.may('r', "Appointment")) {
            flow(rules, "$checklist");
        }
        if (access.may('u', "Appointment")) {
            FLOW.forEach(name -> flow(rules, name));
        }
        if (access.may('r', "Patient")) {
            // What the token may not read is refused on the way out.
            rules.allow("everything")
                    .operation()
                    .named("$everything")
                    .onInstancesOfType(Patient.class)
                    .andRequireExplicitResponseAuthorization();
        }
    }

    private static void flow(IAuthRuleBuilder rules, String name) {
        rules.allow("flow")
                .operation()
                .named(name)
                .onInstancesOfType(Appointment.class)
                .andAllowAllResponses();
    }

    private static void referrals(IAuthRuleBuilder rules, Access access) {
        if (access.rights().contains(Right.SUBMIT_REFERRALS)) {
            // The answer is the Task of what the caller sent just now.
            rules.allow("referral")
                    .operation()
                    .named("$submit-referral")
                    .onServer()
                    .andAllowAllResponses();
        }
    }

    private static void emergencies(IAuthRuleBuilder rules, Access access) {
        if (access.may('r', "Patient")) {
            rules.allow("relationship")
                    .operation()
                    .named("$relationship")
                    .onInstancesOfType(Patient.class)
                    .andAllowAllResponses();
        }
        if (access.rights().contains(Right.BREAK_GLASS)) {
            rules.allow("emergency")
                    .operation()
                    .named("$break-glass")
                    .onInstancesOfType(Patient.class)
                    .andAllowAllResponses();
        }
        if (access.rights().contains(Right.REVIEW_ACCESS)) {
            REVIEW.forEach(name ->
                    rules.allow("review").operation().named(name).onServer().andAllowAllResponses());
        }
    }

    private static void message(IAuthRuleBuilder rules, String name) {
        rules.allow("message")
                .operation()
                .named(name)
                .onInstancesOfType(MessageHeader.class)
                .andAllowAllResponses();
    }
}
