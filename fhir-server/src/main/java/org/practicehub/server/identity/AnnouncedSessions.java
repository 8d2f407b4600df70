package org.practicehub.server.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.MapSession;
import org.springframework.session.Session;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionDestroyedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/**
 * Browser sessions whose end everybody hears of: Spring Session's own store in a database tells nobody. A session ends when
 * it has been idle, when it has lasted too long, or when somebody ends it; the process that takes it away says so, once, with
 * its id and its person's name ({@link #PRINCIPAL_NAME_INDEX_NAME}).
 */
final class AnnouncedSessions<S extends Session> implements FindByIndexNameSessionRepository<S> {
    private static final String OVER = "(expiry_time < :now or creation_time < :oldest)";

    private final FindByIndexNameSessionRepository<S> stored;
    private final JdbcClient sql;
    private final Duration absolute;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    /** These sessions, none of them older than the absolute limit. */
    AnnouncedSessions(
            FindByIndexNameSessionRepository<S> stored,
            JdbcClient sql,
            Duration absolute,
            Clock clock,
            ApplicationEventPublisher events) {
        this.stored = stored;
        this.sql = sql;
        this.absolute = absolute;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public S createSession() {
        return stored.createSession();
    }

    @Override
    public void save(S session) {
        stored.save(session);
    }

    @Override
    public @Nullable S findById(String id) {
        // Before the store looks: it would take a session away that is over, and say nothing.
        end("session_id = :id and " + OVER, id, session -> new SessionExpiredEvent(this, session));
        try {
            return stored.findById(id);
        } catch (SerializationFailedException e) {
            // Written by an older version of a library: the person signs in again.
            deleteById(id);
            return null;
        }
    }

    @Override
    public void deleteById(String id) {
        end("session_id = :id", id, session -> new SessionDeletedEvent(this, session));
    }

    /** Takes away what is over. */
    void sweep() {
        end("'' = :id and " + OVER, "", session -> new SessionExpiredEvent(this, session));
    }

    private void end(String which, String id, Function<Session, SessionDestroyedEvent> event) {
        sql.sql("delete from spring_session where " + which + " returning session_id, principal_name")
                .param("id", id)
                .param("now", clock.millis())
                .param("oldest", clock.instant().minus(absolute).toEpochMilli())
                .query((row, number) -> ended(row.getString("session_id"), row.getString("principal_name")))
                .list()
                .forEach(session -> events.publishEvent(event.apply(session)));
    }

    private static Session ended(String id, @Nullable String person) {
        MapSession session = new MapSession(id);
        session.setAttribute(PRINCIPAL_NAME_INDEX_NAME, person);
        return session;
    }

    @Override
    public Map<String, S> findByIndexNameAndIndexValue(String index, String value) {
        return stored.findByIndexNameAndIndexValue(index, value);
    }
}
