package org.practicehub.server.audit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What records were used for, and whether that is something a patient may ask to be told (45 CFR 164.528). */
final class Disclosures {
    static final String BREAK_GLASS = "BTG";

    /** Roles of people outside the practice. A patient's own looks are no disclosure (164.528(a)(1)(ii)). */
    private static final List<String> OUTSIDE = List.of("referrer");

    private final AuditSettings settings;

    Disclosures(AuditSettings settings) {
        this.settings = settings;
    }

    /** What the gates said of this request ({@link AuditTrail#PURPOSE}), else what the caller's role is for. */
    Optional<String> purpose(Exchange exchange, Caller caller) {
        return exchange.purpose().or(() -> settings.purpose(caller));
    }

    boolean isDisclosure(Caller caller, Optional<String> purpose, Collection<String> patients) {
        if (patients.isEmpty()) {
            return false;
        }
        boolean outsideSystem =
                caller.kind().equals(Caller.SYSTEM) && !settings.ownClients().contains(caller.client());
        boolean outsidePerson = caller.role() != null && OUTSIDE.contains(caller.role());
        return outsideSystem
                || outsidePerson
                || purpose.filter(BREAK_GLASS::equals).isPresent();
    }
}
