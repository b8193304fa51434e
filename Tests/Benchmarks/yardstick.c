/* What libevent, and libevent with SQLite, allow on this machine: a page of a user's seats with nothing around it.
 *
 *   yardstick PORT THREADS constant BODYFILE   the bytes of a file, whoever is asked for
 *   yardstick PORT THREADS sqlite STORE        a user's seats from a store file of Seatfiller's, printed as JSON
 *
 * No checks, no journal, no errors, no worlds: it is measured against, not used. Its continuation token is the position
 * in clear, DATE~PRODUCT~SKU, where Seatfiller signs one; what signing costs is part of what is compared.
 * cc -O2 -o yardstick yardstick.c -levent_core -levent_extra -lsqlite3 -lpthread
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every date of a store ends so; a token leaves it out, as a plus in a query means a space. */
#define OFFSET "+00:00"

struct ledger { sqlite3_stmt *user, *seats; };

static int port, reads_store;
static const char *source;
static char body[1 << 20];
static size_t body_length;

static void put(struct evbuffer *out, const char *text) { evbuffer_add(out, text, strlen(text)); }

static void put_json(struct evbuffer *out, const char *text) {
    put(out, "\"");
    const char *from = text;
    for (; *text; text++) {
        if (*text != '"' && *text != '\\' && (unsigned char)*text >= 0x20) continue;
        evbuffer_add(out, from, text - from);
        evbuffer_add_printf(out, "\\u%04x", *text);
        from = text + 1;
    }
    evbuffer_add(out, from, text - from);
    put(out, "\"");
}

static const char *column(sqlite3_stmt *row, int index) { return (const char *)sqlite3_column_text(row, index); }

/* Binds where a page begins: behind the seat that a token names, or behind nothing. */
static void bind_position(sqlite3_stmt *seats, char *token) {
    char *date = token ? strsep(&token, "~") : NULL, *product = strsep(&token, "~");
    char whole[64];
    snprintf(whole, sizeof whole, "%s%s", date ? date : "", date ? OFFSET : "");
    sqlite3_bind_text(seats, 2, whole, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(seats, 3, product ? product : "", -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(seats, 4, token ? token : "", -1, SQLITE_TRANSIENT);
}

static void put_page(struct evbuffer *out, sqlite3_stmt *seats, const char *owner, int size) {
    char token[256] = "";
    int served = 0;
    put(out, "{\"seats\":[");
    while (sqlite3_step(seats) == SQLITE_ROW) {
        const char *date = column(seats, 0), *product = column(seats, 1), *sku = column(seats, 2);
        if (served == size) {
            put(out, "],\"continuationToken\":");
            put_json(out, token);
            put(out, "}");
            return;
        }
        put(out, served++ ? ",{\"assignedTo\":" : "{\"assignedTo\":");
        put_json(out, owner);
        put(out, ",\"dateAssigned\":");
        put_json(out, date);
        put(out, ",\"state\":\"active\",\"productKey\":{\"productId\":");
        put_json(out, product);
        put(out, ",\"skuId\":");
        put_json(out, sku);
        put(out, "}}");
        if (served == size)
            snprintf(token, sizeof token, "%.*s~%s~%s", (int)(strlen(date) - strlen(OFFSET)), date, product, sku);
    }
    put(out, "]}");
}

static void answer(struct evhttp_request *request, void *context) {
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(request);
    const char *path = evhttp_uri_get_path(uri), *query = evhttp_uri_get_query(uri);
    size_t length = path ? strlen(path) : 0;
    if (length < 17 || strncmp(path, "/V1/Users/", 10) || strcmp(path + length - 6, "/Seats")) {
        evhttp_send_error(request, 404, NULL);
        return;
    }
    evhttp_add_header(
        evhttp_request_get_output_headers(request), "Content-Type", "application/json; charset=utf-8");
    struct evbuffer *out = evhttp_request_get_output_buffer(request);
    if (!reads_store) {
        evbuffer_add_reference(out, body, body_length, NULL, NULL);
        evhttp_send_reply(request, 200, "OK", NULL);
        return;
    }
    struct ledger *ledger = context;
    struct evkeyvalq parameters = {0};
    const char *wanted = NULL, *token = NULL;
    if (query && evhttp_parse_query_str(query, &parameters) == 0) {
        wanted = evhttp_find_header(&parameters, "maxResults");
        token = evhttp_find_header(&parameters, "continuationToken");
    }
    int size = wanted ? atoi(wanted) : 25;
    char *escaped = strndup(path + 10, length - 16), *name = evhttp_uridecode(escaped, 0, NULL);
    for (char *c = name; *c; c++) *c = tolower((unsigned char)*c);
    sqlite3_bind_text(ledger->user, 1, name, -1, SQLITE_STATIC);
    /* The user's statement stays open meanwhile: one read transaction for both, and its locks are taken once. */
    if (sqlite3_step(ledger->user) == SQLITE_ROW) {
        char *position = token ? strdup(token) : NULL;
        sqlite3_bind_int64(ledger->seats, 1, sqlite3_column_int64(ledger->user, 0));
        bind_position(ledger->seats, position);
        /* One more than is printed says whether there is a next page. */
        sqlite3_bind_int(ledger->seats, 5, size + 1);
        put_page(out, ledger->seats, column(ledger->user, 1), size);
        sqlite3_reset(ledger->seats);
        free(position);
        evhttp_send_reply(request, 200, "OK", NULL);
    } else {
        evhttp_send_error(request, 404, NULL);
    }
    sqlite3_reset(ledger->user);
    if (query) evhttp_clear_headers(&parameters);
    free(escaped);
    free(name);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)) {
        fprintf(stderr, "%s: %s\n", source, sqlite3_errmsg(database));
        exit(1);
    }
    return statement;
}

