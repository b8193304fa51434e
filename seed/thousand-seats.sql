-- A seed in SQL, for data that is easier to compute than to write: one user with 1,000 seats.
INSERT INTO store_organizations (id, tenant_id, name)
VALUES (1, '3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b', 'Wide World Importers');

INSERT INTO store_users (id, organization_id, user_name)
VALUES (1, 1, 'thousand@wideworld.example');

WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 999)
INSERT INTO store_inventory (organization_id, product_id, sku_id)
SELECT 1, printf('9WIDE%07d', n), '0010' FROM number;

INSERT INTO store_seats (user_id, date_assigned, product_id, sku_id)
SELECT 1, strftime('%Y-%m-%dT%H:%M:%f0000+00:00', '2017-01-01', (id * 37) || ' minutes'),
    product_id, sku_id
FROM store_inventory;

INSERT INTO elements_customers (id, organization, country_or_region)
VALUES ('77777777-7777-4777-8777-777777777777', 'Wide World Importers', 'Japan');

INSERT INTO elements_tenants (customer_id, id, name, type, available_user_seat, assigned_user_seat)
VALUES ('77777777-7777-4777-8777-777777777777', '88888888-8888-4888-8888-888888888888',
    'wideworld', 0, 1000, 998);
