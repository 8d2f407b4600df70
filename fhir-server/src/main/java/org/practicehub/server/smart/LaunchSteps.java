package org.practicehub.server.smart;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.identity.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Authorization requests that wait for a person: to choose a patient or a visit, or to say what the app may do. The request
 * goes on with the step's handle beside its own parameters, and a handle is good for those parameters alone.
 */
final class LaunchSteps {
    /** The parameter that carries the handle on its way back into the authorization endpoint. */
    static final String PARAMETER = "hub_step";

    private static final Duration LIFE = Duration.ofMinutes(10);

    private final JdbcClient sql;
    private final Clock clock;

    LaunchSteps(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What a person is asked. */
    enum Need {
        PATIENT,
        ENCOUNTER,
        CONSENT
    }

    /**
     * One waiting request.
     *
     * @param request the request's own parameters, as they came
     * @param offered the scopes that could be granted
     * @param granted those that the person allowed; null until they have said so
     */
    record Step(
            String username,
            String client,
            String request,
            LaunchContext context,
            Need need,
            Set<String> offered,
            @Nullable Set<String> granted) {

        Step need(Need next) {
            return new Step(username, client, request, context, next, offered, granted);
        }

        Step with(LaunchContext chosen, @Nullable Set<String> allowed) {
            return new Step(username, client, request, chosen, need, offered, allowed);
        }
    }

    String begin(Step step) {
        String handle = Secrets.handle();
        sql.sql(
                        """
                        insert into hub_launch_step
                          (step_hash, username, client, request, context, need, offered, granted, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        Secrets.hash(handle),
                        step.username(),
                        step.client(),
                        step.request(),
                        step.context().json(),
                        step.need().name(),
                        String.join(" ", step.offered()),
                        text(step.granted()),
                        clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC)))
                .update();
        return handle;
    }

    /** The step, as long as it waits for this person. */
    Optional<Step> find(String handle, String username) {
        return find(handle).filter(step -> step.username().equals(username));
    }

    Optional<Step> find(String handle) {
        return sql.sql(
                        """
                        select username, client, request, context, need, offered, granted from hub_launch_step
                        where step_hash = ? and expires_at > ?""")
                .params(List.of(Secrets.hash(handle), clock.instant().atOffset(ZoneOffset.UTC)))
                .query((row, number) -> new Step(
                        row.getString("username"),
                        row.getString("client"),
                        row.getString("request"),
                        LaunchContext.of(row.getString("context")),
                        Need.valueOf(row.getString("need")),
                        scopes(row.getString("offered")),
                        row.getString("granted") == null ? null : scopes(row.getString("granted"))))
                .optional();
    }

    void put(String handle, Step step) {
        sql.sql("update hub_launch_step set context = ?, need = ?, offered = ?, granted = ? where step_hash = ?")
                .params(Arrays.asList(
                        step.context().json(),
                        step.need().name(),
                        String.join(" ", step.offered()),
                        text(step.granted()),
                        Secrets.hash(handle)))
                .update();
    }

    /** Ends it; false when it was ended before. */
    boolean end(String handle) {
        return sql.sql("delete from hub_launch_step where step_hash = ?")
                        .param(Secrets.hash(handle))
                        .update()
                == 1;
    }

    private static @Nullable String text(@Nullable Set<String> scopes) {
        return scopes == null ? null : String.join(" ", scopes);
    }

    static Set<String> scopes(String text) {
        return text.isBlank() ? Set.of() : new LinkedHashSet<>(List.of(text.split(" ")));
    }
}
