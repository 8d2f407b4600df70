package org.practicehub.server.messaging;

import java.net.URI;
import java.util.Map;

/** Through what messages of one medium leave. */
sealed interface GatewaySettings {

    /** Into the record alone, where a screen shows what would have gone out. */
    record Sandbox() implements GatewaySettings {}

    /**
     * A mail server.
     *
     * @param tls whether nothing is said to it in the clear
     * @param user empty where it asks for none
     */
    record Smtp(String host, int port, boolean tls, String user, String password, String from)
            implements GatewaySettings {}

    /**
     * A service that takes a form by HTTPS.
     *
     * @param form the fields, with gaps {@code {to}}, {@code {text}}, {@code {callback}} and {@code {key}}
     * @param id the field of its JSON answer that names the message
     * @param fields what the fields of its callbacks are called
     */
    record Http(
            URI url,
            String user,
            String password,
            Map<String, String> form,
            String id,
            Signature signature,
            String secret,
            Map<String, String> fields)
            implements GatewaySettings {}

    /** How a callback is signed. */
    enum Signature {
        /** HMAC-SHA1 over the address and the sorted fields, in X-Twilio-Signature. */
        TWILIO,
        /** HMAC-SHA256 over time and body, in X-Hub-Signature. */
        HUB
    }
}
