package org.practicehub.server.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.access.AccessFinder;
import org.practicehub.server.live.LiveEvent.MessageMoved;
import org.practicehub.server.live.LiveEvent.ResourceChanged;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One stream of events for each open tab, of the types that its token may read, resumable by Last-Event-ID. */
@RestController
class LiveStream {
    private static final long HEARTBEAT_SECONDS = 15;
    private static final int MOST_CAUGHT_UP = 1000;

    private final JdbcClient sql;
    private final ObjectMapper json;
    private final Clock clock;
    private final AccessFinder finder;
    private final Set<Tab> tabs = ConcurrentHashMap.newKeySet();
    private final ExecutorService senders = Executors.newCachedThreadPool(daemon("live-sender"));
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(daemon("live-heart"));

    LiveStream(ChangeFeed feed, JdbcClient sql, ObjectMapper json, Clock clock, AccessFinder finder) {
        this.finder = finder;
        this.clock = clock;
        this.sql = sql;
        this.json = json;
        feed.listen(event -> tabs.forEach(tab -> tell(tab, event)));
        // What was missed meanwhile is asked for by each reader that comes back.
        feed.onGap(() -> tabs.forEach(Tab::end));
        heart.scheduleAtFixedRate(
                () -> tabs.forEach(tab -> tab.send(SseEmitter.event().comment("here"))),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Ends with the token it was opened with; the tab comes back with a fresh one. */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter open(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long last,
            @AuthenticationPrincipal Jwt token) {
        Duration left = Duration.between(clock.instant(), Objects.requireNonNull(token.getExpiresAt()));
        SseEmitter emitter = new SseEmitter(left.toMillis());
        Tab tab = new Tab(emitter, finder.current(), senders);
        emitter.onTimeout(emitter::complete);
        emitter.onCompletion(() -> tabs.remove(tab));
        emitter.onError(error -> tabs.remove(tab));
        tab.send(SseEmitter.event().comment("open"));
        // On the list before it catches up: what happens meanwhile queues behind, and nothing falls in between.
        tabs.add(tab);
        if (last != null) {
            tab.then(() -> since(last).forEach(event -> tell(tab, event)));
        }
        return emitter;
    }

    private List<LiveEvent> since(long last) {
        return sql.sql(
                        "select id, type || '/' || fhir_id, version, action from hub_change where id > ? order by id limit ?")
                .params(last, MOST_CAUGHT_UP)
                .query((row, number) -> (LiveEvent)
                        new ResourceChanged(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    private void tell(Tab tab, LiveEvent event) {
        if (event instanceof ResourceChanged change && tab.mayRead(change.type())) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("reference", change.reference());
            data.put("version", change.version());
            data.put("action", change.action());
            tab.send(SseEmitter.event()
                    .id(Long.toString(change.id()))
                    .name("change")
                    .data(text(data)));
        } else if (event instanceof MessageMoved message && tab.mayRead("MessageHeader")) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("message", Long.toString(message.message()));
            data.put("state", message.state());
            data.put("feed", message.feed());
            tab.send(SseEmitter.event().name("message").data(text(data)));
        }
    }

    private String text(Map<String, Object> data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("words cannot be written", e);
        }
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
