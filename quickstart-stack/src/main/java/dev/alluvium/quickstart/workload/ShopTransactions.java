// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers and clerks do, one transaction a call. The same seed gives the same changes, but for their times. */
final class ShopTransactions {
    private static final List<String> NAMES =
            List.of("Ada", "Bela", "Chloé", "Dörte", "Emil", "Fatma", "Göran", "Hana", "Ivo", "李娜");
    private static final List<String> GOODS =
            List.of("lamp", "teapot", "atlas", "kite", "violin", "compass", "clock", "rope");
    private static final List<String> STATES = List.of("paid", "packed", "shipped", "delivered", "returned");
    private static final int MAX_LINES = 4;
    private static final int MAX_PRICE_CENTS = 50_000;

    private final Connection connection;
    private final ShopDialect dialect;
    private final Random random;
    private final List<Long> customers = new ArrayList<>();
    private final List<Long> products = new ArrayList<>();
    private final List<Long> orders = new ArrayList<>();
    private boolean withCoupon;

    ShopTransactions(Connection connection, ShopDialect dialect, long seed) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.random = new Random(seed);
        connection.setAutoCommit(false);
    }

    /** Fills the shop with what was there before anyone captured changes. */
    void seed(int customerCount, int productCount, int orderCount) throws SQLException {
        for (int i = 0; i < customerCount; i++) {
            insertCustomer();
        }
        for (int i = 0; i < productCount; i++) {
            insertProduct();
        }
        for (int i = 0; i < orderCount; i++) {
            insertOrder();
        }
        connection.commit();
    }

    /** One transaction of any kind. */
    void one() throws SQLException {
        int dice = random.nextInt(100);
        if (dice < 45 || orders.size() < 10) {
            insertOrder();
        } else if (dice < 65) {
            advanceOrder();
        } else if (dice < 75) {
            insertCustomer();
        } else if (dice < 85) {
            updateCustomer();
        } else if (dice < 92) {
            updateProduct();
        } else {
            deleteOrder();
        }
        connection.commit();
    }

    /** The schema change: orders get a column, which a part of the later orders fill. */
    void addCouponColumn() throws SQLException {
        execute("ALTER TABLE orders ADD COLUMN coupon varchar(12)");
        connection.commit();
        withCoupon = true;
    }

    private void insertCustomer() throws SQLException {
        String name = pick(NAMES);
        String key = Long.toString(random.nextLong(1L << 32), 36);
        customers.add(insert(
                "INSERT INTO customers (public_id, email, name, born, newsletter, credit, preferences, created_at) "
                        + "VALUES (?, ?, ?, ?, ?, ?, " + dialect.json() + ", ?)",
                dialect.id(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))),
                key + "@example.org",
                name + " " + key,
                orNull(LocalDate.of(1940 + random.nextInt(68), 1 + random.nextInt(12), 1 + random.nextInt(28))),
                random.nextBoolean(),
                cents(),
                orNull(String.format(
                        Locale.ROOT,
                        "{\"size\": \"%s\", \"likes\": [%d, null]}",
                        pick(List.of("S", "M", "L")),
                        random.nextInt(100))),
                dialect.instant(now())));
    }

    private void insertProduct() throws SQLException {
        products.add(insert(
                "INSERT INTO products (sku, name, price, weight_kg, stock, tags, updated_at) "
                        + "VALUES (?, ?, ?, ?, ?, " + dialect.list() + ", ?)",
                "SKU-" + random.nextInt(100_000),
                pick(GOODS),
                cents(),
                orNull(random.nextInt(10_000) / 1000.0),
                random.nextInt(1000),
                orNull(dialect.tags(pick(GOODS))),
                now().toLocalDateTime()));
    }

    private void insertOrder() throws SQLException {
        String columns = "customer_id, total, note, placed_at" + (withCoupon ? ", coupon" : "");
        String values = "?, ?, ?, ?" + (withCoupon ? ", ?" : "");
        List<@Nullable Object> order = new ArrayList<>();
        order.add(pick(customers));
        order.add(cents());
        order.add(orNull("please ring " + random.nextInt(9) + "×"));
        order.add(dialect.instant(now()));
        if (withCoupon) {
            order.add(orNull("SAVE" + random.nextInt(50)));
        }
        long id = insert("INSERT INTO orders (" + columns + ") VALUES (" + values + ")", order.toArray());
        int lines = 1 + random.nextInt(MAX_LINES);
        for (int line = 1; line <= lines; line++) {
            long product = pick(products);
            int quantity = 1 + random.nextInt(5);
            execute(
                    "INSERT INTO order_items VALUES (?, ?, ?, ?, ?, ?)",
                    id,
                    line,
                    product,
                    quantity,
                    cents(),
                    orNull(random.nextBoolean()));
            execute(
                    "UPDATE products SET stock = stock - ?, updated_at = ? WHERE id = ?",
                    quantity,
                    now().toLocalDateTime(),
                    product);
        }
        orders.add(id);
    }

    private void advanceOrder() throws SQLException {
        String state = pick(STATES);
        execute(
                "UPDATE orders SET status = ?, shipped_at = ? WHERE id = ?",
                state,
                state.equals("shipped") ? dialect.instant(now()) : null,
                pick(orders));
    }

    private void updateCustomer() throws SQLException {
        execute(
                "UPDATE customers SET newsletter = NOT newsletter, credit = credit - ? WHERE id = ?",
                cents(),
                pick(customers));
    }

    private void updateProduct() throws SQLException {
        execute(
                "UPDATE products SET price = ?, updated_at = ? WHERE id = ?",
                cents(),
                now().toLocalDateTime(),
                pick(products));
    }

    private void deleteOrder() throws SQLException {
        long id = orders.remove(random.nextInt(orders.size()));
        execute("DELETE FROM order_items WHERE order_id = ?", id);
        execute("DELETE FROM orders WHERE id = ?", id);
    }

    private BigDecimal cents() {
        return BigDecimal.valueOf(random.nextInt(MAX_PRICE_CENTS), 2);
    }

    private <T> @Nullable T orNull(T value) {
        return random.nextInt(5) == 0 ? null : value;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    private long insert(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {"id"})) {
            bind(statement, values);
            statement.executeUpdate();
            try (ResultSet id = statement.getGeneratedKeys()) {
                id.next();
                return id.getLong(1);
            }
        }
    }

    private void execute(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
