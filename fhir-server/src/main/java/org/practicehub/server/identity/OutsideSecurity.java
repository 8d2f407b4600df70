package org.practicehub.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.practicehub.server.identity.People.Person;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Sign-in by an outside OpenID provider (OpenID Connect Core, code flow with PKCE), as a way to the hub's own door. */
@Component
class OutsideSecurity {
    private static final String AUTHORIZATION = "/oauth2/authorization";
    private static final String UNKNOWN = "unknown_person";

    private final OidcUserService users = new OidcUserService();
    private final OutsideIdentities identities;
    private final SignInSettings settings;
    private final BaseUrl base;
    private final Entry entry;

    OutsideSecurity(OutsideIdentities identities, SignInSettings settings, BaseUrl base, Entry entry) {
        this.identities = identities;
        this.settings = settings;
        this.base = base;
        this.entry = entry;
    }

    void addTo(HttpSecurity http) throws Exception {
        if (settings.providers().isEmpty()) {
            return;
        }
        OutsideProviders providers = new OutsideProviders(settings.providers(), base);
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(providers, AUTHORIZATION);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        http.oauth2Login(login -> login.loginPage("/login")
                .clientRegistrationRepository(providers)
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(this::known))
                // Only the door makes a session somebody's.
                .securityContextRepository(new NullSecurityContextRepository())
                .successHandler(this::letIn)
                .failureHandler(this::refuse));
    }

    private OidcUser known(OidcUserRequest request) {
        OidcUser user = users.loadUser(request);
        if (identities
                .person(request.getClientRegistration().getRegistrationId(), user)
                .isEmpty()) {
            throw new OAuth2AuthenticationException(new OAuth2Error(UNKNOWN));
        }
        return user;
    }

    private void letIn(HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
            throws IOException {
        OAuth2AuthenticationToken token = (OAuth2AuthenticationToken) signedIn;
        String id = token.getAuthorizedClientRegistrationId();
        Person person = identities.person(id, (OidcUser) token.getPrincipal()).orElseThrow();
        response.sendRedirect(
                identities.provider(id).provesTwoFactors()
                        ? entry.letIn(request, response, person)
                        : entry.afterOneFactor(request, response, person));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        boolean unknown = why instanceof OAuth2AuthenticationException told
                && told.getError().getErrorCode().equals(UNKNOWN);
        response.sendRedirect(unknown ? "/login?unknown" : "/login?elsewhere");
    }
}
