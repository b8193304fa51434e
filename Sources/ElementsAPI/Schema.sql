CREATE TABLE elements_customers (
    -- The order of the rows is the order of their numbers.
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE COLLATE NOCASE
        CONSTRAINT "id is a GUID"
        CHECK (id GLOB '????????-????-????-????-????????????'
            AND id NOT GLOB '*[^0-9A-Fa-f-]*'
            AND length(replace(id, '-', '')) = 32
            -- Of a text with a NUL, GLOB and length see what stands before it.
            AND length(CAST(id AS BLOB)) = 36),
    organization TEXT NOT NULL DEFAULT '',
    owner_email TEXT NOT NULL DEFAULT '',
    country_or_region TEXT NOT NULL DEFAULT '',
    -- 0 the customer manages, 1 the partner manages, 2 to be configured
    management_mode INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "management_mode is 0, 1 or 2" CHECK (management_mode BETWEEN 0 AND 2),
    -- 0 N/A, 1 working, 2 failed, 3 waiting for configuration, 4 multiple issues found,
    -- 5 finished with exception, 6 no backup updates
    job_status INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "job_status is from 0 to 6" CHECK (job_status BETWEEN 0 AND 6)
) STRICT;

CREATE TABLE elements_tenants (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL COLLATE NOCASE REFERENCES elements_customers (id),
    id TEXT NOT NULL COLLATE NOCASE
        CONSTRAINT "id is not empty" CHECK (id <> ''),
    name TEXT NOT NULL DEFAULT '',
    -- 0 Microsoft 365, 1 Salesforce, 2 Google, 3 Dynamics 365
    type INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "type is 0, 1, 2 or 3" CHECK (type BETWEEN 0 AND 3),
    -- Assigned seats may exceed the available ones: the live service shows it.
    available_user_seat INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "available_user_seat is 0 or more" CHECK (available_user_seat >= 0),
    assigned_user_seat INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "assigned_user_seat is 0 or more" CHECK (assigned_user_seat >= 0),
    UNIQUE (customer_id, type, id)
) STRICT;

-- What a partner can give its customers from: resource and subscription_source_type as add service
-- has them, expire_time written 2026-03-14T00:00:00Z or N/A.
CREATE TABLE elements_pools (
    number INTEGER PRIMARY KEY,
    resource TEXT NOT NULL
        CONSTRAINT "resource is one of add service" CHECK (resource IN (
            'Office365Backup', 'Office365PPBackup', 'Office365EXODBackup',
            'PartnerTenantSettingManagement', 'PartnerWorkspaceOnboarding', 'PartnerUserManagement',
            'PartnerStorageOptimization')),
    subscription_source_type INTEGER NOT NULL DEFAULT 1
        CONSTRAINT "subscription_source_type is 1, 2 or 6"
        CHECK (subscription_source_type IN (1, 2, 6)),
    user_seat INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "user_seat is 0 or more" CHECK (user_seat >= 0),
    assigned_user_seat INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "assigned_user_seat is 0 or more" CHECK (assigned_user_seat >= 0),
    expire_time TEXT NOT NULL DEFAULT 'N/A'
        CONSTRAINT "expire_time is written 2026-03-14T00:00:00Z or N/A"
        -- Where days are added, SQLite makes the 30th of February the 2nd of March.
        CHECK (expire_time = 'N/A' OR expire_time >= '0001'
            AND expire_time IS strftime('%Y-%m-%dT%H:%M:%SZ', expire_time, '+0 days'))
) STRICT;

-- What onboarding an account comes to: a status of the reference other than 1.
CREATE TABLE elements_onboardings (
    registration_account TEXT PRIMARY KEY COLLATE NOCASE
        CONSTRAINT "registration_account is not empty" CHECK (registration_account <> ''),
    status INTEGER NOT NULL
        CONSTRAINT "status is from 2 to 7" CHECK (status BETWEEN 2 AND 7)
) STRICT, WITHOUT ROWID;

-- In the tables below content is a JSON object as the JSON seed has it; what it leaves out is
-- filled in.
CREATE TABLE elements_services (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL COLLATE NOCASE REFERENCES elements_customers (id),
    content TEXT NOT NULL
) STRICT;
CREATE INDEX elements_services_by_customer ON elements_services (customer_id);

CREATE TABLE elements_backup_modules (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL COLLATE NOCASE REFERENCES elements_customers (id),
    content TEXT NOT NULL
) STRICT;
CREATE INDEX elements_backup_modules_by_customer ON elements_backup_modules (customer_id);

CREATE TABLE elements_jobs (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL COLLATE NOCASE REFERENCES elements_customers (id),
    content TEXT NOT NULL
) STRICT;
CREATE INDEX elements_jobs_by_customer ON elements_jobs (customer_id);

CREATE TABLE elements_scan_profiles (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL COLLATE NOCASE REFERENCES elements_customers (id),
    content TEXT NOT NULL
) STRICT;
CREATE INDEX elements_scan_profiles_by_customer ON elements_scan_profiles (customer_id);

CREATE TABLE elements_protected_users (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL COLLATE NOCASE REFERENCES elements_customers (id),
    -- A Microsoft 365 tenant of the customer's.
    tenant_id TEXT NOT NULL COLLATE NOCASE,
    content TEXT NOT NULL
) STRICT;
CREATE INDEX elements_protected_users_by_tenant
    ON elements_protected_users (customer_id, tenant_id);
