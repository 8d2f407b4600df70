package org.practicehub.routes.codes;

import org.practicehub.routes.journal.Journal;
import org.practicehub.routes.journal.JournalReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CodesConfiguration {

    @Bean
    UnmappedCodes unmappedCodes(JournalReader reader, Journal journal) {
        return new UnmappedCodes(reader, journal);
    }
}