static void *serve(void *unused) {
    (void)unused;
    struct ledger ledger = {0};
    if (reads_store) {
        sqlite3 *database;
        /* A thread has a connection of its own, which then needs no mutex. */
        if (sqlite3_open_v2(source, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)) exit(1);
        sqlite3_busy_timeout(database, 2000);
        ledger.user = prepare(database, "SELECT id, user_name FROM store_users WHERE folded_name = ?1 "
                                        "ORDER BY organization_id LIMIT 1");
        ledger.seats = prepare(database, "SELECT date_assigned, product_id, sku_id FROM store_seats "
                                         "WHERE user_id = ?1 AND state = 'active' "
                                         "AND (date_assigned, product_id, sku_id) > (?2, ?3, ?4) "
                                         "ORDER BY date_assigned, product_id, sku_id LIMIT ?5");
    }
    struct event_base *base = event_base_new();
    struct evhttp *http = evhttp_new(base);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    /* Each thread listens for itself, and the kernel shares out the connections. */
    struct evconnlistener *listener = evconnlistener_new_bind(
        base, NULL, NULL, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_REUSEABLE | LEV_OPT_REUSEABLE_PORT, 1024,
        (struct sockaddr *)&address, sizeof address);
    if (!listener) {
        perror("yardstick");
        exit(1);
    }
    int one = 1;
    setsockopt(evconnlistener_get_fd(listener), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    evhttp_bind_listener(http, listener);
    evhttp_set_gencb(http, answer, &ledger);
    event_base_dispatch(base);
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 5) {
        fputs("usage: yardstick PORT THREADS constant BODYFILE | sqlite STORE\n", stderr);
        return 2;
    }
    /* A client that is gone is no reason to end. */
    signal(SIGPIPE, SIG_IGN);
    port = atoi(arguments[1]);
    source = arguments[4];
    reads_store = strcmp(arguments[3], "sqlite") == 0;
    if (!reads_store) {
        FILE *file = fopen(source, "rb");
        if (!file) {
            perror(source);
            return 1;
        }
        body_length = fread(body, 1, sizeof body, file);
        fclose(file);
    }
    for (int i = 1; i < atoi(arguments[2]); i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, serve, NULL);
    }
    serve(NULL);
}
