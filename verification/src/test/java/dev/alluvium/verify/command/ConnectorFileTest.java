// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorFileTest {
    private static final String AUTH_TYPE = "fs.gs.auth.type";

    @Test
    void logsInAtGoogleAsTheMachineIsLoggedInUnlessToldOtherwise() {
        assertThat(authType(Map.of())).isEqualTo("APPLICATION_DEFAULT");
        assertThat(authType(Map.of("fs.gs.auth.service.account.json.keyfile", "/key.json")))
                .isEqualTo("SERVICE_ACCOUNT_JSON_KEYFILE");
        assertThat(authType(Map.of(AUTH_TYPE, "UNAUTHENTICATED"))).isEqualTo("UNAUTHENTICATED");
    }

    private static String authType(Map<String, String> entries) {
        return ConnectorFile.hadoop(entries).get(AUTH_TYPE);
    }
}
