/** Emulates the licence APIs of Microsoft Store for Business and AvePoint Elements in tests. */

/**
 * Starts a server that ends with this process, or uses the one at `url`.
 *
 * A server that runs already takes no options but `adminToken`.
 */
export function serve(options?: ServeOptions): Promise<Filler>;

/** A path, or the `file:` URL of one. */
export type Path = string | { readonly href: string };

/** SQL on the tables that README lists. */
export interface SQLSeed {
    sql: string;
}

/**
 * The options of `seatfiller serve`, each under its name in camel case, and three that are not its.
 *
 * `--host`, `--port` and `--ready-file` are chosen here.
 */
export interface ServeOptions {
    /** A server that runs; by default `SEATFILLER_URL`. `""` means a server of your own. */
    url?: Path;
    /** The path of `seatfiller`; by default the one in this package. */
    executable?: string;
    /** Seeds, which add up: paths, values, or SQL. The default is the demo seed. */
    seed?: Path | Seed | SQLSeed | readonly (Path | Seed | SQLSeed)[];
    /** How the emulator behaves where the contract is silent. */
    quirks?: QuirkSettings;
    /** Whether any token counts, or only those that the emulator has issued. */
    auth?: "open" | "enforced";
    /** Freezes the clock at this ISO 8601 instant. */
    clock?: string;
    /** How long a client may be silent before it has given up a traversal, in seconds. */
    traversalIdle?: number;
    /** How long continuation tokens are valid, in seconds. */
    tokenLife?: number;
    /** The key of continuation tokens, in hexadecimal digits. */
    tokenKey?: string;
    /** Whether `X-Seatfiller-Rule` is left out. */
    noRuleHeader?: boolean;
    tls?: "on" | "off";
    /** A folder that keeps the certificate authority. */
    ca?: string;
    /** Names besides `localhost` and the emulated hosts as which TLS is spoken. */
    tlsName?: string | readonly string[];
    /** The token that the control plane requires; also that of a server that runs. */
    adminToken?: string;
    adminOpen?: boolean;
    /** Host names besides `localhost` at which the control plane answers without a token. */
    allowHost?: string | readonly string[];
    /** Loaded without a `seed`, if it exists. */
    defaultSeed?: string;
    /** Keeps the data in this SQLite file. */
    store?: string;
    /** Whether the data of an existing store is replaced by the seeds. */
    reseed?: boolean;
    /** Whether the seeds are loaded again when one of their files changes. */
    watch?: boolean;
    /** How many event loops there are. */
    loops?: number;
    /** How many requests the journal of each world keeps; 0 switches it off. */
    journal?: number;
    journalBytes?: number;
    /** How many bytes of each answer's content the journal keeps. */
    journalAnswers?: number;
    maxWorlds?: number;
    /** What a world may add to its seed, in bytes. */
    worldBytes?: number;
    /** What worlds, journals and request bodies take together: bytes, or `"512MiB"`. */
    memory?: number | string;
    maxHeaderBytes?: number;
    maxBodyBytes?: number;
    maxConnections?: number;
    /** In seconds, as the next two are. */
    idleTimeout?: number;
    headerTimeout?: number;
    bodyTimeout?: number;
    logFormat?: "text" | "json";
    logLevel?: "trace" | "debug" | "info" | "notice" | "warning" | "error" | "critical";
}

/** A server, of which each test takes a world of its own. */
export class Filler {
    private constructor();
    /** The base URL of the server, which is that of the world `default`. */
    readonly url: string;
    /** The end of what the server has logged, if it is a process of ours. */
    readonly log: string;
    /** All worlds of the server. */
    readonly worlds: WorldsOfServer;
    /** The coverage of the contract by the answers of all worlds. */
    readonly coverage: CoverageOfContract;
    /**
     * A world for a test. It springs into being when it is first asked for anything.
     *
     * With the context of `node:test` or Vitest it is dropped when the test has ended, and what its
     * clients did is shown with a failure. Otherwise drop it yourself.
     *
     * @param test The context, a name for the world, or nothing for a random name.
     */
    world(test?: TestContext | string, options?: WorldOptions): World;
    /** All rules of the contract, and how many answers of all worlds each has decided. */
    rules(): Promise<Rule[]>;
    health(): Promise<Health>;
    /** What the server was started with. */
    server(): Promise<Server>;
    /** Metrics in Prometheus' text format. */
    metrics(): Promise<string>;
    openapi(name: "store" | "elements" | "admin"): Promise<Record<string, unknown>>;
    /** The certificate that makes clients trust the server, in PEM. */
    certificate(): Promise<string>;
    /** The same in PKCS #12, as Java reads it with the password `changeit`. */
    trustStore(): Promise<Uint8Array>;
    /** Ends the server if it is a process of ours; a server of others goes on. */
    stop(): Promise<void>;
    /** Stops a server, whoever started it, as SIGTERM does. */
    shutDown(): Promise<Stopping>;
    [Symbol.asyncDispose](): Promise<void>;
}

