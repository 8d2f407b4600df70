package org.practicehub.server.audit;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.practicehub.server.audit.Event.About;
import org.practicehub.server.audit.Event.What;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What other parts of the hub tell the audit trail. Inside a transaction the event is committed with it; else it is stored when
 * the call returns. A call that throws {@link AuditUnavailable} stored nothing, and what it tells of must not happen.
 *
 * <p>Nothing told here may hold a patient's data: names of sign-ins and clients, references, codes.
 */
public final class AuditTrail {
    /** Attribute of a servlet request: the purpose that it is served for, a code of PurposeOfUse; {@code BTG} for break-glass. */
    public static final String PURPOSE = "org.practicehub.audit.purpose";

    private final Appender appender;
    private final Outbox outbox;
    private final Clock clock;

    AuditTrail(Appender appender, Outbox outbox, Clock clock) {
        this.appender = appender;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The role policy that the current request is judged by: its hash stands in the request's events. */
    public static void judgedBy(String policy) {
        Exchange.current().ifPresent(exchange -> exchange.caller = exchange.caller.map(caller -> caller.under(policy)));
    }

    /**
     * Somebody signed in, or out, or was refused, or did something about how they sign in.
     *
     * @param what {@code signed-in}, {@code signed-out}, {@code refused}, {@code locked}, {@code second-factor}, {@code
     *     password-set} …
     * @param user name of the sign-in; null where nobody has that name, which may be a password in the wrong field
     * @param done false for what was refused
     * @param why without anybody's data
     */
    public void signIn(String what, @Nullable String user, boolean done, @Nullable String why) {
        Caller caller = Caller.person(null, user, Exchange.currentAddress());
        record(what("sign-in", what, done, why), caller, About.NOTHING, Map.of());
    }

    /**
     * A token was given, refreshed, revoked or refused, or a person consented to one.
     *
     * @param what {@code issued}, {@code refreshed}, {@code revoked}, {@code introspected}, {@code refused}, {@code authorized}
     * @param client whom it is for; null when unknown
     * @param user on whose behalf; null for a system
     * @param scopes what it opens, with spaces between
     */
    public void token(
            String what,
            @Nullable String client,
            @Nullable String user,
            String scopes,
            boolean done,
            @Nullable String why) {
        Caller caller = user == null
                ? new Caller(Caller.SYSTEM, client, null, null, null, null, Exchange.currentAddress())
                : Caller.person(client, user, Exchange.currentAddress());
        record(
                what("token", what, done, why),
                caller,
                About.NOTHING,
                scopes.isEmpty() ? Map.of() : Map.of("scope", scopes));
    }

    /**
     * The role policy, or who may use the hub, was changed.
     *
     * @param what {@code roles}, {@code client}, {@code person} …
     * @param by who changed it, as {@code Practitioner/1} or a name; null when a file was changed
     * @param details names and hashes, before and after
     */
    public void policyChanged(String what, @Nullable String by, Map<String, String> details) {
        Caller caller = by == null ? Caller.hub() : Caller.person(null, by, Exchange.currentAddress());
        record(What.done("policy", what, "U"), caller, About.NOTHING, details);
    }

    /** A job of the hub itself has run. */
    public void job(String name, boolean done, long count) {
        record(
                new What("job", name, "E", done ? What.DONE : What.FAILED, null),
                Caller.hub(),
                About.NOTHING,
                Map.of("count", Long.toString(count)));
    }

    /**
     * Records left the hub in bulk.
     *
     * @param client to whom
     * @param patients whose, as {@code Patient/1}
     */
    public void exported(String client, @Nullable String user, List<String> patients, int resources) {
        store(new Event(
                clock.instant(),
                What.done("export", "bulk", "R"),
                new Caller(user == null ? Caller.SYSTEM : Caller.PERSON, client, user, null, null, null, null),
                null,
                new About(List.of(), patients, List.of(), null, null, resources),
                Exchange.currentId(),
                patients.isEmpty() ? null : true,
                Map.of()));
    }

    /** Something about the hub itself: {@code start}, {@code stop}. */
    void hub(String what, Map<String, String> details) {
        record(What.done("hub", what, "E"), Caller.hub(), About.NOTHING, details);
    }

    private static What what(String type, String subtype, boolean done, @Nullable String why) {
        return new What(type, subtype, "E", done ? What.DONE : What.REFUSED, why);
    }

    private void record(What what, Caller caller, About about, Map<String, String> details) {
        store(new Event(clock.instant(), what, caller, null, about, Exchange.currentId(), null, details));
    }

    private void store(Event event) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            outbox.put(event);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    appender.wake();
                }
            });
        } else {
            appender.append(Canonical.write(event));
        }
    }
}
