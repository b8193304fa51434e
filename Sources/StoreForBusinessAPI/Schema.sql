-- One row for each Entra tenant that has a Store for Business.
CREATE TABLE store_organizations (
    id INTEGER PRIMARY KEY CONSTRAINT "id is 1 or more" CHECK (id > 0),
    tenant_id TEXT NOT NULL UNIQUE COLLATE NOCASE
        CONSTRAINT "tenant_id is not empty" CHECK (tenant_id <> ''),
    name TEXT NOT NULL DEFAULT ''
) STRICT;

-- The domains by which a tenant is named besides its id.
CREATE TABLE store_domains (
    domain TEXT NOT NULL COLLATE NOCASE
        CONSTRAINT "domain is not empty" CHECK (domain <> ''),
    organization_id INTEGER NOT NULL REFERENCES store_organizations (id),
    -- 0 for a domain that nothing but the names of users tells of; the emulator adds those.
    is_declared INTEGER NOT NULL DEFAULT 1
        CONSTRAINT "is_declared is 0 or 1" CHECK (is_declared IN (0, 1)),
    PRIMARY KEY (domain, organization_id),
    CONSTRAINT "domain is letters, digits, hyphens and dots"
        CHECK (is_declared = 0 OR domain NOT GLOB '*[^0-9A-Za-z.-]*'
            -- Of a text with a NUL, GLOB and length see what stands before it.
            AND length(CAST(domain AS BLOB)) = length(domain) AND length(domain) < 256)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX store_domains_declared ON store_domains (domain) WHERE is_declared = 1;

CREATE TABLE store_users (
    id INTEGER PRIMARY KEY CONSTRAINT "id is 1 or more" CHECK (id > 0),
    organization_id INTEGER NOT NULL REFERENCES store_organizations (id),
    -- A user principal name, printed as it stands here.
    user_name TEXT NOT NULL
        CONSTRAINT "user_name is written user@domain" CHECK (user_name LIKE '_%@%_'),
    object_id TEXT COLLATE NOCASE
        CONSTRAINT "object_id is a GUID"
        CHECK (object_id GLOB '????????-????-????-????-????????????'
            AND object_id NOT GLOB '*[^0-9A-Fa-f-]*'
            AND length(replace(object_id, '-', '')) = 32
            -- Of a text with a NUL, GLOB and length see what stands before it.
            AND length(CAST(object_id AS BLOB)) = 36),
    -- Whether the directory no longer lists the user, whose seats are still there.
    is_deleted INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "is_deleted is 0 or 1" CHECK (is_deleted IN (0, 1)),
    -- The name in lower case, by which it is found; an SQL seed leaves it out.
    folded_name TEXT,
    -- What the user signs in with; none for a user who cannot.
    password TEXT CONSTRAINT "password is not empty" CHECK (password <> '')
) STRICT;
CREATE UNIQUE INDEX store_users_by_name ON store_users (folded_name, organization_id);
CREATE UNIQUE INDEX store_users_by_spelling ON store_users (user_name COLLATE NOCASE, organization_id);
CREATE INDEX store_users_by_object ON store_users (object_id) WHERE object_id IS NOT NULL;

CREATE TABLE store_inventory (
    id INTEGER PRIMARY KEY CONSTRAINT "id is 1 or more" CHECK (id > 0),
    organization_id INTEGER NOT NULL REFERENCES store_organizations (id),
    product_id TEXT NOT NULL
        CONSTRAINT "product_id is not empty" CHECK (product_id <> ''),
    sku_id TEXT NOT NULL
        CONSTRAINT "sku_id is not empty" CHECK (sku_id <> ''),
    seat_capacity INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "seat_capacity is 0 or more" CHECK (seat_capacity >= 0),
    license_type TEXT NOT NULL DEFAULT 'online'
        CONSTRAINT "license_type is online or offline"
        CHECK (license_type IN ('online', 'offline')),
    distribution_policy TEXT NOT NULL DEFAULT 'open'
        CONSTRAINT "distribution_policy is open or restricted"
        CHECK (distribution_policy IN ('open', 'restricted')),
    status TEXT NOT NULL DEFAULT 'active'
        CONSTRAINT "status is active or removed" CHECK (status IN ('active', 'removed')),
    last_modified TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f0000+00:00', 'now'))
        CONSTRAINT "last_modified is written 2017-08-01T13:31:32.1460000+00:00"
        CHECK (last_modified GLOB
                '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9][0-9]+00:00'
            AND last_modified >= '0001'
            -- Where days are added, SQLite makes the 30th of February the 2nd of March.
            AND substr(last_modified, 1, 19)
                IS strftime('%Y-%m-%dT%H:%M:%S', substr(last_modified, 1, 19), '+0 days')),
    -- How many seats are active; the emulator counts them.
    assigned_seats INTEGER NOT NULL DEFAULT 0
        CONSTRAINT "assigned_seats is 0 or more" CHECK (assigned_seats >= 0),
    -- Application, Game, Subscription, …; not documented, and printed only where it is given.
    product_kind TEXT
        CONSTRAINT "product_kind is not empty" CHECK (product_kind <> ''),
    -- The product itself, as JSON: details, texts by language, packages, offline licences.
    product TEXT,
    UNIQUE (organization_id, product_id, sku_id)
) STRICT;
CREATE INDEX store_inventory_in_order ON store_inventory (organization_id);
CREATE INDEX store_inventory_by_key
    ON store_inventory (product_id COLLATE NOCASE, sku_id COLLATE NOCASE);

-- In the order of a page, so that a page is one walk along the key wherever it starts.
CREATE TABLE store_seats (
    user_id INTEGER NOT NULL REFERENCES store_users (id),
    state TEXT NOT NULL DEFAULT 'active'
        CONSTRAINT "state is active or revoked" CHECK (state IN ('active', 'revoked')),
    date_assigned TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f0000+00:00', 'now'))
        CONSTRAINT "date_assigned is written 2017-08-01T13:31:32.1460000+00:00"
        CHECK (date_assigned GLOB
                '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9][0-9]+00:00'
            AND date_assigned >= '0001'
            -- Where days are added, SQLite makes the 30th of February the 2nd of March.
            AND substr(date_assigned, 1, 19)
                IS strftime('%Y-%m-%dT%H:%M:%S', substr(date_assigned, 1, 19), '+0 days')),
    product_id TEXT NOT NULL,
    sku_id TEXT NOT NULL,
    PRIMARY KEY (user_id, state, date_assigned, product_id, sku_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX store_seats_by_product ON store_seats (product_id, sku_id, user_id);
