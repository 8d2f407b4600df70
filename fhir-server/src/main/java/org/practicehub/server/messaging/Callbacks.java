package org.practicehub.server.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.FhirStore.Unit;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.messaging.GatewaySettings.Http;
import org.practicehub.server.messaging.GatewaySettings.Signature;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a gateway tells what became of a message, and what a patient has answered. What is not signed is refused before anything of it
 * is read, and what comes twice is worked off once, unless the first time failed.
 */
@RestController
class Callbacks {
    static final String STATUS = "/messaging/sms/status";
    static final String INBOUND = "/messaging/sms/inbound";

    private static final int LARGEST = 64 * 1024;
    private static final Set<String> ARRIVED = Set.of("delivered", "read");
    private static final Set<String> LOST = Set.of("undelivered", "failed", "rejected", "expired");

    private final ReminderPlans plans;
    private final DueTable table;
    private final Outcomes outcomes;
    private final ReplyDesk desk;
    private final FhirStore store;
    private final JdbcClient sql;
    private final BaseUrl base;
    private final ObjectMapper json;
    private final Clock clock;

    Callbacks(
            ReminderPlans plans,
            DueTable table,
            Outcomes outcomes,
            ReplyDesk desk,
            FhirStore store,
            JdbcClient sql,
            BaseUrl base,
            ObjectMapper json,
            Clock clock) {
        this.plans = plans;
        this.table = table;
        this.outcomes = outcomes;
        this.desk = desk;
        this.store = store;
        this.sql = sql;
        this.base = base;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A callback that is the gateway's.
     *
     * @param hash tells it from all others
     */
    private record Signed(Http gateway, Map<String, String> fields, byte[] hash) {
        String field(String name) {
            return fields.getOrDefault(gateway.fields().getOrDefault(name, ""), "");
        }
    }

    @PostMapping(STATUS)
    ResponseEntity<Void> status(HttpServletRequest request) throws IOException {
        Optional<Signed> signed = signed(request, STATUS);
        if (signed.isEmpty()) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        Instant now = clock.instant();
        String word = signed.get().field("status");
        store.unit(unit -> isNew(signed.get(), now)
                && table.byGatewayId(signed.get().field("id"))
                        .map(due -> settle(due, word, unit, now))
                        .orElse(false));
        return ResponseEntity.noContent().build();
    }

    private boolean settle(Due due, String word, Unit unit, Instant now) {
        if (ARRIVED.contains(word)) {
            outcomes.arrived(due, Medium.SMS, unit, now);
        } else if (LOST.contains(word) && due.state() == Due.State.SENT) {
            outcomes.bounced(due, Medium.SMS, "It did not arrive, says the gateway.", unit, now);
        }
        return true;
    }

    @PostMapping(INBOUND)
    ResponseEntity<Void> inbound(HttpServletRequest request) throws IOException {
        Optional<Signed> signed = signed(request, INBOUND);
        if (signed.isEmpty()) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        Instant now = clock.instant();
        Function<Unit, Boolean> once = unit -> isNew(signed.get(), now);
        desk.heard(signed.get().field("from"), signed.get().field("text"), now, once);
        return ResponseEntity.noContent().build();
    }

    /** Noted in the transaction that works it off: what failed may come again (frappe/payments PR 240). */
    private boolean isNew(Signed callback, Instant now) {
        return sql.sql("insert into hub_callback (hash, at) values (?, ?) on conflict do nothing")
                        .params(callback.hash(), Timestamp.from(now))
                        .update()
                == 1;
    }

    private Optional<Signed> signed(HttpServletRequest request, String path) throws IOException {
        if (!(plans.now().gateways().get(Medium.SMS) instanceof Http gateway)) {
            return Optional.empty();
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            return Optional.empty();
        }
        boolean twilio = gateway.signature() == Signature.TWILIO;
        String header = Optional.ofNullable(request.getHeader(twilio ? Signatures.TWILIO : Signatures.HUB))
                .orElse("");
        Map<String, String> form = twilio ? form(body) : Map.of();
        boolean right = twilio
                ? Signatures.isTwilios(header, gateway.secret(), base.at(path), form)
                : Signatures.isHubs(header, gateway.secret(), body, clock.instant());
        if (!right) {
            return Optional.empty();
        }
        String type =
                Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
        Map<String, String> fields = type.startsWith("application/json") ? json(body) : form(body);
        return Optional.of(new Signed(gateway, fields, DigestUtils.sha256(path + header)));
    }

    private Map<String, String> json(byte[] body) throws IOException {
        Map<String, String> fields = new HashMap<>();
        JsonNode root = json.readTree(body);
        root.fields()
                .forEachRemaining(
                        field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }

    private static Map<String, String> form(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** What is no encoding is taken as it is: its signature will be wrong. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
