#include <stdint.h>

// The number of the thread that asks: 0 for the first one that does, and so on. Swift has no
// variables of a thread that cost one load.
static inline uint32_t seatfiller_thread_number(void) {
    static uint32_t count;
    static _Thread_local uint32_t number;
    if (number == 0) number = __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
    return number - 1;
}