/** The context of a test of `node:test` or of Vitest, or as much of it as you have. */
export interface TestContext {
    readonly name?: string | undefined;
    readonly task?: { readonly name?: string; readonly result?: { readonly state?: string } };
    readonly error?: unknown;
    after?(end: () => Promise<void>): void;
    onTestFinished?(end: () => Promise<void>): void;
    diagnostic?(message: string): void;
}

export interface WorldOptions {
    /** Whether traversals must hold when the world is dropped, or what `verify()` takes. */
    verify?: boolean | Verification;
}

/** The worlds of a server. */
export interface WorldsOfServer {
    /** `default`, and the others by name. */
    list(): Promise<WorldState[]>;
    /** Makes a world from the seeded state, or from the present state of another world. */
    make(name: string, options?: WorldToMake): Promise<WorldState>;
    drop(name: string): Promise<void>;
}

/** A whole copy of the state for one test: data, clock, faults, journal. */
export class World {
    private constructor();
    readonly name: string;
    /** The base URL for the client under test. */
    readonly url: string;
    readonly faults: FaultsOfWorld;
    readonly requests: Requests;
    readonly traversals: TraversalsOfWorld;
    readonly clock: ClockOfWorld;
    readonly quirks: QuirksOfWorld;
    readonly seed: SeedOfWorld;
    readonly snapshots: SnapshotsOfWorld;
    readonly data: DataOfWorld;
    readonly coverage: CoverageOfContract;
    /** All rules of the contract, and how many answers of this world each has decided. */
    rules(): Promise<Rule[]>;
    /** The data as a seed that gives the same answers. */
    export(): Promise<Seed>;
    /** Goes back to the seeded state: data, clock, faults, quirks, signing keys, journal. */
    reset(): Promise<Reset>;
    /** Makes a new key that signs the world's tokens, and returns the ids of all keys. */
    rotateKeys(): Promise<string[]>;
    /** The variables that lead a client here that cannot be told a URL, while the world lives. */
    environment(): Promise<Record<string, string>>;
    /** For people: the latest requests, the traversals, and what `verify()` would complain of. */
    report(): Promise<string>;
    /**
     * Drops the world, after its traversals have been verified if they must hold. Once is enough.
     *
     * @throws {ControlError} `verification-failed`; the world is dropped all the same.
     */
    drop(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}

/** The answers of a world that are ordered in advance. */
export interface FaultsOfWorld {
    /**
     * Adds a fault, or a list of them, all or nothing.
     *
     * @param fault Members of `match`, `when` and `do` side by side, the three as the control plane
     *     takes them, or its JSON.
     * @returns its id, or the list of ids.
     */
    add(fault: FlatFault | Fault): Promise<string>;
    add(faults: readonly (FlatFault | Fault)[]): Promise<string[]>;
    add(json: string): Promise<string | string[]>;
    /** All faults, and how often each has matched and fired. */
    list(): Promise<FaultState[]>;
    get(id: string): Promise<FaultState>;
    remove(id: string): Promise<void>;
    /** Removes all faults. */
    clear(): Promise<void>;
    /** The faults of paging, and the operations that can have each. */
    catalogue(): Promise<PagingFault[]>;
}

/** A fault whose members stand side by side: `{ status: 429, operation, page: 2, times: 1 }`. */
export type FlatFault = FaultMatch & FaultCondition & FaultEffects & { do?: never };

/** The journal of a world: what was asked and answered. */
export interface Requests {
    /** Entries that match, oldest first; `next` is the `since` of the next call. */
    list(query: RequestsQuery & { brief: true }): Promise<Journal<BriefEntry>>;
    list(query?: RequestsQuery): Promise<Journal>;
    /** How many requests match. */
    count(query?: JournalQuery): Promise<number>;
    /** The requests that match, the latest 10,000 of them. */
    find(query?: JournalQuery): Promise<JournalEntry[]>;
    /** What came nearest to a query that nothing matches; otherwise nothing. */
    closest(query?: JournalQuery): Promise<Miss[]>;
    /**
     * Waits until `count` requests (1) have matched.
     *
     * @throws {ControlError} 408 after `timeoutMs` (10,000), with the nearest `misses`.
     */
    waitFor(query?: AwaitQuery): Promise<JournalEntry[]>;
    get(id: number): Promise<JournalEntry>;
    /** Empties the journal. */
    clear(): Promise<void>;
}

/** Criteria of the journal that fit into a URL; all that are given must match. */
export interface RequestCriteria {
    operation?: Operation;
    method?: string;
    /** `*` matches any number of characters. */
    path?: string;
    user?: string;
    customerId?: string;
    type?: number | string;
    status?: number | string;
    /** A part of the content. */
    body?: string;
    /** A part of anything in the exchange, the answer included. */
    text?: number | string;
    /** The id of the first request of a traversal. */
    traversal?: number | string;
}

export interface RequestsQuery extends RequestCriteria {
    /** The `next` of the call before. */
    since?: number | string;
    /** An id: of the entries before it, the latest are listed. */
    before?: number;
    /** Whether headers, contents and answers are left out. */
    brief?: boolean;
    /** How many seconds to wait for an entry; not together with `before`. */
    wait?: number;
    limit?: number;
}

export interface AwaitQuery extends RequestCriteria {
    count?: number;
    timeoutMs?: number;
}

/** Which lists the clients of a world have read, and what they have left. */
export interface TraversalsOfWorld {
    /** Traversals that match, newest first; `next` is the `before` of the next call. */
    list(query?: TraversalsQuery): Promise<Traversals>;
    /** A traversal with its requests: all, or with `limit` the latest before `before`. */
    get(id: number, query?: TraversalQuery): Promise<Traversal>;
    /**
     * Checks that clients have read their lists whole.
     *
     * @throws {ControlError} `verification-failed`, with every one of the `reasons`.
     */
    verify(how?: Verification): Promise<Verified>;
    /** The same as JUnit's XML, a case for each traversal, whether they hold or not. */
    junit(how?: Verification): Promise<string>;
    /** Forgets all traversals. */
    clear(): Promise<void>;
}

export interface TraversalQuery {
    /** The `next` of the call before. */
    before?: number | string;
    limit?: number;
}

export interface TraversalsQuery {
    operation?: ListOperation;
    user?: string;
    customerId?: string;
    type?: number | string;
    verdict?: Verdict;
    /** The `next` of the call before. */
    before?: number | string;
    limit?: number;
}

/** The clock of a world. */
export interface ClockOfWorld {
    get(): Promise<Clock>;
    set(change: ClockChange): Promise<Clock>;
    /** Stops the clock, at an instant or now. */
    freeze(now?: string): Promise<Clock>;
    advance(advanceSeconds: number): Promise<Clock>;
    /** Returns to real time. */
    reset(): Promise<Clock>;
}

/** The settings of a world for what the two contracts leave open. */
export interface QuirksOfWorld {
    list(): Promise<Quirk[]>;
    /** Sets the quirks that are given, and lists all. */
    set(settings: QuirkSettings): Promise<Quirk[]>;
}

/** Puts data into a world. A path is that of a `.json` or `.sql` file. */
export interface SeedOfWorld {
    /** Replaces the data, and returns what the world then holds; a reset returns to this seed. */
    replace(seed: Path | Seed | SQLSeed): Promise<string>;
    /** Adds to the data, and returns what the world then holds. */
    add(seed: Path | Seed | SQLSeed): Promise<string>;
}

/** States of a world's data that are kept under names. */
export interface SnapshotsOfWorld {
    list(): Promise<string[]>;
    /** Keeps the present data under a name. */
    keep(name: string): Promise<Snapshot>;
    get(name: string): Promise<Snapshot>;
    /** Goes back to a snapshot. */
    restore(name: string): Promise<Snapshot>;
    drop(name: string): Promise<void>;
}

/**
 * The rows of a world's data. A change returns the row as it is then, and follows the rules of the
 * API.
 */
export interface DataOfWorld {
    /** A page of rows; `next` is the `after` of the next call. */
    list(kind: DataKind, query?: DataQuery): Promise<Rows>;
    /** Assigns a seat. */
    put(kind: "seats", key: SeatKey): Promise<Row>;
    /** Adds a user, or changes one; whoever has left comes back. */
    put(kind: "users", key: UserKey, user?: UserChange): Promise<Row>;
    /** Gives an entry of the inventory so many seats. */
    patch(kind: "inventory", key: EntryKey, numbers: EntryNumbers): Promise<Row>;
    /** Changes the numbers of a tenant that are given. */
    patch(kind: "tenants", key: TenantKey, numbers: TenantNumbers): Promise<Row>;
    /** Reclaims a seat. */
    delete(kind: "seats", key: SeatKey): Promise<Row>;
    /** Takes a user out of the directory, who keeps the seats. */
    delete(kind: "users", key: UserKey): Promise<Row>;
}

/** Names an entry of the inventory. */
export interface EntryKey extends ProductKey {
    /** The organization, by its tenant or a domain, where several are meant otherwise. */
    tenantId?: string;
}

/** Names a seat. */
export interface SeatKey extends EntryKey {
    assignedTo: string;
}

/** Names a user. */
export interface UserKey {
    userName: string;
    /** The organization, by its tenant or a domain, where several are meant otherwise. */
    tenantId?: string;
}

/** Names a tenant. */
export interface TenantKey {
    customerId: string;
    id: string;
    /** Where several have the id. */
    type?: 0 | 1 | 2 | 3;
}

export type EntryNumbers = Pick<RowNumbers, "seatCapacity">;

export type TenantNumbers = Pick<RowNumbers, "availableUserSeat" | "assignedUserSeat">;

export type DataKind =
    | "organizations" | "users" | "seats" | "inventory" | "customers" | "tenants" | "services";

export interface DataQuery {
    /** The `next` of the call before. */
    after?: string;
    limit?: number;
    /** How the names of the rows begin; case does not matter. */
    search?: string;
}

/** Which rules of the contract the answers have shown: of a world, or of all. */
export interface CoverageOfContract {
    get(query?: CoverageQuery): Promise<Coverage>;
    markdown(query?: CoverageQuery): Promise<string>;
    cobertura(query?: CoverageQuery): Promise<string>;
    /** Counts anew. */
    clear(): Promise<void>;
}

export interface CoverageQuery {
    /** Count the operations of this API only. */
    api?: API;
    /** Count the rules that are known so only. */
    label?: Evidence;
}

/** An answer of the control plane that is not a success. */
export class ControlError extends Error {
    private constructor();
    readonly status: number;
    /** For machines, such as `bad-fault`. */
    readonly code: string;
    readonly detail: string;
    /** For people. */
    readonly hint: string;
    /** Of `verification-failed`. */
    readonly reasons?: readonly string[];
    /** Of `requests-missing`, with which a wait ends. */
    readonly misses?: readonly Miss[];
}

// What the control plane takes and gives, as /__admin/openapi.json describes it.

export type API = "store" | "catalog" | "elements" | "entra" | "avepoint";

export type Evidence = "documented" | "observed" | "inferred" | "chosen";

export type Operation =
    | "store.getInventory" | "store.getProductDetails" | "store.getLocalizedProductDetails"
    | "store.getOfflineLicense" | "store.getProductPackages" | "store.getProductPackage"
    | "store.listSeats" | "store.getSeat" | "store.assignSeat" | "store.reclaimSeat"
    | "store.assignSeatsInBulk" | "store.listSeatsOfUser" | "store.getAppLockerData"
    | "store.downloadPackage"
    | "catalog.getProducts"
    | "elements.retrieveTenantUserSeats" | "elements.retrieveTenantSeats"
    | "elements.retrieveSeatOverview" | "elements.retrieveProductOverview"
    | "elements.retrieveServices" | "elements.retrieveCustomerServices" | "elements.addService"
    | "elements.retrieveCustomers" | "elements.retrieveCustomer" | "elements.onboardCustomer"
    | "elements.retrieveProtectedUsers" | "elements.retrieveBackupOverview"
    | "elements.retrieveJobs" | "elements.retrieveScanProfiles" | "elements.retrieveScanProfile"
    | "elements.retrieveScanProfileChanges"
    | "avepoint.issueToken" | "avepoint.discover" | "avepoint.listKeys"
    | "entra.issueTokenV1" | "entra.issueTokenV2" | "entra.discoverV1" | "entra.discoverV2"
    | "entra.listKeys" | "entra.discoverInstance" | "entra.discoverUserRealm"
    // Operations of later versions, and `proxy.refused` in the journal.
    | (string & {});

export type ListOperation =
    | "store.getInventory" | "store.listSeats" | "store.listSeatsOfUser"
    | "elements.retrieveTenantSeats" | "elements.retrieveServices" | "elements.retrieveCustomers"
    | "elements.retrieveProtectedUsers" | "elements.retrieveBackupOverview"
    | "elements.retrieveJobs" | "elements.retrieveScanProfiles";

export type Verdict = "complete" | "incomplete" | "running" | "unjudged";

export type FindingCode =
    | "abandoned" | "restarted" | "repeated-page" | "parallel" | "foreign-token"
    | "hand-built-page" | "size-changed" | "asked-on" | "retried-early" | "never-retried"
    | "retried-refusal" | "looped" | "token-per-page";

export interface Traversals {
    traversals: Traversal[];
    next: string | null;
}

/** One walk of one client along one list. */
export interface Traversal {
    /** The id of its first request in the journal. */
    id: number;
    operation: string;
    user?: string;
    customerId?: string;
    type?: string;
    /** Differs for different credentials, without telling them. */
    credential: string | null;
    verdict: Verdict;
    /** Why it is unjudged. */
    reason?: string;
    /** How many pages came in full. */
    pages: number;
    /** How many items they held. */
    served: number;
    distinct: number | null;
    /** How many items were in the list all the time and on no page; null if nobody can know. */
    missed: number | null;
    repeated: number | null;
    end: "reached" | "abandoned" | "restarted" | "refused" | "running";
    findings: { code: FindingCode; page: number | null; detail: string }[];
    /** Only of a traversal that was asked for by its id. */
    requests?: {
        id: number;
        at: string;
        page: number | null;
        status: number | null;
        /** Null if the page did not come in full. */
        items: number | null;
        /** Whether it led to another page. */
        more: boolean;
    }[];
    /** The `before` of the call for earlier requests, where only some were asked for. */
    next?: string | null;
}

export interface Verification {
    operation?: ListOperation;
    user?: string;
    customerId?: string;
    type?: number | string;
    verdict?: Verdict;
    /** Only this many, the newest. */
    limit?: number;
    /** Whether traversals must be complete (true). */
    complete?: boolean;
    /** How many traversals there must be (1). */
    least?: number;
    /** Findings that are no fault. */
    allow?: readonly FindingCode[];
}

export interface Verified {
    passed: true;
    /** How many traversals have a verdict. */
    judged: number;
}

export interface Health {
    status: "ready";
    version: string;
    uptimeSeconds: number;
}

export interface Server {
    version: string;
    uptimeSeconds: number;
    addresses: string[];
    seeds: string[];
    /** The path of the store file; null for memory. */
    store: string | null;
}

export interface Stopping {
    status: "stopping";
}

export interface Rule {
    id: string;
    says: string;
    label: Evidence;
    source: string;
    /** The quirk that switches the rule. */
    quirk: string | null;
    answers: number;
}

export interface Coverage {
    /** The sum over the operations that were called, as `rules` is. */
    met: number;
    rules: number;
    byOperation: OperationCoverage[];
    neverCalled: string[];
}

export interface OperationCoverage {
    operation: string;
    answers: number;
    met: number;
    rules: number;
    /** The rules that no answer has shown. */
    never: string[];
}

export interface WorldState {
    name: string;
    created: string;
    requests: number;
    /** The private memory of the world: changed pages, journal, remembered answers. */
    privateBytes: number;
}

export interface WorldToMake {
    /** The world to copy. */
    from?: string;
}

export interface Reset {
    /** How long it took, such as `500 µs`. */
    resetIn: string;
}

export interface Snapshot {
    name: string;
}

export interface Clock {
    now: string;
    frozen: boolean;
    /** How many seconds of the clock pass in a real second. */
    scale: number;
}

/** Absent members change nothing. The others are applied in this order, all or none. */
export interface ClockChange {
    now?: string;
    frozen?: boolean;
    advanceSeconds?: number;
    scale?: number;
}

export interface Fault {
    match?: FaultMatch;
    when?: FaultCondition;
    do: FaultEffects;
}

/** The requests that a fault is for. An absent member matches all requests. */
export interface FaultMatch {
    api?: API;
    operation?: Operation;
    method?: string;
    /** `*` matches any number of characters. All spellings of a path are equal. */
    path?: string;
    user?: string;
    customerId?: string;
    /** The type of a tenant or a product. */
    type?: number;
    /** The page that the request asks for, by number or by token. */
    page?: number;
}

/** When a fault fires; by default always. */
export interface FaultCondition {
    /** The first matching call at which it fires; it fires once unless `times` says otherwise. */
    call?: number;
    times?: number;
    probability?: number;
    /** The seed of the dice. */
    seed?: number;
}

/** One of `connection`, `throttle`, `status`, `paging`, `truncateBody`, `dribble`, or a delay. */
export interface FaultEffects {
    status?: number;
    /** Text is sent as it is, anything else as JSON. The default is the API's own error. */
    body?: unknown;
    headers?: Record<string, string>;
    retryAfterSeconds?: number;
    /** A date instead of seconds. */
    retryAfterDate?: string;
    delay?: FaultDelay;
    connection?:
        | "EMPTY_RESPONSE" | "CONNECTION_RESET_BY_PEER" | "MALFORMED_RESPONSE_CHUNK"
        | "RANDOM_DATA_THEN_CLOSE";
    /** The number of bytes, or with a decimal point a fraction of the content. */
    truncateBody?: number;
    dribble?: { chunks: number; milliseconds: number };
    throttle?: { limit: number; windowSeconds: number };
    /** A fault of paging by its name. `faults.catalogue()` says what each does. */
    paging?: PagingFaultName;
    /** Requests that are performed before the matched one is answered. */
    before?: FaultRequest[];
    /** Requests that are performed when the answer is made. */
    after?: FaultRequest[];
    /** A number of items, for page-short, page-long, page-overlaps and page-skips. */
    count?: number;
    /** The length of the token, for token-long. */
    kilobytes?: number;
}

export interface FaultRequest {
    method: string;
    path: string;
    headers?: Record<string, string>;
    /** Text is sent as it is, anything else as JSON; at most 64 KiB. */
    body?: unknown;
}

/** One of the three. */
export interface FaultDelay {
    milliseconds?: number;
    /** The lower and the upper bound, in milliseconds. */
    uniform?: readonly [number, number];
    lognormal?: { median: number; sigma: number };
}

export interface FaultState {
    id: string;
    match?: FaultMatch;
    when?: FaultCondition;
    do: FaultEffects;
    matched: number;
    fired: number;
    /** What the latest request said that the fault performs and that was refused. */
    lastError?: string;
}

export interface PagingFault {
    name: PagingFaultName;
    lists: "token" | "numbered" | "all";
    /** The pages that can have the fault. On any other page it does not act. */
    pages: "any" | "not-first" | "not-last" | "last" | "past-end";
    parameters: {
        name: string;
        /** Null if it depends on the page. */
        default: number | null;
        least: number;
        most: number;
    }[];
    says: string;
    operations: string[];
}

export type PagingFaultName =
    | "token-expired" | "token-one-shot" | "token-repeats" | "token-restarts" | "token-at-end"
    | "token-null" | "token-empty" | "token-needs-escaping" | "token-long"
    | "page-empty" | "page-short" | "page-long" | "page-overlaps" | "page-skips" | "page-shuffled"
    | "members-unknown" | "members-null"
    | "total-zero" | "total-high" | "total-low" | "total-missing" | "metadata-missing"
    | "past-end-repeats";

/** Each name once, with an array if it was sent several times. */
export type Repeated = Record<string, string | string[]>;

export interface Journal<Entry = JournalEntry> {
    requests: Entry[];
    next: string;
    /** How many entries are no longer kept. */
    dropped: number;
}

/** An entry without headers, contents and answer. */
export interface BriefEntry {
    id: number;
    /** The time by the world's clock. */
    at: string;
    world: string;
    method: string;
    path: string;
    /** Null if a fault ended the connection without one. */
    status: number | null;
    operation: string | null;
    rule: string | null;
    /** The fault's id, if one fired. */
    fault: string | null;
    /** The id of the first request of the traversal. */
    traversal: number | null;
    durationMicroseconds: number;
}

/** A request and its answer. Secrets are redacted everywhere. */
export interface JournalEntry extends BriefEntry {
    query: Repeated;
    headers: Repeated;
    body: string;
    /** Whether `body` is only the beginning of the content. */
    truncated: boolean;
    /** Null if the journal keeps no answers, or a fault ended the connection without one. */
    answer: KeptAnswer | null;
}

export interface KeptAnswer {
    headers: Repeated;
    body: string;
    /** Whether `body` is only the beginning of the content. */
    truncated: boolean;
}

/** Criteria of the journal; all that are given must match, ignoring case. */
export interface JournalQuery {
    operation?: Operation;
    method?: string;
    /** `*` matches any number of characters. All spellings of a path are equal. */
    path?: string;
    user?: string;
    customerId?: string;
    /** The type of a tenant or a product. */
    type?: number | string;
    status?: number | string;
    query?: Texts;
    headers?: Texts;
    /** A part of the content; case matters. */
    body?: string;
    /** A part of the path, the query, a header or a content, of the request or its answer. */
    text?: number | string;
    /** The id of the first request of a traversal. */
    traversal?: number | string;
}

/** Each element of an array must match one of the values. */
export type Texts = Record<string, string | number | boolean | readonly unknown[]>;

/** An entry that nearly matches. */
export interface Miss {
    request: JournalEntry;
    differences: { field: string; expected: string; found: string | string[] | null }[];
}

export interface Rows {
    kind: string;
    rows: Row[];
    next: string | null;
}

/** The values of a row by the names of its columns. */
export type Row = Record<string, string | number | boolean | null>;

/** What a user is to be. */
export interface UserChange {
    objectId?: string;
    /** Whether the user has left the directory (false). */
    isDeleted?: boolean;
}

/** `seatCapacity` of one of the `inventory`, the others of one of the `tenants`. */
export interface RowNumbers {
    seatCapacity?: number;
    availableUserSeat?: number;
    assignedUserSeat?: number;
}

export interface Quirk {
    name: string;
    value: string;
    values: string[];
    says: string;
}

/** Absent quirks stay as they are. The first value of each is the default. */
export interface QuirkSettings {
    "store.errorData"?: "labelled" | "positional";
    "store.errorMembers"?: "flat" | "nested";
    "store.maxResults"?: "reject" | "clamp";
    "store.objectId"?: "reject" | "accept";
    "store.notActivated"?: "unauthorized" | "forbidden";
    "store.missingTexts"?: "id" | "reject";
    "store.requestBody"?: "optional" | "required";
    "store.paging"?: "keyset" | "offset";
    "elements.licenseAssignedStatus"?: "project" | "ignore" | "null" | "rows";
    "elements.requestBody"?: "optional" | "required";
    "elements.numericStrings"?: "accept" | "reject";
    "elements.errorBody"?: "envelope" | "problem";
    "elements.pageSize"?: "clamp" | "reject";
    "elements.expirationDate"?: "monthFirst" | "iso";
    "elements.readwriteImpliesRead"?: "no" | "yes";
    "elements.authErrorBody"?: "empty" | "json";
}

/** Only required members must be given. */
export interface Seed {
    /** Whether seats declare their users and products. */
    implicit?: boolean;
    storeForBusiness?: Organization[];
    elements?: Elements;
    applications?: Application[];
    faults?: Fault[];
}

export interface Organization {
    tenantId: string;
    name?: string;
    /** By which the tenant is named besides its id. */
    domains?: string[];
    users?: {
        userName: string;
        objectId?: string;
        /** What the user signs in with. */
        password?: string;
        isDeleted?: boolean;
    }[];
    inventory?: InventoryEntry[];
    seats?: Seat[];
}

export interface ProductKey {
    productId: string;
    skuId: string;
}

export interface Seat {
    /** A user principal name. */
    assignedTo: string;
    dateAssigned?: string;
    state?: "active" | "revoked";
    productKey: ProductKey;
}

export interface InventoryEntry {
    productKey: ProductKey;
    seatCapacity?: number;
    lastModified?: string;
    licenseType?: "online" | "offline";
    distributionPolicy?: "open" | "restricted";
    status?: "active" | "removed";
    productKind?: string;
    product?: Product;
}

/** Its objects are those of the Store's reference. */
export interface Product {
    productType?: "application";
    supportedLanguages?: string[];
    publisherId?: string;
    category?: string;
    alternateIds?: object[];
    packageFamilyName?: string;
    supportedPlatforms?: object[];
    applicationType?: "enterprise" | "store" | "lineOfBusiness";
    localizedDetails?: object[];
    packages?: object;
    offlineLicenses?: object[];
    appLockerData?: object;
}

export interface Elements {
    pools?: Pool[];
    /** The outcome of onboarding an account. */
    onboarding?: { registrationAccount: string; status: number }[];
    customers?: Customer[];
}

export interface Pool {
    resource:
        | "Office365Backup" | "Office365PPBackup" | "Office365EXODBackup"
        | "PartnerTenantSettingManagement" | "PartnerWorkspaceOnboarding" | "PartnerUserManagement"
        | "PartnerStorageOptimization";
    subscriptionSourceType?: 1 | 2 | 6;
    userSeat?: number;
    expireTime?: string;
    assignedUserSeat?: number;
}

export interface Customer {
    id: string;
    organization?: string;
    ownerEmail?: string;
    jobStatus?: number;
    countryOrRegion?: string;
    managementMode?: 0 | 1 | 2;
    tenants?: Tenant[];
    services?: Service[];
    backupOverview?: BackupModule[];
    jobs?: Job[];
    scanProfiles?: ScanProfile[];
}

export interface Tenant {
    id: string;
    name?: string;
    /** 0 of Microsoft 365 to 3 of Dynamics 365. */
    type?: 0 | 1 | 2 | 3;
    availableUserSeat?: number;
    assignedUserSeat?: number;
    /** Only for type 0. */
    protectedUsers?: {
        id: string;
        email: string;
        displayName?: string;
        moduleStatus?: { module: number; isProtected?: boolean }[];
    }[];
}

export interface Service {
    product:
        | 1 | 4 | 32 | 40 | 41 | 42 | 49 | 60 | 65 | 257 | 274 | 2048 | 4096 | 8192 | 65536
        | 131072 | 4194304 | 8388608 | 16777216 | 33554432 | 67108864 | 134217728 | 1073741824;
    service?: string;
    subscriptionModel?: string;
    purchasedUserSeats?: string;
    purchasedUnits?: string;
    microsoftLicenseAssigned?: string;
    microsoftLicenseAvailable?: string;
    purchasedCapacity?: string;
    protectedCapacity?: string;
    storage?: string;
    retention?: string;
    consumedStorage?: string;
    expirationDate?: string;
    change?: string;
    source?: string;
    paymentType?: string;
    subscriptionName?: string;
    package?: string;
    contractEndDate?: string;
}

export interface BackupModule {
    serviceType?: string;
    serviceModule: string;
    totalScannedObjects?: number;
    totalProtectedObjects?: number;
    dataSizeStoredInAvePoint?: string;
    dataSizeStoredInBYOS?: string;
}

export interface Job {
    jobType: 0 | 7 | 10 | 11 | 12 | 15 | 16;
    jobModule?: number;
    status?: number;
    jobId?: string;
    name?: string;
    totalCount?: string;
    failedCount?: string;
    successfulCount?: string;
    skippedCount?: string;
    warningCount?: string;
    backupSize?: string;
    startTime?: string;
    endTime?: string;
    jobDuration?: string;
    lastModifyTime?: string;
}

export interface ScanProfile {
    profileName?: string;
    profileId: string;
    scanMode?: 0 | 1;
    modifiedTime?: string;
    description?: string;
    tenantId?: string;
    tenantDomain?: string;
    createdTime?: string;
    impersonationAccount?: string;
    scanInplaceArchivedMailboxes?: boolean;
    isIgnoreLockedSiteEnabled?: boolean;
    enableDailyScan?: string;
    isSendOutOfPolicyNotification?: boolean;
    containers?: { containersName?: string; objectType?: number }[];
    changes?: ScanProfileChanges;
}

export interface ScanObject {
    objectName?: string;
    containerName?: string;
}

export interface ScanProfileChanges {
    lastUpdateTime?: string;
    lastScanStatus?: number;
    newRegisteredContentCount?: number;
    movedToAnotherContainer?: number;
    removedFromMicrosoft365OrOutofPolicy?: number;
    newRegisteredContent?: ScanObject[];
    removedFromMicrosoft365OrOutOfPolicyObjects?: string[];
    movedToAnotherContainerObjects?: ScanObject[];
}

export interface Application {
    clientId: string;
    clientSecret?: string;
    /** RSA certificates or public keys, in PEM. */
    certificates?: string[];
    /** Scopes of AvePoint. */
    permissions?: string[];
    customers?: "all" | string[];
    storeForBusinessTenants?: string[];
}

declare global {
    // Libraries before TypeScript 5.2 lack it.
    interface SymbolConstructor {
        readonly asyncDispose: unique symbol;
    }
}
