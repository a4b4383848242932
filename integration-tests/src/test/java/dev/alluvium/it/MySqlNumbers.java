// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import static dev.alluvium.it.TypeCase.quoted;
import static dev.alluvium.it.TypeCase.text;
import static dev.alluvium.it.TypeCase.value;

import java.util.List;

/** MySQL's numbers and bits, to the ends of what the types hold. */
final class MySqlNumbers {
    private static final String DIGITS_65 = "12345678901234567890123456789012345678901234567890123456789012345";
    private static final String DIGITS_35_30 = "12345678901234567890123456789012345.012345678901234567890123456789";

    private MySqlNumbers() {}

    static List<TypeCase> integers() {
        return List.of(
                value("i1_min", "tinyint", "-128", "-128"),
                value("i1_max", "tinyint", "127", "127"),
                value("u1_max", "tinyint unsigned", "255", "255"),
                value("i2_min", "smallint", "-32768", "-32768"),
                value("i2_max", "smallint", "32767", "32767"),
                value("u2_max", "smallint unsigned", "65535", "65535"),
                value("i3_min", "mediumint", "-8388608", "-8388608"),
                value("i3_max", "mediumint", "8388607", "8388607"),
                value("u3_max", "mediumint unsigned", "16777215", "16777215"),
                value("i4_min", "int", "-2147483648", "-2147483648"),
                value("i4_max", "int", "2147483647", "2147483647"),
                value("u4_max", "int unsigned", "4294967295", "4294967295"),
                value("u4_zerofill", "int(10) unsigned zerofill", "7", "7"),
                value("i8_min", "bigint", "-9223372036854775808", "-9223372036854775808"),
                value("i8_max", "bigint", "9223372036854775807", "9223372036854775807"),
                text("u8_max", "bigint unsigned", "18446744073709551615", "18446744073709551615"),
                text("u8_zero", "bigint unsigned", "0", "0"),
                text("u8_zerofill", "bigint(20) zerofill", "18446744073709551614", "18446744073709551614"),
                value("bo", "boolean", "true", "1"),
                value("bo_false", "bool", "false", "0"),
                value("bo_number", "tinyint(1)", "-128", "-128"),
                value("ye_min", "year", "1901", "1901"),
                value("ye_max", "year", "2155", "2155"),
                value("ye_zero", "year", "0", "1900").snapshot("2000").lost("The year 0000"),
                value("ye_two", "year", "'69'", "2069"),
                value("b1", "bit(1)", "b'1'", "true"),
                value("b1_zero", "bit", "b'0'", "false"),
                text("b12", "bit(12)", "b'100000000001'", "AQg="),
                text("b64", "bit(64)", "b'1" + "0".repeat(62) + "1'", "AQAAAAAAAIA="),
                text("b64_zero", "bit(64)", "b'0'", "AAAAAAAAAAA="));
    }

    static List<TypeCase> fractions() {
        return List.of(
                text("n12", "decimal(12,2)", "-9999999999.99", "-9999999999.99"),
                text("n12_zeros", "numeric(12,2)", "1.5", "1.50"),
                text("n12_unsigned", "decimal(12,2) unsigned", "9999999999.99", "9999999999.99"),
                text("n_plain", "dec", "-9999999999", "-9999999999"),
                text("n_fixed", "fixed(6,4)", "-0.0001", "-0.0001"),
                text("n_zerofill", "decimal(8,3) zerofill", "1.5", "1.500"),
                text(
                        "n38",
                        "decimal(38,10)",
                        "-1234567890123456789012345678.0123456789",
                        "-1234567890123456789012345678.0123456789"),
                text("n65", "decimal(65,0)", DIGITS_65, DIGITS_65),
                text("n65_minus", "decimal(65,30)", "-" + DIGITS_35_30, "-" + DIGITS_35_30),
                text("n30", "decimal(30,30)", "0." + "0".repeat(29) + "1", "0." + "0".repeat(29) + "1"),
                text("f4", "float", "0.1", "0.1"),
                rounded("f4_seven", "16777216", "1.6777216E7", "1.67772E7"),
                rounded("f4_min", "1.17549435e-38", "1.17549435E-38", "1.17549E-38"),
                rounded("f4_max", "3.40282346e38", "3.4028235E38", "3.40282E38"),
                text("f4_zero", "float", "-0e0", "0.0").lost("-0 of"),
                text("f4_unsigned", "float unsigned", "0.5", "0.5"),
                // The nearest that a float is, in a double.
                text("f4_scaled", "float(7,3)", "-1234.567", "-1234.5670166015625"),
                text("f_24", "float(24)", "0.1", "0.1"),
                text("f_25", "float(25)", "0.1", "0.1"),
                text("f8", "double", "0.1", "0.1"),
                text("f8_min", "double precision", "2.2250738585072014e-308", "2.2250738585072014E-308"),
                text("f8_max", "double", "1.7976931348623157e308", "1.7976931348623157E308"),
                text("f8_digits", "real", "-0.30000000000000004", "-0.30000000000000004"),
                text("f8_zero", "double", "-0e0", "0.0").lost("-0 of"),
                text("f8_unsigned", "double unsigned", "0.5", "0.5"),
                text("f8_scaled", "double(20,5)", "123456789012345.25", "1.2345678901234525E14"));
    }

    /** The snapshot has it from MySQL's text, which has six digits. */
    private static TypeCase rounded(String column, String literal, String expected, String snapshotted) {
        return text(column, "float", literal, expected)
                .snapshot(quoted(snapshotted))
                .lost("Digits of a `float`");
    }
}
