#include <malloc.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

// The number of the thread that asks: 0 for the first one that does, and so on. Swift has no
// variables of a thread that cost one load.
static inline uint32_t seatfiller_thread_number(void) {
    static uint32_t count;
    static _Thread_local uint32_t number;
    if (number == 0) number = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
    return number - 1;
}

// sched_getaffinity(2), which glibc only declares where _GNU_SOURCE is defined.
static inline int seatfiller_processor_count(void) {
    unsigned long mask[128] = {0};
    int count = 0;
    if (syscall(SYS_sched_getaffinity, 0, sizeof mask, mask) < 0) return 1;
    for (int i = 0; i < 128; i++) count += __builtin_popcountl(mask[i]);
    return count;
}
