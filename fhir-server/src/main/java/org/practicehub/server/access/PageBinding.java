package org.practicehub.server.access;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives the further pages of a search to whoever made it, and to nobody else (smart.md R6): the search's own number ends with a
 * seal over who asked.
 */
@Interceptor
public final class PageBinding {
    private static final String ALGORITHM = "HmacSHA256";

    /** HAPI keeps 48 characters: 32 of a UUID without its dashes, and 16 of the seal, 96 bits. */
    private static final int NUMBER = 32;

    private static final int SEAL = 16;
    private static final int BEFORE_THE_RULES = -100;

    private final SecretKeySpec key;

    PageBinding(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
    public void registered(RequestDetails request, ICachedSearchDetails search) {
        String number = UUID.randomUUID().toString().replace("-", "");
        search.setUuid(number + seal(number, Access.of(request)));
    }

    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = BEFORE_THE_RULES)
    public void asked(RequestDetails request, RestOperationTypeEnum operation) {
        if (operation != RestOperationTypeEnum.GET_PAGE) {
            return;
        }
        String[] values = request.getParameters().get(Constants.PARAM_PAGINGACTION);
        if (values == null || values.length != 1 || !isTheirs(values[0], Access.of(request))) {
            throw new ResourceGoneException("This page is no longer there: search again.");
        }
        if (Access.of(request).caller().isPerson()) {
            // What the first page did not tell the others do not.
            Totals.hide(request);
        }
    }

    private boolean isTheirs(String uuid, Access access) {
        return uuid.length() == NUMBER + SEAL
                && MessageDigest.isEqual(
                        uuid.substring(NUMBER).getBytes(StandardCharsets.UTF_8),
                        seal(uuid.substring(0, NUMBER), access).getBytes(StandardCharsets.UTF_8));
    }

    private String seal(String number, Access access) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] sum = mac.doFinal((number + "\n" + access.caller().client() + "\n"
                            + access.caller().username())
                    .getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sum).substring(0, SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
