package org.practicehub.server.audit;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Base64;
import org.practicehub.routes.vault.Vault;

/** Where a search goes on, sealed: whom it is about stands in no address. */
final class Cursors {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Vault vault;

    Cursors(Vault vault) {
        this.vault = vault;
    }

    String seal(EventQuery query) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(JSON.writeValueAsBytes(query)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a query cannot be written down", e);
        }
    }

    EventQuery open(String cursor) {
        try {
            return JSON.readValue(vault.open(Base64.getUrlDecoder().decode(cursor)), EventQuery.class);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidRequestException("cursor: not one that this server gave out", e);
        }
    }
}
