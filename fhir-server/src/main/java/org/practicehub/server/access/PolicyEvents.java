package org.practicehub.server.access;

import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.server.access.BreakGlass.GlassBroken;
import org.practicehub.server.access.Policy.PolicyChanged;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.identity.IdentitySettings.App;
import org.practicehub.server.identity.RegisteredApps.ClientChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes into the audit trail what changes who may see what, or what is read from messages: another policy, a record opened in
 * an emergency, a client, a feed. */
@Component
final class PolicyEvents {
    private final AuditTrail trail;

    PolicyEvents(AuditTrail trail) {
        this.trail = trail;
    }

    @EventListener
    void changed(PolicyChanged change) {
        trail.policyChanged("roles", null, Map.of("before", change.before(), "after", change.after()));
    }

    @EventListener
    void broken(GlassBroken glass) {
        trail.policyChanged(
                "break-glass",
                glass.username(),
                Map.of(
                        "case", Long.toString(glass.number()),
                        "patient", glass.patient(),
                        "until", glass.until().toString()));
    }

    /** Its scopes in full: what a system may see is what they say. The hashes tell whether anything else was changed. */
    @EventListener
    void changed(ClientChanged client) {
        trail.policyChanged(
                "client",
                client.by(),
                Map.of(
                        "client", client.client(),
                        "change",
                                client.change().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "scopes", String.join(" ", client.after().scopes()),
                        "before", client.before() == null ? "" : hash(client.before()),
                        "after", hash(client.after())));
    }

    @EventListener
    void published(FeedPublished feed) {
        trail.policyChanged(
                "feed", feed.by(), Map.of("feed", feed.feed(), "before", feed.before(), "after", feed.after()));
    }

    private static String hash(App app) {
        return DigestUtils.sha256Hex(app.toString());
    }
}
