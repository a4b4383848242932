// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.quality;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import dev.alluvium.connect.quality.check.FieldPath;
import dev.alluvium.connect.quality.protect.Hmac;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/** The settings of {@link Protect}. */
final class ProtectConfigDef {
    static final String REDACT = "redact.fields";
    static final String MASK = "mask.fields";
    static final String MASK_KEEP_LAST = "mask.keep.last";
    static final String TRUNCATE = "truncate.fields";
    static final String TRUNCATE_LENGTH = "truncate.length";
    static final String HMAC = "hmac.fields";
    static final String TOKEN = "token.fields";
    static final String KEY = "hmac.key";

    /** Behind what is done: fields by what the contract classifies them as. */
    static final String CLASSIFICATIONS = ".classifications";

    static final String CLEAR = "clear" + CLASSIFICATIONS;

    private static final String GROUP = "Protected fields";

    private ProtectConfigDef() {}

    static ConfigDef make() {
        ConfigDef def = new ConfigDef();
        GateConfigDef.contract(def, GROUP, 10);
        def.define(
                CLEAR,
                STRING,
                "",
                MEDIUM,
                "Classifications of the contract whose fields are shown as they are. Each one that the contract uses must be named here, "
                        + "or by one of the others.",
                GROUP,
                12,
                Width.MEDIUM,
                "Classifications shown");
        fields(
                def,
                REDACT,
                1,
                "Redacted fields",
                "show nothing: a null, or what is nothing in the field's type if it must not be null.");
        fields(
                def,
                MASK,
                2,
                "Masked fields",
                "show a star for each character, but for the last " + MASK_KEEP_LAST
                        + " ones; nothing but stars if fewer would " + "be left than are shown.");
        number(
                def,
                MASK_KEEP_LAST,
                3,
                4,
                0,
                "Characters shown of masked fields",
                "How many characters of a masked value are shown.");
        fields(def, TRUNCATE, 4, "Truncated fields", "show their first " + TRUNCATE_LENGTH + " characters.");
        number(
                def,
                TRUNCATE_LENGTH,
                5,
                8,
                1,
                "Characters shown of truncated fields",
                "How many characters of a truncated value are shown.");
        fields(
                def,
                HMAC,
                6,
                "Fields as HMAC",
                "show the HMAC-SHA-256 of their value under " + KEY
                        + ", in hex digits: equal values stay equal, and only those "
                        + "who have the key can try what a value may be.");
        fields(
                def,
                TOKEN,
                7,
                "Fields as tokens",
                "show a short token for their value, as tok_ and 22 characters: equal values have equal tokens, made with "
                        + KEY + "; nobody can get from a token to its value.");
        def.define(
                KEY,
                PASSWORD,
                null,
                hmacKey(),
                HIGH,
                "The secret key of hmac.fields and token.fields, of " + Hmac.MIN_KEY_BYTES
                        + " bytes or more. Refer to it through "
                        + "a config provider of the worker, as in ${file:/etc/connect/secrets.properties:hmac}. Another key "
                        + "makes other values, which join no longer with those of before.",
                GROUP,
                8,
                Width.MEDIUM,
                "HMAC key");
        def.define(
                GateConfigDef.PLACEHOLDER,
                STRING,
                Placeholder.DEFAULT,
                TextValidator.of(Placeholder::of, "a text, or hex: and bytes in hex digits"),
                LOW,
                "What Debezium sends in place of values that the source did not tell; as the source connector's setting of this "
                        + "name. It hides nothing, and stays as it is.",
                GROUP,
                9,
                Width.MEDIUM,
                "Unavailable value placeholder");
        return def;
    }

    private static ConfigDef.Validator hmacKey() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    if (value instanceof Password secret) {
                        TextValidator.of(Hmac::new, "").ensureValid(key, secret.value());
                    }
                },
                () -> Hmac.MIN_KEY_BYTES + " bytes or more");
    }

    private static void fields(ConfigDef def, String key, int order, String name, String what) {
        def.define(
                key,
                STRING,
                "",
                TextValidator.of(FieldPath::listOf, "paths of fields, with commas between them"),
                HIGH,
                "Fields that " + what
                        + " Names with dots between them, [*] behind one for all elements of an array, {*} for "
                        + "all values of a map; in Debezium's envelope they are of the row, before and after alike.",
                GROUP,
                order,
                Width.LONG,
                name);
        def.define(
                classifications(key),
                STRING,
                "",
                MEDIUM,
                "The same of the fields that the contract classifies as one of these, with commas between them.",
                GROUP,
                20 + order,
                Width.MEDIUM,
                "Classifications: " + action(key));
    }

    private static String action(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    /** The key of the classifications whose fields have done to them what those of {@code fields} have. */
    static String classifications(String fields) {
        return action(fields) + CLASSIFICATIONS;
    }

    private static void number(ConfigDef def, String key, int order, int otherwise, int min, String name, String what) {
        def.define(key, INT, otherwise, Range.atLeast(min), MEDIUM, what, GROUP, order, Width.SHORT, name);
    }
}
