#include <sqlite3.h>
#include <sys/syscall.h>
#include <unistd.h>

// sqlite3_config takes arguments that Swift cannot pass. Without a sum of all memory, which nobody
// asks for, SQLite's allocations need no mutex.
static inline int seatfiller_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// memfd_create(2), which Swift does not import; close on exec.
static inline int seatfiller_memory_file(const char *name) {
    return (int)syscall(SYS_memfd_create, name, 1u);
}

// fallocate(2), likewise: gives pages of such a file back, which is as long as before.
static inline int seatfiller_free_pages(int descriptor, long offset, long count) {
    return (int)syscall(SYS_fallocate, descriptor, 3, offset, count);
}
