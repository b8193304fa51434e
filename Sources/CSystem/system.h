#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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

// Starts a command in a process group of its own. It has the standard streams, this signal mask, and
// the dispositions that are given. Between fork(2) and exec(3) a program of many threads may only call
// what signal-safety(7) lists.
//
// Returns the process, or -1 and the error of the system.
static inline int seatfiller_spawn(
    char *const *words, char *const *environment, const sigset_t *mask, int terminal,
    int resets_broken_pipe, int resets_file_size, int *error) {
    extern char **environ;
    int ends[2];
    if (syscall(SYS_pipe2, ends, O_CLOEXEC) != 0) return *error = errno, -1;
    int process = fork();
    if (process == 0) {
        setpgid(0, 0);
        // Signals are still blocked, SIGTTOU among them: a process in the background may not do this.
        if (terminal >= 0) tcsetpgrp(terminal, getpid());
        if (resets_broken_pipe) signal(SIGPIPE, SIG_DFL);
        if (resets_file_size) signal(SIGXFSZ, SIG_DFL);
        environ = (char **)environment;
        sigprocmask(SIG_SETMASK, mask, NULL);
        execvp(words[0], words);
        int reason = errno;
        (void)!write(ends[1], &reason, sizeof reason);
        _exit(127);
    }
    *error = process < 0 ? errno : 0;
    close(ends[1]);
    if (process > 0) {
        setpgid(process, process);
        int reason = 0;
        ssize_t count;
        do count = read(ends[0], &reason, sizeof reason);
        while (count < 0 && errno == EINTR);
        if (count == sizeof reason) {
            *error = reason;
            while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
            process = -1;
        }
    }
    close(ends[0]);
    return process;
}

// Starts a process that kills a process group when this one has ended, in whatever way: nobody else
// has the other end of its pipe. It is told the group through that, and 0 for none.
//
// Returns the end to write to, or -1.
static inline int seatfiller_guard(void) {
    int ends[2];
    if (syscall(SYS_pipe2, ends, O_CLOEXEC) != 0) return -1;
    int process = fork();
    if (process == 0) {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_SETMASK, &all, NULL);
        setpgid(0, 0);
        // Whoever reads what we print must not wait for this process.
        for (int stream = 0; stream < 3; stream++) close(stream);
        close(ends[1]);
        int group = 0;
        int told;
        ssize_t count;
        while ((count = read(ends[0], &told, sizeof told)) == sizeof told || (count < 0 && errno == EINTR))
            if (count > 0) group = told;
        if (group > 0) kill(-group, SIGKILL);
        _exit(0);
    }
    close(ends[0]);
    if (process < 0) close(ends[1]);
    return process < 0 ? -1 : ends[1];
}
