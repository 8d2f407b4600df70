package org.practicehub.server.identity;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The one address under which the hub is known: issuer, audience, links and discovery all start with it.
 *
 * @param baseUrl without a slash at the end
 */
@ConfigurationProperties("hub")
public record BaseUrl(URI baseUrl) {
    public BaseUrl {
        baseUrl = URI.create(baseUrl.toString().replaceAll("/+$", ""));
    }

    /** Whether browsers reach the hub over TLS. */
    public boolean isHttps() {
        return "https".equals(baseUrl.getScheme());
    }

    /** Scheme, host and port, as a browser names where a page comes from. */
    public String origin() {
        int port = baseUrl.getPort();
        return baseUrl.getScheme() + "://" + baseUrl.getHost() + (port < 0 ? "" : ":" + port);
    }

    /** The FHIR base, which is also the audience of every access token. */
    public String fhir() {
        return baseUrl + "/fhir";
    }

    /** An absolute address below the base. */
    public String at(String path) {
        return baseUrl + path;
    }
}
