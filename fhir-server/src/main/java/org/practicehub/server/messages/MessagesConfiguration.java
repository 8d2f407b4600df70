package org.practicehub.server.messages;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.inbound.Dispatcher;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.journal.Rework;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The journal's face on the FHIR API. */
@Configuration(proxyBeanMethods = false)
class MessagesConfiguration {

    @Bean
    FhirPart messages(
            Feeds feeds,
            Journal journal,
            JournalReader reader,
            Rework rework,
            Intake intake,
            Dispatcher dispatcher,
            FhirStore store,
            FhirContext fhir,
            DaoRegistry daos,
            Vault vault,
            ObjectMapper json,
            Clock clock) {
        return FhirPart.providing(
                new MessageHeaderProvider(reader, new PatientNames(daos), new Cursors(vault, json)),
                new MessageOperations(
                        feeds,
                        journal,
                        reader,
                        rework,
                        intake,
                        dispatcher,
                        store,
                        new MessageChanges(fhir, daos),
                        clock));
    }
}
