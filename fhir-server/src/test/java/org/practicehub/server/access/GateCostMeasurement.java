package org.practicehub.server.access;

import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.practicehub.server.store.FhirPart;
import org.practicehub.server.testing.Minted;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.TimedReads;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/**
 * What the five gates cost somebody who may read all of a type (smart.md 3.1: under a tenth): the same hub answers the same
 * requests in turns with and without them. Not part of the tests; run it as {@code AuditCostMeasurement} says, with
 * {@code -Dit.test=GateCostMeasurement}. Every answer is checked.
 */
class GateCostMeasurement {
    private static final int ROUNDS = 20;
    private static final int READS = 100;
    private static final int WARM_UP = 1500;

    @Test
    void measures() {
        try (TestHub hub = TestHub.demo()) {
            String token = Minted.person(hub, "frontdesk", "user/*.rs", Map.of());
            compare(hub, "read", TimedReads.ofOnePatient(hub, token));
            compare(hub, "search", TimedReads.of(hub, token, "/Patient?_count=20&_sort=_id", "searchset"));
        }
    }

    private static void compare(TestHub hub, String what, TimedReads reads) {
        Gates gates = Gates.of(hub);
        reads.read(WARM_UP, 4);
        List<Long> with = new ArrayList<>();
        List<Long> without = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            with.addAll(reads.read(READS, 1));
            gates.open();
            without.addAll(reads.read(READS, 1));
            gates.shut();
        }
        TimedReads.tell(what + " with the gates", with);
        TimedReads.tell(what + " without", without);
    }

    private record Gates(RestfulServer server, List<Object> interceptors) {

        static Gates of(TestHub hub) {
            RestfulServer server = hub.context().getBeansOfType(ServletRegistrationBean.class).values().stream()
                    .map(ServletRegistrationBean::getServlet)
                    .filter(RestfulServer.class::isInstance)
                    .map(RestfulServer.class::cast)
                    .findFirst()
                    .orElseThrow();
            return new Gates(
                    server, hub.context().getBean("access", FhirPart.class).interceptors());
        }

        void open() {
            interceptors.forEach(server.getInterceptorService()::unregisterInterceptor);
        }

        void shut() {
            interceptors.forEach(server.getInterceptorService()::registerInterceptor);
        }
    }
}
