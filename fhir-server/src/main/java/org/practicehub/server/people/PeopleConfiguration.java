package org.practicehub.server.people;

import org.practicehub.server.access.Administrators;
import org.practicehub.server.access.Policy;
import org.practicehub.server.identity.BaseUrl;
import org.practicehub.server.identity.Invitations;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.SignInHelp;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {

    @Bean
    FhirPart peopleOperations(
            People people,
            Invitations invitations,
            SignInHelp help,
            Administrators administrators,
            Policy policy,
            BaseUrl base) {
        return FhirPart.providing(new PeopleOperations(people, invitations, help, administrators, policy, base));
    }
}
