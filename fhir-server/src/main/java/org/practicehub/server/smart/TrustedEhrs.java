package org.practicehub.server.smart;

import java.util.List;
import java.util.Objects;
import org.practicehub.server.identity.IdentitySettings;
import org.practicehub.server.identity.IdentitySettings.Issuer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * From which EHRs an app of ours may be launched. Public, because the app asks before anybody has signed in: it follows no
 * {@code iss} of an address that is not named here.
 */
@RestController
class TrustedEhrs {
    static final String PATH = "/smart/ehrs";

    private final IdentitySettings settings;

    TrustedEhrs(IdentitySettings settings) {
        this.settings = settings;
    }

    /**
     * An EHR at which the app is registered.
     *
     * @param iss its FHIR server, letter by letter as it launches
     * @param clientId what the app is called there
     */
    record Ehr(String iss, String clientId) {}

    /** @param app the app's client id here; an unknown one has no EHRs */
    @GetMapping(PATH)
    List<Ehr> of(@RequestParam("app") String app) {
        return settings.issuers().values().stream()
                .filter(issuer -> issuer.fhir() != null)
                .flatMap(issuer -> issuer.clientThere(app).map(there -> ehr(issuer, there)).stream())
                .toList();
    }

    private static Ehr ehr(Issuer issuer, String clientId) {
        return new Ehr(Objects.requireNonNull(issuer.fhir()), clientId);
    }
}
