package org.practicehub.server.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.practicehub.server.audit.Event.What;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;

/** The event of a request, made and stored when its answer is about to leave. */
final class RequestEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RequestEvents.class);
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final Appender appender;
    private final Disclosures disclosures;
    private final QueryText queries;
    private final Clock clock;

    RequestEvents(Appender appender, Disclosures disclosures, QueryText queries, Clock clock) {
        this.appender = appender;
        this.disclosures = disclosures;
        this.queries = queries;
        this.clock = clock;
    }

    /** Whether the answer may leave: its event is stored, by itself or with the change that it tells of. */
    boolean store(Exchange exchange, HttpServletRequest request, int status) {
        if (exchange.refused) {
            return false;
        }
        if (status < CLIENT_ERROR && exchange.isTold()) {
            return true;
        }
        try {
            appender.append(Canonical.write(event(exchange, request, status)));
            return true;
        } catch (AuditUnavailable e) {
            return false;
        } catch (RuntimeException e) {
            LOG.error(
                    "The event of a request could not be made: {}", e.getClass().getName());
            return false;
        }
    }

    private Event event(Exchange exchange, HttpServletRequest request, int status) {
        Caller caller = exchange.caller
                .or(() -> Caller.of(SecurityContextHolder.getContext().getAuthentication(), exchange.address))
                .orElseGet(exchange::caller);
        if (exchange.query.isEmpty()) {
            // Turned away before the FHIR API looked at it.
            queries.note(exchange, request);
        }
        What what = new What(
                "rest",
                exchange.subtype.isEmpty() ? request.getMethod().toLowerCase(Locale.ROOT) : exchange.subtype,
                exchange.action.isEmpty() ? "E" : exchange.action,
                outcome(status),
                exchange.text.orElse(null));
        Optional<String> purpose = disclosures.purpose(exchange, caller);
        boolean disclosed = what.isDone() && disclosures.isDisclosure(caller, purpose, exchange.patients);
        return new Event(
                clock.instant(),
                what,
                caller,
                purpose.orElse(null),
                exchange.about(),
                exchange.id,
                disclosed ? true : null,
                details(status, request));
    }

    private static Map<String, String> details(int status, HttpServletRequest request) {
        return Map.of("status", Integer.toString(status), "method", request.getMethod());
    }

    private static String outcome(int status) {
        if (status < CLIENT_ERROR) {
            return What.DONE;
        }
        return status < SERVER_ERROR ? What.REFUSED : What.FAILED;
    }
}
