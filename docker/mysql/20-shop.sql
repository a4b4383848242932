CREATE TABLE customers (
    id bigint unsigned AUTO_INCREMENT PRIMARY KEY,
    email varchar(200) NOT NULL,
    name varchar(200) NOT NULL,
    newsletter boolean NOT NULL DEFAULT true,
    credit decimal(12,2) NOT NULL DEFAULT 0,
    preferences json,
    created_at datetime(6) NOT NULL
);

CREATE TABLE orders (
    id bigint unsigned AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint unsigned NOT NULL REFERENCES customers (id),
    status enum('new', 'paid', 'shipped') NOT NULL DEFAULT 'new',
    total decimal(12,2) NOT NULL,
    placed_at timestamp(6) NOT NULL
);

INSERT INTO customers (email, name, credit, preferences, created_at) VALUES
    ('grace@example.com', 'Grace', 7.25, '{"theme": "light"}', '2026-01-02 03:04:05.123456'),
    ('edsger@example.com', 'Edsger', 0, NULL, '2026-02-03 04:05:06');

INSERT INTO orders (customer_id, status, total, placed_at) VALUES (1, 'paid', 23.10, '2026-03-04 05:06:07.000001');
