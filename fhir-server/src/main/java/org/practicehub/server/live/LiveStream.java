package org.practicehub.server.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import org.practicehub.server.identity.ScopeRules;
import org.practicehub.server.identity.ScopeRules.Access;
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
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** One stream of events for each open tab, of the types that its token may read, resumable by Last-Event-ID. */
@RestController
class LiveStream {
    private static final long HEARTBEAT_SECONDS = 15;
    private static final int MOST_CAUGHT_UP = 1000;

    private final JdbcClient sql;
    private final ObjectMapper json;
    private final Clock clock;
    private final Set<Tab> tabs = ConcurrentHashMap.newKeySet();
    private final ExecutorService sender = Executors.newSingleThreadExecutor(daemon("live-sender"));
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(daemon("live-heart"));

    LiveStream(ChangeFeed feed, JdbcClient sql, ObjectMapper json, Clock clock) {
        this.clock = clock;
        this.sql = sql;
        this.json = json;
        feed.listen(event -> sender.execute(() -> tabs.forEach(tab -> tell(tab, event))));
        heart.scheduleAtFixedRate(
                () -> sender.execute(
                        () -> tabs.forEach(tab -> send(tab, SseEmitter.event().comment("here")))),
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    }

    private record Tab(SseEmitter emitter, Access access) {}

    /** Ends with the token it was opened with; the tab comes back with a fresh one. */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter open(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long last,
            @AuthenticationPrincipal Jwt token) {
        Duration left = Duration.between(clock.instant(), Objects.requireNonNull(token.getExpiresAt()));
        Tab tab = new Tab(new SseEmitter(left.toMillis()), ScopeRules.access());
        tab.emitter().onTimeout(tab.emitter()::complete);
        tab.emitter().onCompletion(() -> tabs.remove(tab));
        tab.emitter().onError(error -> tabs.remove(tab));
        sender.execute(() -> {
            send(tab, SseEmitter.event().comment("open"));
            if (last != null) {
                since(last).forEach(event -> tell(tab, event));
            }
            tabs.add(tab);
        });
        return tab.emitter();
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
        if (event instanceof ResourceChanged change && tab.access().may('r', change.type())) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("reference", change.reference());
            data.put("version", change.version());
            data.put("action", change.action());
            send(
                    tab,
                    SseEmitter.event()
                            .id(Long.toString(change.id()))
                            .name("change")
                            .data(text(data)));
        } else if (event instanceof MessageMoved message && tab.access().may('r', "MessageHeader")) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("message", Long.toString(message.message()));
            data.put("state", message.state());
            data.put("feed", message.feed());
            send(tab, SseEmitter.event().name("message").data(text(data)));
        }
    }

    private void send(Tab tab, SseEventBuilder event) {
        try {
            tab.emitter().send(event);
        } catch (IOException | IllegalStateException e) {
            // The tab has gone.
            tabs.remove(tab);
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
