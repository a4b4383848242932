// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** What the transforms of this plugin have in common: one version, and nothing to release. */
abstract class OwnTransform<R extends ConnectRecord<R>> implements Transformation<R>, Versioned {

    @Override
    public final String version() {
        return BundleVersion.version();
    }

    @Override
    public void close() {}
}
