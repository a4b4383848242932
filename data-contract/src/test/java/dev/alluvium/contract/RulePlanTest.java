// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePlanTest {
    private static final String HEAD =
            "{kind: DataContract, apiVersion: v3.1.0, id: o, version: 1.0.0, status: active, schema: [{name: orders, ";

    private final ContractReader reader = new ContractReader();

    @Test
    void placesEachRuleOfTheExample() {
        Contract contract = reader.read(Path.of(
                System.getProperty("basedir", "."), "..", "connector-configs", "contracts", "shop-orders.odcs.yaml"));

        assertThat(lines(RulePlan.of(contract, contract.dataSets().get(0))))
                .containsExactly(
                        "SET primary-key {check=unique, fields=id}",
                        "RECORD id-not_null {check=not_null, field=id, on.violation=fail}",
                        "RECORD id-type {check=type, field=id, on.violation=fail, type=integer}",
                        "RECORD customer_id-not_null {check=not_null, field=customer_id}",
                        "RECORD customer_id-type {check=type, field=customer_id, type=integer}",
                        "SET customer_id-foreign-key {check=foreign_key, fields=customer_id, to=customers.id}",
                        "RECORD status-not_null {check=not_null, field=status}",
                        "RECORD status-type {check=type, field=status, type=string}",
                        "RECORD known-status {check=one_of, field=status, on.violation=reject, "
                                + "values=new,paid,packed,shipped,delivered,returned}",
                        "RECORD total-not_null {check=not_null, field=total}",
                        "RECORD total-type {check=type, field=total, type=number}",
                        "RECORD total-range {check=range, field=total, min=0}",
                        "RECORD note-type {check=type, field=note, type=string}",
                        "RECORD note-length {check=length, field=note, max=200}",
                        "RECORD placed_at-not_null {check=not_null, field=placed_at}",
                        "RECORD shipped-after-placed {check=expression, expression=shipped_at >= placed_at}",
                        "SET not-empty {check=rowCount, mustBeGreaterThan=0} it counts over the table",
                        "SET few-without-note {check=sql, mustBeLessThan=100, "
                                + "query=SELECT count(*) FROM orders WHERE note IS NULL} a query is about the table",
                        "SET sla-latency {check=sla, property=latency, value=5 m}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "required: true | RECORD p-not_null {check=not_null, field=p}",
                "unique: true | SET p-unique {check=unique, fields=p}",
                "logicalType: boolean | RECORD p-type {check=type, field=p, type=boolean}",
                "logicalType: date | ^^",
                "logicalType: string, logicalTypeOptions: {format: uuid} | RECORD p-format {check=format, field=p, format=uuid}",
                "logicalType: string, logicalTypeOptions: {format: uri} | NOWHERE schema-0-properties-0-logicalTypeOptions-format {} "
                        + "there is no check of the format uri",
                "logicalType: string, logicalTypeOptions: {pattern: '^a,b'} | RECORD p-pattern {check=pattern, field=p, pattern=^a,b}",
                "logicalType: integer, logicalTypeOptions: {format: u8} | RECORD p-range {below=256, check=range, field=p, min=0}",
                "logicalType: integer, logicalTypeOptions: {format: i8} | RECORD p-range {below=128, check=range, field=p, min=-128}",
                "logicalType: number, logicalTypeOptions: {exclusiveMinimum: 0, maximum: 9.5} "
                        + "| RECORD p-range {above=0, check=range, field=p, max=9.5}",
                "logicalType: number, logicalTypeOptions: {multipleOf: 2} "
                        + "| NOWHERE schema-0-properties-0-logicalTypeOptions-multipleOf {} there is no check of it",
                "logicalType: array, logicalTypeOptions: {minItems: 1} | RECORD p-length {check=length, field=p, min=1}",
                "logicalType: object, logicalTypeOptions: {required: [a, b]} | RECORD p-schema {check=schema, field=p, fields=a,b}",
                "quality: [{metric: nullValues, mustBe: 0}] | RECORD p-nullValues {check=not_null, field=p}",
                "quality: [{metric: nullValues, mustBeLessThan: 1, unit: percent}] "
                        + "| SET p-nullValues {check=nullValues, fields=p, mustBeLessThan=1 percent} it allows for some, which only a "
                        + "table can count",
                "quality: [{metric: missingValues, mustBe: 0, arguments: {missingValues: ['', 'N/A, none']}}] "
                        + "| RECORD p-missingValues {check=none_of, field=p, values=,N/A\\, none}",
                "quality: [{metric: invalidValues, mustBeLessOrEqualTo: 0, arguments: {pattern: '^a'}}] "
                        + "| RECORD p-invalidValues {check=pattern, field=p, pattern=^a}",
                "quality: [{metric: invalidValues, mustBe: 0}] "
                        + "| NOWHERE p-invalidValues {} invalidValues needs either validValues or pattern among its arguments",
                "quality: [{metric: duplicateValues, mustBe: 0}] "
                        + "| SET p-duplicateValues {check=duplicateValues, fields=p, mustBe=0} it counts over the table",
                "quality: [{type: text, description: nice}] | NOWHERE p-text {} a text is for people to read",
                "quality: [{type: custom, engine: soda, implementation: x}] | NOWHERE p-soda {} it is for the engine soda",
                "quality: [{type: custom, engine: alluvium, implementation: {check: recent, max.age.ms: 5}}] "
                        + "| RECORD p-alluvium {check=recent, field=p, max.age.ms=5}"
            })
    void placesEachKindOfRule(String property, String expected) {
        Contract contract = reader.read("test", HEAD + "properties: [{name: p, " + property + "}]}]}");

        List<String> lines = lines(RulePlan.of(contract, contract.dataSets().get(0)));
        assertThat(lines.isEmpty() ? "" : lines.get(lines.size() - 1)).isEqualTo(expected);
    }

    @Test
    void doesWhatTheNearestOneSays() {
        Contract contract = reader.read(
                "test",
                HEAD
                        + "customProperties: [{property: onViolation, value: tag}], properties: [{name: p, required: true, "
                        + "customProperties: [{property: onViolation, value: drop}], quality: [{name: q, metric: nullValues, "
                        + "mustBe: 0, customProperties: [{property: onViolation, value: fail}]}, {name: r, metric: nullValues, "
                        + "mustBe: 0}]}], quality: [{name: s, type: custom, engine: alluvium, implementation: p > 1}]}]}");

        assertThat(RulePlan.of(contract, contract.dataSets().get(0)))
                .extracting(rule -> rule.settings().get("on.violation"))
                .containsExactly("drop", "fail", "drop", "tag");
    }

    @Test
    void givesEachRuleANameOfItsOwn() {
        Contract contract = reader.read(
                "test",
                HEAD + "properties: [{name: p, quality: [{name: 'a b', metric: nullValues, mustBe: 0}, "
                        + "{name: a.b, metric: nullValues, mustBe: 0}, {name: '***', type: text}]}]}]}");

        assertThat(RulePlan.of(contract, contract.dataSets().get(0)))
                .extracting(PlacedRule::name)
                .containsExactly("a-b", "a-b-2", "rule");
    }

    private static List<String> lines(List<PlacedRule> rules) {
        return rules.stream()
                .map(rule -> (rule.place() + " " + rule.name() + " " + rule.settings() + " " + rule.reason()).strip())
                .toList();
    }
}
