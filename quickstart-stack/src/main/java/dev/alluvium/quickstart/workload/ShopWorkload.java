// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.quickstart.workload;

import dev.alluvium.quickstart.stack.StackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Changes to the shop: inserts, updates and deletes in transactions, and one schema change when asked. */
public final class ShopWorkload implements AutoCloseable {
    private static final int CUSTOMERS = 200;
    private static final int PRODUCTS = 50;
    private static final int ORDERS = 100;

    private final Connection connection;
    private final ShopTransactions shop;
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicBoolean columnWanted = new AtomicBoolean();
    private @Nullable Work work;

    private ShopWorkload(Connection connection, ShopTransactions shop) {
        this.connection = connection;
        this.shop = shop;
    }

    /** Fills the empty tables of the shop; {@link #start} then changes them. */
    public static ShopWorkload seed(ShopDatabase database, long seed) {
        try {
            Connection connection = database.connect();
            ShopTransactions shop = new ShopTransactions(connection, database.dialect(), seed);
            shop.seed(CUSTOMERS, PRODUCTS, ORDERS);
            return new ShopWorkload(connection, shop);
        } catch (SQLException e) {
            throw new StackException("could not fill the shop: " + e.getMessage(), e);
        }
    }

    /** Begins, with so many transactions a second; after {@link #pause}, goes on. */
    public void start(double perSecond) {
        work = new Work("shop workload", perSecond, this::step);
    }

    /** Has the next transaction add a column to {@code orders}. Once only. */
    public void addColumn() {
        columnWanted.set(true);
    }

    /** How many transactions were committed, the first filling not counted. */
    public long transactions() {
        return transactions.get();
    }

    /** @throws StackException if the workload failed meanwhile */
    public void check() {
        if (work != null) {
            work.check();
        }
    }

    /** Ends after the present transaction; all that was done is committed. */
    public void pause() {
        if (work != null) {
            work.close();
            work.check();
        }
    }

    @Override
    public void close() {
        if (work != null) {
            work.close();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StackException("could not close the shop's connection", e);
        }
    }

    private void step() throws SQLException {
        if (columnWanted.getAndSet(false)) {
            shop.addCouponColumn();
        } else {
            shop.one();
        }
        transactions.incrementAndGet();
    }
}
