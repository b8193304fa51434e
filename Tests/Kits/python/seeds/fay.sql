INSERT INTO store_users (organization_id, user_name, is_deleted)
SELECT id, 'fay@contoso.com', 0 FROM store_organizations;
