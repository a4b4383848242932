// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.workload.ShopSource;
import java.util.Set;

class MariaDbTypesIT extends MySqlFamilyTypes {
    MariaDbTypesIT() {
        super(ShopSource.MARIADB, MariaDbTypes.zoo(), Set.of("inet4", "inet6"), "int", "int unsigned", "uuid", "enum");
    }
}
