package org.practicehub.routes.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much comes and goes by a feed, and what waits. */
public class FeedStates {
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofHours(1);

    private final JdbcClient sql;

    public FeedStates(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * The state of one feed.
     *
     * @param receivedToday how many came since midnight
     * @param waiting how many messages that came are still to be worked off
     * @param oldestWaiting when the oldest of these came
     * @param toSend how many are to leave
     * @param oldestToSend since when the oldest of these is to leave
     * @param failed how many its system refused
     * @param untold how many changes its system was not told of, because no message could be made of them
     */
    public record FeedState(
            Optional<Instant> lastReceived,
            long receivedToday,
            long receivedInAnHour,
            long receivedInFiveMinutes,
            long waiting,
            Optional<Instant> oldestWaiting,
            long held,
            Optional<Instant> lastDelivered,
            long toSend,
            Optional<Instant> oldestToSend,
            long failed,
            long untold) {}

    /**
     * The state of a feed.
     *
     * @param midnight when today began
     */
    public FeedState of(String feed, Instant midnight, Instant now) {
        return sql.sql(
                        """
                        select (select received_at from hub_message
                            where feed = :feed and direction = 'in' order by id desc limit 1) as last_received,
                          (select count(*) from hub_message
                            where feed = :feed and direction = 'in' and received_at >= :midnight) as today,
                          (select count(*) from hub_message
                            where feed = :feed and direction = 'in' and received_at > :long) as hour,
                          (select count(*) from hub_message
                            where feed = :feed and direction = 'in' and received_at > :short) as minutes,
                          (select count(*) from hub_message where feed = :feed and state = 'received') as waiting,
                          (select min(received_at) from hub_message
                            where feed = :feed and state = 'received') as oldest_waiting,
                          (select count(*) from hub_message where feed = :feed and state = 'held') as held,
                          (select settled_at from hub_message where feed = :feed and direction = 'out'
                            and state = 'delivered' order by id desc limit 1) as last_delivered,
                          (select count(*) from hub_message
                            where feed = :feed and direction = 'out' and state = 'waiting') as to_send,
                          (select min(received_at) from hub_message
                            where feed = :feed and direction = 'out' and state = 'waiting') as oldest_to_send,
                          (select count(*) from hub_message
                            where feed = :feed and direction = 'out' and state = 'failed') as failed,
                          (select count(*) from hub_outgoing where feed = :feed and set_aside) as untold""")
                .param("feed", feed)
                .param("midnight", Timestamp.from(midnight))
                .param("long", Timestamp.from(now.minus(LONG)))
                .param("short", Timestamp.from(now.minus(SHORT)))
                .query((row, number) -> new FeedState(
                        instant(row, "last_received"),
                        row.getLong("today"),
                        row.getLong("hour"),
                        row.getLong("minutes"),
                        row.getLong("waiting"),
                        instant(row, "oldest_waiting"),
                        row.getLong("held"),
                        instant(row, "last_delivered"),
                        row.getLong("to_send"),
                        instant(row, "oldest_to_send"),
                        row.getLong("failed"),
                        row.getLong("untold")))
                .single();
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
