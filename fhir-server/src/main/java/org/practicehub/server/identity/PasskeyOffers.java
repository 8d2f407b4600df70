package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsRepository;

/**
 * What a browser was offered when it began to make a passkey. Spring Security's own repository puts an object into the session
 * that cannot be written to a database; of it only the challenge and the owner differ from one offer to the next.
 */
final class PasskeyOffers implements PublicKeyCredentialCreationOptionsRepository {
    /** A passkey stands for password and second factor both: the device must have seen its owner's face, finger or PIN. */
    static final AuthenticatorSelectionCriteria SELECTION = AuthenticatorSelectionCriteria.builder()
            .userVerification(UserVerificationRequirement.REQUIRED)
            .residentKey(ResidentKeyRequirement.REQUIRED)
            .build();

    private static final String CHALLENGE = "hub.passkey-challenge";
    private static final String OWNER = "hub.passkey-owner";

    private final PublicKeyCredentialRpEntity hub;

    PasskeyOffers(PublicKeyCredentialRpEntity hub) {
        this.hub = hub;
    }

    @Override
    public void save(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable PublicKeyCredentialCreationOptions options) {
        HttpSession session = request.getSession();
        session.setAttribute(CHALLENGE, options == null ? null : options.getChallenge());
        session.setAttribute(OWNER, options == null ? null : options.getUser());
    }

    @Override
    public @Nullable PublicKeyCredentialCreationOptions load(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .filter(session -> session.getAttribute(CHALLENGE) != null)
                .map(session -> PublicKeyCredentialCreationOptions.builder()
                        .rp(hub)
                        .user((PublicKeyCredentialUserEntity) session.getAttribute(OWNER))
                        .challenge((Bytes) session.getAttribute(CHALLENGE))
                        .pubKeyCredParams(
                                PublicKeyCredentialParameters.EdDSA,
                                PublicKeyCredentialParameters.ES256,
                                PublicKeyCredentialParameters.RS256)
                        .authenticatorSelection(SELECTION)
                        .build())
                .orElse(null);
    }
}
