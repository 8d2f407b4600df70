package org.practicehub.server.flow;

import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.access.AccessFinder;
import org.practicehub.server.access.Policy;
import org.practicehub.server.access.Sight;
import org.practicehub.server.audit.AuditTrail;
import org.practicehub.server.scheduling.WalkIns;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** Patient flow as a part of the hub. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {

    @Bean
    Flow flow(FlowSettings settings, ConfigurableEnvironment files, Policy policy, AuditTrail trail) {
        return new Flow(settings, files, policy, trail);
    }

    @Bean
    Found visitsFound(DaoRegistry daos, EntityManagerFactory entities) {
        return new Found(daos, SharedEntityManagerCreator.createSharedEntityManager(entities));
    }

    @Bean
    Gate gate(Flow flow, Found found, Clock clock) {
        return new Gate(flow, new Facts(found, clock), new Ticks(found));
    }

    /** Registered with the storage, so that every write is held to it. */
    @Bean
    FlowWrites flowWrites(
            DaoRegistry daos,
            Flow flow,
            Found found,
            Gate gate,
            AccessFinder finder,
            Clock clock,
            IInterceptorService interceptors) {
        FlowTrail trail = new FlowTrail(daos, flow, clock);
        FlowWrites writes = new FlowWrites(
                found,
                gate,
                new Overrides(flow, finder, trail),
                new Following(daos, new Ticks(found), new MissingCharges(daos, found, clock), trail, clock),
                clock);
        interceptors.registerInterceptor(writes);
        return writes;
    }

    @Bean
    FhirPart patientFlow(
            FhirStore store, Flow flow, Found found, Gate gate, Sight sight, WalkIns walkIns, Clock clock) {
        Moving moving = new Moving(store, found, clock);
        return FhirPart.providing(new FlowOperations(
                new Visits(found, sight),
                gate,
                new Ticking(store, new Ticks(found)),
                moving,
                new WalkingIn(store, walkIns, moving),
                flow));
    }
}
