package org.practicehub.server.messages;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import org.practicehub.mappings.feed.Feeds;
import org.practicehub.routes.codes.UnmappedCodes;
import org.practicehub.routes.feeds.FeedFiles;
import org.practicehub.routes.feeds.FeedPublisher;
import org.practicehub.routes.inbound.Dispatcher;
import org.practicehub.routes.inbound.Intake;
import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.JournalReader;
import org.practicehub.routes.journal.Marks;
import org.practicehub.routes.journal.Rework;
import org.practicehub.routes.journal.Worklist;
import org.practicehub.routes.replay.Replays;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.routes.store.ResourceVersions;
import org.practicehub.routes.vault.Vault;
import org.practicehub.server.access.Administrators;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.ApplicationEventPublisher;
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
            Worklist worklist,
            Intake intake,
            Dispatcher dispatcher,
            FhirStore store,
            Marks marks,
            ResourceVersions versions,
            FeedFiles files,
            FeedPublisher publisher,
            Administrators administrators,
            ApplicationEventPublisher events,
            FhirContext fhir,
            DaoRegistry daos,
            Replays replays,
            UnmappedCodes unmapped,
            Vault vault,
            ObjectMapper json,
            Clock clock) {
        StoredMessages messages = new StoredMessages(feeds, journal, reader);
        MetRecords records = new MetRecords(marks, versions);
        return FhirPart.providing(
                new MessageHeaderProvider(reader, new PatientNames(daos), new Cursors(vault, json)),
                new MessageOperations(
                        messages, rework, intake, dispatcher, store, new MessageChanges(fhir, daos), clock),
                new ExplainOperations(messages, records, store),
                new LossOperations(messages),
                new MergeOperations(messages, rework, worklist, intake, marks, store, clock),
                new ReplayOperations(messages, replays, clock),
                new RehearseOperations(messages, records, files, store),
                new PublishOperations(messages, publisher, administrators, events),
                new CodeOperations(messages, unmapped, publisher, replays, administrators, events, clock));
    }
}
