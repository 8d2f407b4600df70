package org.practicehub.server.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import org.practicehub.routes.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that sign tokens. They are kept in the database, so that a restart, or a second process, signs alike. */
final class SigningKeys {
    private static final int BITS = 2048;

    private SigningKeys() {}

    static JWKSet load(JdbcClient sql, Vault vault) {
        if (stored(sql).isEmpty()) {
            RSAKey key = draw();
            // Two processes that start at once both come here; the earlier key wins for both.
            sql.sql(
                            """
                            insert into hub_signing_key (kid, jwk)
                            select ?, ? where not exists (select from hub_signing_key)""")
                    .params(key.getKeyID(), vault.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8)))
                    .update();
        }
        return new JWKSet(stored(sql).stream()
                .map(jwk -> parse(new String(vault.open(jwk), StandardCharsets.UTF_8)))
                .toList());
    }

    private static List<byte[]> stored(JdbcClient sql) {
        return sql.sql("select jwk from hub_signing_key order by created_at, kid")
                .query((row, number) -> row.getBytes(1))
                .list();
    }

    private static com.nimbusds.jose.jwk.JWK parse(String json) {
        try {
            return RSAKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }

    private static RSAKey draw() {
        try {
            return new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java cannot draw an RSA key", e);
        }
    }
}
