#include <stdint.h>

// The commit that a release was made from, which the linker is told as an address
// (--defsym=seatfiller_commit_address=0x…): a new commit links anew and compiles nothing.
// Weak, so that it is 0 in every other build.
extern const char seatfiller_commit_address __attribute__((weak));

// The first seven hexadecimal digits of the commit; 0 where it is not known.
static inline uint64_t seatfiller_commit(void) {
    return (uint64_t)(uintptr_t)&seatfiller_commit_address;
}
