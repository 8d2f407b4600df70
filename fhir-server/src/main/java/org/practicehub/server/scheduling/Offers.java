package org.practicehub.server.scheduling;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.practicehub.routes.vault.Vault;

/** Offers as tokens that only this hub can make: an offer is booked by its token, and thousands of them are stored nowhere. */
final class Offers {
    private final Vault vault;
    private final ObjectMapper json;

    Offers(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    /** How it is written down: seconds, and short names. */
    private record Written(String s, long f, long u, String p, @Nullable String l, List<String> o) {}

    String seal(Offer offer) {
        Written written = new Written(
                offer.service(),
                offer.span().from().getEpochSecond(),
                offer.span().until().getEpochSecond(),
                offer.provider(),
                offer.site().orElse(null),
                offer.others());
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(vault.seal(json.writeValueAsBytes(written)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an offer cannot be written down", e);
        }
    }

    Offer open(String token) {
        try {
            Written written = json.readValue(vault.open(Base64.getUrlDecoder().decode(token)), Written.class);
            return new Offer(
                    written.s(),
                    new Span(Instant.ofEpochSecond(written.f()), Instant.ofEpochSecond(written.u())),
                    written.p(),
                    Optional.ofNullable(written.l()),
                    written.o());
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new UnprocessableEntityException(
                    "appointment",
                    Refused.outcome(
                            Refused.Why.INVALID, "This is no offer that this hub made.", "appointment-reference"));
        }
    }
}
