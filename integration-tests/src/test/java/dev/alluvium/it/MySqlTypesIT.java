// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import dev.alluvium.quickstart.workload.ShopSource;
import java.util.Set;

class MySqlTypesIT extends MySqlFamilyTypes {
    MySqlTypesIT() {
        super(ShopSource.MYSQL, MySqlTypes.zoo(), Set.of(), "int", "int unsigned", "vector", "enum");
    }
}
