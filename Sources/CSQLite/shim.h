#include <sqlite3.h>
#include <sys/syscall.h>
#include <unistd.h>

// memfd_create(2), which Swift does not import; close on exec.
static inline int seatfiller_memory_file(const char *name) {
    return (int)syscall(SYS_memfd_create, name, 1u);
}
