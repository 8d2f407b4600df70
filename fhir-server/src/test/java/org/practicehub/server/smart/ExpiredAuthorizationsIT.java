package org.practicehub.server.smart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.practicehub.server.testing.TestHub;
import org.springframework.jdbc.core.simple.JdbcClient;

class ExpiredAuthorizationsIT {
    private final TestHub hub = TestHub.shared();
    private final JdbcClient sql = hub.bean(JdbcClient.class);

    @Test
    void whatOpensNothingIsForgottenAndTheRestStays() {
        put("expired", "now() - interval '1 hour'", "now() - interval '1 minute'");
        put("refreshable", "now() - interval '1 hour'", "now() + interval '1 hour'");
        put("fresh", "now() + interval '5 minutes'", "null");

        hub.bean(ExpiredAuthorizations.class).forget();

        assertThat(sql.sql("select id from oauth2_authorization where registered_client_id = 'expiry-test' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("fresh", "refreshable");
        sql.sql("delete from oauth2_authorization where registered_client_id = 'expiry-test'")
                .update();
    }

    private void put(String id, String accessExpires, String refreshExpires) {
        sql.sql("insert into oauth2_authorization (id, registered_client_id, principal_name, authorization_grant_type,"
                        + " access_token_expires_at, refresh_token_expires_at) values (?, 'expiry-test', 'nobody',"
                        + " 'authorization_code', " + accessExpires + ", " + refreshExpires + ")")
                .param(id)
                .update();
    }
}
