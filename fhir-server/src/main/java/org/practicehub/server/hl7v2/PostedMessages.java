package org.practicehub.server.hl7v2;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.practicehub.mappings.problem.Problem;
import org.practicehub.routes.inbound.Heard;
import org.practicehub.routes.transport.HttpDoor;
import org.practicehub.routes.transport.Listeners;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes HL7 v2 by POST (HL7 over HTTP 1.0, section 2): a message or a batch in, its acknowledgement out. The status is that of the
 * transport alone, 200 for AE and AR too, as the HL7 ITS work group has decided; what became of the message stands in MSA-1.
 */
@RestController
class PostedMessages {
    private static final String HL7_V2 = "application/hl7-v2";
    private static final String HL7_V2_ER7 = "x-application/hl7-v2+er7";

    private final Listeners listeners;
    private final Senders senders;

    PostedMessages(Listeners listeners, Senders senders) {
        this.listeners = listeners;
        this.senders = senders;
    }

    @PostMapping(
            path = "/hl7v2/{feed}",
            consumes = {HL7_V2, HL7_V2_ER7})
    ResponseEntity<byte[]> post(
            @PathVariable String feed,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @AuthenticationPrincipal Jwt token,
            HttpServletRequest request)
            throws IOException {
        Optional<HttpDoor> door = listeners
                .at("/hl7v2/" + feed)
                .filter(HttpDoor.class::isInstance)
                .map(HttpDoor.class::cast);
        // A feed that is not there is refused like one that others may post to: which there are is nobody's business.
        if (door.isEmpty() || !senders.may(token, feed)) {
            return text(HttpStatus.FORBIDDEN, "This client may not send messages here.");
        }
        byte[] body = request.getInputStream().readAllBytes();
        return answer(door.get().inbound().hear(body, Optional.ofNullable(type.getCharset())), type);
    }

    private static ResponseEntity<byte[]> answer(Heard heard, MediaType type) {
        if (heard.answer().isPresent()) {
            return ResponseEntity.ok()
                    .contentType(new MediaType(type.getType(), type.getSubtype()))
                    .cacheControl(CacheControl.noStore())
                    .body(heard.answer().get());
        }
        if (!heard.stored()) {
            return text(HttpStatus.SERVICE_UNAVAILABLE, "The message could not be stored. Please send it again.");
        }
        return heard.unreadable()
                .map(Problem::text)
                .map(why -> text(HttpStatus.BAD_REQUEST, why))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private static ResponseEntity<byte[]> text(HttpStatus status, String sentence) {
        return ResponseEntity.status(status)
                .contentType(MediaType.TEXT_PLAIN)
                .cacheControl(CacheControl.noStore())
                .body(sentence.getBytes(StandardCharsets.UTF_8));
    }
}
