// The C library's headers come first: <event2/event-config.h> defines _GNU_SOURCE, and a header
// that is read for the first time after that gives the module another `fd_set` than Glibc's.
#include <malloc.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <event2/event.h>
#include <event2/listener.h>
#include <event2/util.h>

// sched_getaffinity(2), which glibc only declares where _GNU_SOURCE is defined.
static inline int seatfiller_processor_count(void) {
    unsigned long mask[128] = {0};
    int count = 0;
    if (syscall(SYS_sched_getaffinity, 0, sizeof mask, mask) < 0) return 1;
    for (int i = 0; i < 128; i++) count += __builtin_popcountl(mask[i]);
    return count;
}
