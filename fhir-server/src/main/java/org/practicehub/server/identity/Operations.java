package org.practicehub.server.identity;

import ca.uhn.fhir.rest.server.interceptor.auth.IAuthRuleBuilder;
import java.util.List;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.Patient;
import org.practicehub.server.identity.ScopeRules.Access;

/** The operations that may be called, and what a token must allow for each. What is not here is denied. */
final class Operations {
    private static final List<String> LOOK_INTO = List.of("$segments", "$changes");
    private static final List<String> MOVE = List.of("$retry", "$replay", "$skip", "$fix");

    private Operations() {}

    static void allow(IAuthRuleBuilder rules, Access access) {
        // About the caller, and about machines: nobody's record.
        rules.allow("launcher").operation().named("$apps").onServer().andAllowAllResponses();
        rules.allow("launcher").operation().named("$feed-status").onServer().andAllowAllResponses();
        if (access.may('r', "MessageHeader")) {
            LOOK_INTO.forEach(name -> message(rules, name));
        }
        if (access.may('u', "MessageHeader")) {
            MOVE.forEach(name -> message(rules, name));
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

    private static void message(IAuthRuleBuilder rules, String name) {
        rules.allow("message")
                .operation()
                .named(name)
                .onInstancesOfType(MessageHeader.class)
                .andAllowAllResponses();
    }
}
