package org.practicehub.server.identity;

import java.util.List;
import java.util.Optional;
import org.practicehub.server.database.Schema;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.stereotype.Component;

/** The passkeys of people: public keys, so nothing here has to be kept secret. */
@Component
class Passkeys {
    private final JdbcPublicKeyCredentialUserEntityRepository owners;
    private final JdbcUserCredentialRepository keys;

    Passkeys(JdbcTemplate jdbc, Schema schema) {
        this.owners = new JdbcPublicKeyCredentialUserEntityRepository(jdbc);
        this.keys = new JdbcUserCredentialRepository(jdbc);
    }

    JdbcPublicKeyCredentialUserEntityRepository owners() {
        return owners;
    }

    JdbcUserCredentialRepository keys() {
        return keys;
    }

    List<CredentialRecord> of(String username) {
        return Optional.ofNullable(owners.findByUsername(username))
                .map(owner -> keys.findByUserId(owner.getId()))
                .orElse(List.of());
    }

    boolean has(String username) {
        return !of(username).isEmpty();
    }

    /** Removes one of this person's; another's stays. */
    void remove(String username, String id) {
        of(username).stream()
                .map(CredentialRecord::getCredentialId)
                .filter(key -> key.equals(Bytes.fromBase64(id)))
                .forEach(keys::delete);
    }

    void removeAll(String username) {
        of(username).stream().map(CredentialRecord::getCredentialId).forEach(keys::delete);
    }
}
