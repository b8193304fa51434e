// Debian builds the library with it; the header declares it only to those who say so.
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>
#include <sys/syscall.h>
#include <unistd.h>

// sqlite3_config takes arguments that Swift cannot pass. Without a sum of all memory, which nobody
// asks for, SQLite's allocations need no mutex.
static inline int seatfiller_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// sqlite3_db_config likewise. A database that comes from elsewhere may have triggers and views, which
// run as its tables are read and written; those of the connection's own, TEMP, are not meant.
static inline int seatfiller_forbid_triggers_and_views(sqlite3 *database) {
    int code = sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
    return code ? code : sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
}

// The last connection that is closed takes the log over and removes it, unless this was called.
static inline int seatfiller_keep_log(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

// memfd_create(2), which Swift does not import; close on exec.
static inline int seatfiller_memory_file(const char *name) {
    return (int)syscall(SYS_memfd_create, name, 1u);
}

// fallocate(2), likewise: gives pages of such a file back, which is as long as before.
static inline int seatfiller_free_pages(int descriptor, long offset, long count) {
    return (int)syscall(SYS_fallocate, descriptor, 3, offset, count);
}
