package org.practicehub.server.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The gateways as the file says now, each with its breaker. */
final class Gateways {
    private final ReminderPlans plans;
    private final ObjectMapper json;
    private final Map<GatewaySettings, Way> ways = new ConcurrentHashMap<>();

    Gateways(ReminderPlans plans, ObjectMapper json) {
        this.plans = plans;
        this.json = json;
    }

    /** A gateway, and whether it has been failing. */
    record Way(Gateway gateway, Breaker breaker, boolean sandbox) {}

    Optional<Way> of(Medium medium) {
        return Optional.ofNullable(plans.now().gateways().get(medium))
                .map(settings -> ways.computeIfAbsent(settings, this::way));
    }

    private Way way(GatewaySettings settings) {
        Gateway gateway = gateway(settings);
        return new Way(gateway, new Breaker(), gateway instanceof Sandbox);
    }

    private Gateway gateway(GatewaySettings settings) {
        if (settings instanceof GatewaySettings.Smtp smtp) {
            return new SmtpGateway(smtp);
        }
        return settings instanceof GatewaySettings.Http http ? new HttpGateway(http, json) : new Sandbox();
    }
}
