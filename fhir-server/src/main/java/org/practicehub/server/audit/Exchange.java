package org.practicehub.server.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its answer, as far as they are known yet. It belongs to the thread that serves the request. */
final class Exchange {
    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    final String id;
    final HttpServletRequest request;
    final String address;
    final Set<String> entities = new LinkedHashSet<>();
    final Set<String> patients = new LinkedHashSet<>();

    /** What events of committed changes have told already. */
    final Set<String> committed = new LinkedHashSet<>();

    Optional<Caller> caller = Optional.empty();
    String subtype = "";
    String action = "";
    Optional<String> query = Optional.empty();
    Optional<String> queryHash = Optional.empty();
    Optional<String> text = Optional.empty();
    int count;

    /** A change was not committed because its event could not be written. */
    boolean refused;

    Exchange(String id, HttpServletRequest request) {
        this.id = id;
        this.request = request;
        this.address = request.getRemoteAddr();
    }

    static Optional<Exchange> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    static void begin(Exchange exchange) {
        CURRENT.set(exchange);
    }

    static void end() {
        CURRENT.remove();
    }

    static @Nullable String currentId() {
        return current().map(exchange -> exchange.id).orElse(null);
    }

    static @Nullable String currentAddress() {
        return current().map(exchange -> exchange.address).orElse(null);
    }

    /** What the gates said that this request is for. */
    Optional<String> purpose() {
        return Optional.ofNullable(request.getAttribute(AuditTrail.PURPOSE)).map(Object::toString);
    }

    Caller caller() {
        return caller.orElseGet(() -> Caller.unknown(address));
    }

    /** Whether everything that this answer tells was told by the event of its change. */
    boolean isTold() {
        return !committed.isEmpty()
                && entities.stream().map(Exchange::withoutVersion).allMatch(committed::contains);
    }

    static String withoutVersion(String reference) {
        return reference.replaceFirst("/_history/.*$", "");
    }

    Event.About about() {
        return new Event.About(
                List.copyOf(entities),
                List.copyOf(patients),
                List.of(),
                query.orElse(null),
                queryHash.orElse(null),
                count);
    }
}
