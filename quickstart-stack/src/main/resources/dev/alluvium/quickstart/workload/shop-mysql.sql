CREATE TABLE customers (
    id bigint AUTO_INCREMENT PRIMARY KEY,
    public_id char(36) NOT NULL,
    email varchar(200) NOT NULL,
    name varchar(200) NOT NULL,
    born date,
    newsletter boolean NOT NULL DEFAULT true,
    credit decimal(12,2) NOT NULL DEFAULT 0,
    preferences json,
    created_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
);

CREATE TABLE products (
    id bigint AUTO_INCREMENT PRIMARY KEY,
    sku varchar(20) NOT NULL,
    name text NOT NULL,
    price decimal(12,2) NOT NULL,
    weight_kg double,
    stock int NOT NULL,
    tags json,
    updated_at datetime(6) NOT NULL
);

CREATE TABLE orders (
    id bigint AUTO_INCREMENT PRIMARY KEY,
    customer_id bigint NOT NULL,
    status enum('new','paid','packed','shipped','delivered','returned') NOT NULL DEFAULT 'new',
    total decimal(12,2) NOT NULL,
    note varchar(200) DEFAULT 'none',
    placed_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    shipped_at timestamp(6) NULL,
    FOREIGN KEY (customer_id) REFERENCES customers (id)
);

CREATE TABLE order_items (
    order_id bigint NOT NULL,
    line_no smallint NOT NULL,
    product_id bigint NOT NULL,
    quantity int NOT NULL,
    price decimal(12,2) NOT NULL,
    gift boolean,
    PRIMARY KEY (order_id, line_no),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (product_id) REFERENCES products (id)
);
