package org.practicehub.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A signed statement: at this time the chain ended with this record. A line of the checkpoint file.
 *
 * @param key name of the key that signed it
 */
record Checkpoint(Instant at, Link end, String key, byte[] signature) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Checkpoint sign(Instant at, Link end, CheckpointKey key) {
        return new Checkpoint(at, end, key.id(), key.sign(text(at, end)));
    }

    boolean isSignedBy(PublicKey by) {
        return CheckpointKey.verify(by, text(at, end), signature);
    }

    /** What is signed: words that mean nothing anywhere else. */
    private static byte[] text(Instant at, Link end) {
        return ("practice hub audit checkpoint\n" + at + "\n" + end.n() + "\n" + end.hex())
                .getBytes(StandardCharsets.UTF_8);
    }

    String line() {
        ObjectNode line = JSON.createObjectNode();
        line.put("at", at.toString());
        line.put("n", end.n());
        line.put("hash", end.hex());
        line.put("key", key);
        line.put("signature", Base64.getEncoder().encodeToString(signature));
        return line.toString();
    }

    /** Empty for what is no line of a checkpoint file. */
    static Optional<Checkpoint> parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return Optional.of(new Checkpoint(
                    Instant.parse(node.path("at").asText()),
                    new Link(
                            node.path("n").asLong(),
                            HexFormat.of().parseHex(node.path("hash").asText())),
                    node.path("key").asText(),
                    Base64.getDecoder().decode(node.path("signature").asText())));
        } catch (JsonProcessingException | IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
