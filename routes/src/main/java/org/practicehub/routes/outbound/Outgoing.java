package org.practicehub.routes.outbound;

import java.util.Optional;
import org.practicehub.mappings.feed.Feed;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.mappings.outbound.OutboundEvents;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes, in the transaction of a change, which systems have to hear of it. Where none hears of anything it costs nothing. */
public class Outgoing {
    private final Feeds feeds;
    private final JdbcClient sql;

    public Outgoing(Feeds feeds, JdbcClient sql) {
        this.feeds = feeds;
        this.sql = sql;
    }

    /**
     * @param cause the feed whose message made the change, which never hears of it; empty when it was no message
     * @param before the version before; empty when the resource is new
     */
    public void note(Optional<String> cause, String type, String id, Optional<String> before, String version) {
        String[] hearing = feeds.all().stream()
                .filter(feed -> feed.sending()
                        .filter(sending -> OutboundEvents.concerns(type, sending))
                        .isPresent())
                .map(Feed::id)
                .filter(feed -> !Optional.of(feed).equals(cause))
                .toArray(String[]::new);
        if (hearing.length > 0) {
            sql.sql(
                            """
                            insert into hub_outgoing (feed, type, fhir_id, before_version, version)
                            select feed, ?, ?, ?, ? from unnest(?::text[]) feed
                            on conflict (feed, type, fhir_id, transaction) do update set version = excluded.version""")
                    .params(type, id, before.orElse(null), version, hearing)
                    .update();
        }
    }
}
