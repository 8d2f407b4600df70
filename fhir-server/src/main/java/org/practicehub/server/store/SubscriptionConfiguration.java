package org.practicehub.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.subscription.match.config.SubscriptionProcessorConfig;
import ca.uhn.fhir.jpa.subscription.match.config.WebsocketDispatcherConfig;
import ca.uhn.fhir.jpa.subscription.match.deliver.email.IEmailSender;
import ca.uhn.fhir.jpa.subscription.match.registry.SubscriptionRegistry;
import ca.uhn.fhir.jpa.subscription.submit.config.SubscriptionSubmitterConfig;
import org.hl7.fhir.dstu2.model.Subscription.SubscriptionChannelType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** FHIR R4 Subscriptions by rest-hook and websocket. */
@Configuration
@Import({
    SubscriptionChannelConfig.class,
    SubscriptionSubmitterConfig.class,
    SubscriptionProcessorConfig.class,
    WebsocketDispatcherConfig.class
})
class SubscriptionConfiguration {

    @Bean
    SubscriptionSettings subscriptionSettings() {
        SubscriptionSettings settings = new SubscriptionSettings();
        settings.addSupportedSubscriptionType(SubscriptionChannelType.RESTHOOK);
        settings.addSupportedSubscriptionType(SubscriptionChannelType.WEBSOCKET);
        return settings;
    }

    @Bean
    SubscriptionGate subscriptionGate(
            SubscriptionRegistry subscriptions, IInterceptorService interceptors, FhirContext fhir, JdbcClient sql) {
        SubscriptionGate gate = new SubscriptionGate(subscriptions, fhir, () -> sql.sql(
                        "select exists (select from hfj_resource where res_type = 'Subscription'"
                                + " and res_deleted_at is null)")
                .query(Boolean.class)
                .single());
        interceptors.registerInterceptor(gate);
        return gate;
    }

    /** HAPI asks for one although no e-mail channel is open: SubscriptionChannels refuses such a Subscription. */
    @Bean
    IEmailSender noEmail() {
        return details -> {
            throw new UnsupportedOperationException("this server opens no e-mail channel");
        };
    }
}
