package org.practicehub.server.clients;

import org.practicehub.server.access.Administrators;
import org.practicehub.server.identity.Apps;
import org.practicehub.server.identity.People;
import org.practicehub.server.identity.RegisteredApps;
import org.practicehub.server.smart.KeyAddresses;
import org.practicehub.server.store.FhirPart;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class ClientsConfiguration {

    @Bean
    FhirPart clientOperations(
            Administrators administrators,
            Apps apps,
            RegisteredApps registered,
            People people,
            KeyAddresses keys,
            PasswordEncoder secrets) {
        RegistrationCheck check = new RegistrationCheck(apps, registered, people, keys);
        return FhirPart.providing(new ClientOperations(administrators, apps, registered, check, secrets));
    }
}
