INSERT INTO customers (public_id, email, name, born, credit, preferences, created_at) VALUES
    ('5f0c6a3e-4c0f-4a4e-9a8e-3a5f6f0d6b01', 'ada@example.com', 'Ada', '1990-12-10', 120.50, '{"theme": "dark"}', '2026-01-02T03:04:05.123456Z'),
    ('5f0c6a3e-4c0f-4a4e-9a8e-3a5f6f0d6b02', 'alan@example.com', 'Alan', '1992-06-23', 0, NULL, '2026-02-03T04:05:06Z');

INSERT INTO products (sku, name, price, weight_kg, stock, tags, updated_at) VALUES
    ('TEA-1', 'Tea', 4.90, 0.25, 100, '{hot,leaf}', '2026-01-01T00:00:00'),
    ('CUP-1', 'Cup', 12.00, 0.4, 20, NULL, '2026-01-01T00:00:00');

INSERT INTO orders (customer_id, status, total, placed_at) VALUES (1, 'paid', 16.90, '2026-03-04T05:06:07Z');

INSERT INTO order_items (order_id, line_no, product_id, quantity, price) VALUES (1, 1, 1, 1, 4.90), (1, 2, 2, 1, 12.00);
