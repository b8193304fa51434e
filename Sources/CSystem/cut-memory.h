#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// What of memory that others share with us has been cut off while it was used, since the process
// began; and what was done about it before.
typedef struct {
    int count;
    struct sigaction before;
} seatfiller_cut_memory;

static inline seatfiller_cut_memory *seatfiller_cut_memory_of_process(void) {
    static seatfiller_cut_memory memory;
    return &memory;
}

// Whether an address lies in SQLite's index of a log, a file that ends in "-shm". A handler of a
// signal may call nothing but the system.
static inline int seatfiller_is_index(uintptr_t address) {
    int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (maps < 0) return 0;
    char buffer[1024];
    uintptr_t bounds[2] = {0, 0};
    uint32_t last = 0;
    int field = 0, isIndex = 0;
    ssize_t count;
    while (!isIndex && (count = read(maps, buffer, sizeof buffer)) > 0) {
        for (ssize_t i = 0; i < count && !isIndex; i++) {
            char letter = buffer[i];
            if (letter == '\n') {
                bounds[0] = bounds[1] = 0;
                last = 0;
                field = 0;
            } else if (field == 2) {
                last = last << 8 | (uint8_t)letter;
                isIndex = last == 0x2D73686D && bounds[0] <= address && address < bounds[1];
            } else if (letter == '-' || letter == ' ') {
                field++;
            } else {
                int digit = letter <= '9' ? letter - '0' : letter - 'a' + 10;
                bounds[field] = bounds[field] << 4 | (uintptr_t)digit;
            }
        }
    }
    close(maps);
    return isIndex;
}

static inline void seatfiller_replace_cut_memory(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)context;
    int error = errno;
    uintptr_t address = (uintptr_t)info->si_addr;
    uintptr_t page = address & ~((uintptr_t)getpagesize() - 1);
    int isReplaced = info->si_code == BUS_ADRERR && seatfiller_is_index(address)
        && mmap((void *)page, (size_t)getpagesize(), PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED;
    if (isReplaced) {
        __atomic_add_fetch(&seatfiller_cut_memory_of_process()->count, 1, __ATOMIC_RELEASE);
    } else {
        // It comes again, and ends the process as it would have.
        sigaction(SIGBUS, &seatfiller_cut_memory_of_process()->before, 0);
    }
    errno = error;
}

// Puts empty memory in place of what is cut off, where that is SQLite's index of a log, and counts.
static inline void seatfiller_survive_cut_memory(void) {
    struct sigaction action = {0};
    action.sa_sigaction = seatfiller_replace_cut_memory;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &seatfiller_cut_memory_of_process()->before);
}

static inline int seatfiller_cut_memory_count(void) {
    return __atomic_load_n(&seatfiller_cut_memory_of_process()->count, __ATOMIC_ACQUIRE);
}
