package org.practicehub.server.secrets;

import org.practicehub.routes.vault.Vault;
import org.practicehub.server.database.DataDirectory;
import org.practicehub.server.database.Schema;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One vault for the whole hub. */
@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

    @Bean
    Vault vault(@Value("${hub.master-key:}") String key, DataDirectory directory, JdbcClient sql, Schema schema) {
        return MasterKey.vault(key, directory.data(), sql);
    }
}
