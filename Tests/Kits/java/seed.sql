UPDATE store_users SET user_name = 'eve@contoso.com' WHERE user_name = 'zoe@contoso.com';
