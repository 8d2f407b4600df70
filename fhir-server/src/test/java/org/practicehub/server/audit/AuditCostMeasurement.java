package org.practicehub.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.TestDatabase;
import org.practicehub.server.testing.TestHub;
import org.practicehub.server.testing.TimedReads;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the audit trail costs a read: the same hub reads the same patient in turns with and without it. Not part of the tests; run
 * it with {@code mvn -o -pl fhir-server -am verify -Dquick -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
 * -Dit.test=AuditCostMeasurement}. Every answer is checked, and that there is exactly one event for each audited read.
 */
class AuditCostMeasurement {
    private static final int ROUNDS = 10;
    private static final int READS = 200;
    private static final int WARM_UP = 2000;

    @Test
    void measures() {
        Switch audit = new Switch();
        try (TestHub hub = TestHub.start(
                TestDatabase.create(), Map.of("spring.profiles.active", "demo"), context -> context.getBeanFactory()
                        .addBeanPostProcessor(audit))) {
            TimedReads reader = TimedReads.ofOnePatient(hub, hub.systemToken());
            reader.read(WARM_UP, 4);
            for (int atOnce : List.of(1, 8)) {
                List<Long> with = new ArrayList<>();
                List<Long> without = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    audit.on = true;
                    long before = events(hub);
                    with.addAll(reader.read(READS, atOnce));
                    assertThat(events(hub) - before).isEqualTo(READS);
                    audit.on = false;
                    without.addAll(reader.read(READS, atOnce));
                    assertThat(events(hub) - before).isEqualTo(READS);
                }
                TimedReads.tell(atOnce + " at once, with", with);
                TimedReads.tell(atOnce + " at once, without", without);
            }
        }
    }

    private static long events(TestHub hub) {
        return hub.bean(JdbcClient.class)
                .sql("select count(*) from audit.event where audit.terms(body) @> array['subtype:read']")
                .query(Long.class)
                .single();
    }

    /** Puts a switch before the filter. */
    private static final class Switch implements BeanPostProcessor {
        private volatile boolean on = true;

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof FilterRegistrationBean<?> registration
                    && registration.getFilter() instanceof AuditFilter filter) {
                replace(registration, filter);
            }
            return bean;
        }

        @SuppressWarnings("unchecked")
        private void replace(FilterRegistrationBean<?> registration, AuditFilter filter) {
            ((FilterRegistrationBean<Filter>) registration).setFilter(new Filter() {
                @Override
                public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                        throws IOException, ServletException {
                    if (on) {
                        filter.doFilter(request, response, chain);
                    } else {
                        chain.doFilter(request, response);
                    }
                }
            });
        }
    }
}
