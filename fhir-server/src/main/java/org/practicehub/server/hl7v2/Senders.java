package org.practicehub.server.hl7v2;

import java.util.Optional;
import java.util.Set;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.server.access.ClientCheck;
import org.practicehub.server.access.SystemToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** Who may post messages of a feed: a system client whose token has the scope for it and whom the feed's file names. */
@Component
final class Senders {
    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private final Feeds feeds;

    Senders(Feeds feeds) {
        this.feeds = feeds;
    }

    boolean may(Jwt token, String feed) {
        boolean scoped = SystemToken.allows(token, ClientCheck.SEND_HL7_V2);
        String client = SystemToken.client(token).orElse("");
        Optional<Feed> known = feeds.named(feed);
        boolean named = known.map(Feed::clients).orElse(Set.of()).contains(client);
        if (scoped && !named) {
            known.ifPresent(there -> LOG.warn(
                    "Client {} sends messages to feed {} and is not among its 'clients'.", client, there.id()));
        }
        return scoped && named;
    }
}
