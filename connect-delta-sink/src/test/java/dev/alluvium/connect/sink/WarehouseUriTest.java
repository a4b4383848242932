// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WarehouseUriTest {

    @ParameterizedTest
    @CsvSource({
        "/data/bronze, file:/data/bronze",
        "/data/bronze/, file:/data/bronze",
        "/data//x/../bronze, file:/data/bronze",
        "file:///data/bronze/, file:/data/bronze",
        "file:/data/bronze, file:/data/bronze",
        "FILE:/data/bronze, file:/data/bronze",
        "gs://my_bucket, gs://my_bucket",
        "gs://bucket/, gs://bucket",
        "gs://lake.example.com/bronze, gs://lake.example.com/bronze",
        "gs://bucket/a/./bronze/, gs://bucket/a/bronze",
        "s3a://bucket/bronze, s3a://bucket/bronze",
        "abfss://box@account.dfs.core.windows.net/bronze, abfss://box@account.dfs.core.windows.net/bronze",
        "hdfs://namenode:8020/bronze, hdfs://namenode:8020/bronze",
        "hdfs:///bronze, hdfs:/bronze"
    })
    void bringsEveryFormIntoOne(String text, String expected) {
        assertThat(WarehouseUri.parse(text).value()).isEqualTo(expected);
        assertThat(WarehouseUri.parse(expected).value()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "data/bronze, must begin with a scheme",
        "//host/bronze, must begin with a scheme",
        "'', must be a URI",
        "/data/my bronze, 'without spaces and %'",
        "/data/my%20bronze, 'without spaces and %'",
        "gs://bucket/x?y, must be a URI",
        "gs:bucket/bronze, must have a slash after",
        "gs:/bucket/bronze, 'must name a bucket or container after two slashes: gs://'",
        "gs://, cannot be read as a URI: Expected authority",
        "gs://Lake/bronze, must be made of lower-case letters",
        "gs://-lake/bronze, must be made of lower-case letters",
        "gs://la..ke/bronze, no two points in a row",
        "gs://ab/bronze, must have 3 to 63 characters",
        "gs://a23456789012345678901234567890123456789012345678901234567890123x, must have 3 to 63 characters",
        "gs://10.0.0.1/bronze, must not look like an IP address",
        "gs://goog-lake, begin with goog",
        "gs://me@lake/bronze, must name the bucket alone",
        "gs://lake:443/bronze, must name the bucket alone",
        "/, must name a directory below the root",
        "hdfs:///, must name a directory below the root",
        "file://host/bronze, must not name a host",
        "/../bronze, must not leave the root"
    })
    void saysWhatToWriteInstead(String text, String message) {
        assertThatThrownBy(() -> WarehouseUri.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"s3a://key:sesame@bucket/bronze", "//key:sesame@bucket", "s3a://key:sesame@buck et"})
    void refusesAPasswordWithoutShowingIt(String text) {
        assertThatThrownBy(() -> WarehouseUri.parse(text))
                .hasMessageContaining("must not carry a password")
                .hasMessageNotContaining("sesame");
    }
}
