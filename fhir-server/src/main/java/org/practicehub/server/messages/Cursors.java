package org.practicehub.server.messages;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import org.practicehub.routes.journal.JournalQuery;
import org.practicehub.routes.vault.Vault;

/**
 * Where a search goes on, sealed: a next link is a URL, and a search may name a patient's number, which no URL may (it would
 * end up in logs and histories).
 */
public final class Cursors {
    private final Vault vault;
    private final ObjectMapper json;

    public Cursors(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    String seal(JournalQuery query) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(json.writeValueAsBytes(query)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a query cannot be written down", e);
        }
    }

    JournalQuery open(String cursor) {
        try {
            return json.readValue(vault.open(Base64.getUrlDecoder().decode(cursor)), JournalQuery.class);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidRequestException("cursor: not one that this server gave out", e);
        }
    }
}
