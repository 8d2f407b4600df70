package org.practicehub.server.messaging;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.access.Sight;
import org.practicehub.server.database.Schema;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.scheduling.PatientAnswers;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reminders as a part of the hub. */
@Configuration(proxyBeanMethods = false)
class MessagingConfiguration {

    @Bean
    ReminderPlans reminderPlans(ReminderSettings settings, Environment environment) {
        return new ReminderPlans(settings.file(), settings.sandbox(), environment);
    }

    @Bean
    DueTable dueTable(JdbcClient sql, PartitionSettings partitions, Schema schema) {
        return new DueTable(sql, partitions);
    }

    @Bean
    Gateways gateways(ReminderPlans plans, ObjectMapper json) {
        return new Gateways(plans, json);
    }

    @Bean
    Links links(JdbcClient sql, BaseUrl base, Schema schema) {
        return new Links(sql, base);
    }

    @Bean
    Outcomes outcomes(DueTable table) {
        return new Outcomes(table, new DeskTasks());
    }

    @Bean
    Planner reminderPlanner(ReminderPlans plans, DueTable table, FhirStore store) {
        return new Planner(plans, table, store);
    }

    @Bean
    Sender reminderSender(
            ReminderPlans plans,
            DueTable table,
            Planner planner,
            Gateways gateways,
            Links links,
            Outcomes outcomes,
            BaseUrl base,
            FhirStore store) {
        return new Sender(plans, table, planner, gateways, new Composer(base), links, outcomes, store);
    }

    @Bean
    ReplyDesk replyDesk(
            ReminderPlans plans,
            DueTable table,
            Gateways gateways,
            PatientAnswers visits,
            BaseUrl base,
            FhirStore store,
            JdbcClient sql) {
        return new ReplyDesk(plans, table, gateways, new Composer(base), new DeskTasks(), visits, store, sql);
    }

    @Bean
    ReminderClockwork reminderClockwork(
            ReminderPlans plans,
            Planner planner,
            Sender sender,
            DueTable table,
            ReminderSettings settings,
            Clock clock) {
        return new ReminderClockwork(plans, planner, sender, table, settings.look(), clock);
    }

    @Bean
    FhirPart messaging(
            ReminderPlans plans, Gateways gateways, ReplyDesk desk, FhirStore store, Sight sight, Clock clock) {
        return FhirPart.providing(new MessagingOperations(plans, gateways, desk, store, sight, clock));
    }
}
