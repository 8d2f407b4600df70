package org.practicehub.server.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The browser sessions of people: which there are, how long ago each proved who it is, and their end. */
@Component
public class SignedInSessions {
    private final AnnouncedSessions<? extends Session> sessions;
    private final Clock clock;

    SignedInSessions(AnnouncedSessions<? extends Session> sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * One session.
     *
     * @param since when it began
     * @param lastSeen when it last gave a sign of life
     */
    public record SignedIn(String id, Instant since, Instant lastSeen) {}

    /** The sessions that this person has now, the newest first. */
    public List<SignedIn> of(String username) {
        return live(username).values().stream()
                .map(session -> new SignedIn(session.getId(), session.getCreationTime(), session.getLastAccessedTime()))
                .sorted((one, other) -> other.since().compareTo(one.since()))
                .toList();
    }

    private Map<String, ? extends Session> live(String username) {
        return sessions.findByIndexNameAndIndexValue(
                FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, username);
    }

    /** Ends every session of this person; what is bound to them ends with them. */
    public void endAll(String username) {
        live(username).keySet().forEach(sessions::deleteById);
    }

    /** Ends all but this one. */
    void endOthers(String username, String kept) {
        live(username).keySet().stream().filter(id -> !id.equals(kept)).forEach(sessions::deleteById);
    }

    /** Whether this session proved within this time who it is, by password, code or passkey. */
    public boolean provedWithin(String session, Duration time) {
        return isFresh(sessions.findById(session), time);
    }

    /** The same of any session that this person has now, for a caller who does not know which one is asking. */
    public boolean anyProvedWithin(String username, Duration time) {
        // Read one by one: of many found at once Spring Session may lose attributes, because it takes the rows of a
        // session to
        // follow each other and does not ask for that order.
        return live(username).keySet().stream().anyMatch(id -> provedWithin(id, time));
    }

    private boolean isFresh(@Nullable Session session, Duration time) {
        return Optional.ofNullable(session)
                .map(of -> of.<Instant>getAttribute(Entry.PROVED_AT))
                .filter(at -> at.plus(time).isAfter(clock.instant()))
                .isPresent();
    }
}
