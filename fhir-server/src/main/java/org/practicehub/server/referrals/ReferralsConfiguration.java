package org.practicehub.server.referrals;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Task;
import org.practicehub.routes.store.FhirStore;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Referrals as a part of the FHIR API. */
@Configuration(proxyBeanMethods = false)
class ReferralsConfiguration {

    @Bean
    FhirPart referrals(DaoRegistry daos, JdbcClient sql, FhirStore store, FhirContext fhir, Clock clock) {
        Referrals referrals = new Referrals(new KnownPatients(daos.getResourceDao(Patient.class)), clock);
        return FhirPart.providing(new ReferralOperation(referrals, daos.getResourceDao(Task.class), sql, store, fhir));
    }
}
