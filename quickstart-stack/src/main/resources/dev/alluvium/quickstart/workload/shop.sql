CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    born date,
    newsletter boolean NOT NULL DEFAULT true,
    credit numeric(12,2) NOT NULL DEFAULT 0,
    preferences jsonb,
    created_at timestamptz NOT NULL
);

CREATE TABLE products (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku varchar(20) NOT NULL,
    name text NOT NULL,
    price numeric(12,2) NOT NULL,
    weight_kg double precision,
    stock integer NOT NULL,
    tags text[],
    updated_at timestamp NOT NULL
);

CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    status text NOT NULL DEFAULT 'new',
    total numeric(12,2) NOT NULL,
    note text DEFAULT 'none',
    placed_at timestamptz NOT NULL,
    shipped_at timestamptz
);

CREATE TABLE order_items (
    order_id bigint NOT NULL REFERENCES orders,
    line_no smallint NOT NULL,
    product_id bigint NOT NULL REFERENCES products,
    quantity integer NOT NULL,
    price numeric(12,2) NOT NULL,
    gift boolean,
    PRIMARY KEY (order_id, line_no)
);

-- Deletes and updates then carry the whole row before the change.
ALTER TABLE customers REPLICA IDENTITY FULL;
ALTER TABLE products REPLICA IDENTITY FULL;
ALTER TABLE orders REPLICA IDENTITY FULL;
ALTER TABLE order_items REPLICA IDENTITY FULL;
