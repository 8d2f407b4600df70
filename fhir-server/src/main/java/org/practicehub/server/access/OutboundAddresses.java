package org.practicehub.server.access;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.practicehub.server.transport.PublicInternet;

/**
 * Which addresses the hub calls because somebody outside said so: public ones by HTTPS, and hosts that the practice lists. What
 * is inside its network is nobody's to reach through the hub.
 */
final class OutboundAddresses {
    private final Set<String> hosts;

    /**
     * A rule.
     *
     * @param hosts names that may be called by any scheme, whatever they resolve to
     */
    OutboundAddresses(Set<String> hosts) {
        this.hosts = hosts;
    }

    /**
     * Lets an address pass or not.
     *
     * @throws UnprocessableEntityException with an outcome that names the element
     */
    void check(String address, String element) {
        if (!isOpen(address)) {
            OperationOutcome outcome = new OperationOutcome();
            outcome.addIssue()
                    .setSeverity(IssueSeverity.ERROR)
                    .setCode(IssueType.BUSINESSRULE)
                    .setDiagnostics("This address is not called: it must be public and https, or its host be listed in"
                            + " hub.outbound.hosts.")
                    .addExpression(element);
            throw new UnprocessableEntityException("address", outcome);
        }
    }

    boolean isOpen(String address) {
        try {
            URI uri = URI.create(address);
            String host = uri.getHost();
            if (host == null || uri.getUserInfo() != null) {
                return false;
            }
            return hosts.contains(host)
                    || ("https".equals(uri.getScheme())
                            && Stream.of(InetAddress.getAllByName(host)).allMatch(PublicInternet::holds));
        } catch (IllegalArgumentException | UnknownHostException e) {
            return false;
        }
    }
}
