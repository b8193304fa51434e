CREATE TABLE elements_customers (
    -- The order of the rows is the order of their numbers.
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE COLLATE NOCASE,
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
);

CREATE TABLE elements_tenants (
    number INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL COLLATE NOCASE REFERENCES elements_customers (id),
    id TEXT NOT NULL COLLATE NOCASE,
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
);
