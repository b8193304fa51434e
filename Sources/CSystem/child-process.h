#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static inline int seatfiller_pipe(int *ends) {
    return (int)syscall(SYS_pipe2, ends, O_CLOEXEC);
}

// Whether a process has ended. It still has to be waited for, and until then its number is its own.
static inline int seatfiller_has_ended(int process) {
    siginfo_t news = {0};
    return waitid(P_PID, process, &news, WEXITED | WNOHANG | WNOWAIT) == 0 && news.si_pid == process;
}

// Starts a command in a process group of its own. It has this signal mask, and the dispositions that are
// given. It has the standard streams; or, where an output is given, that and the errors, and nothing to
// read. It tells a guardian of its group itself: we may end before we could. Between fork(2) and exec(3) a program of many threads may only call what signal-safety(7) lists.
//
// Returns the process, or -1 and the error of the system.
static inline int seatfiller_spawn(
    char *const *words, char *const *environment, const sigset_t *mask, int terminal, int output,
    int errors, int guardian, int resets_broken_pipe, int resets_file_size, int *error) {
    extern char **environ;
    int ends[2];
    if (seatfiller_pipe(ends) != 0) return *error = errno, -1;
    int process = fork();
    if (process == 0) {
        setpgid(0, 0);
        int group = getpid();
        (void)!write(guardian, &group, sizeof group);
        // Signals are still blocked, SIGTTOU among them: a process in the background may not do this.
        if (terminal >= 0) tcsetpgrp(terminal, group);
        if (output >= 0) {
            int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
            if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0) {
                int reason = errno;
                (void)!write(ends[1], &reason, sizeof reason);
                _exit(127);
            }
        }
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
            int group = -process;
            (void)!write(guardian, &group, sizeof group);
            while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
            process = -1;
        }
    }
    close(ends[0]);
    return process;
}

// The most groups at once that a guardian is told of.
#define SEATFILLER_MOST_GROUPS 256

// Starts a process that kills process groups when this one has ended, in whatever way: nobody else has
// the other end of its pipe. It is told through that of each group that begins, and by a number below
// zero of each that has ended. Then it removes a folder with the files in it, where that is still there.
//
// Returns the writing end, or -1.
static inline int seatfiller_guard(const char *folder) {
    int ends[2];
    if (seatfiller_pipe(ends) != 0) return -1;
    int process = fork();
    if (process == 0) {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_SETMASK, &all, NULL);
        setpgid(0, 0);
        // A reader of our output must not wait for this process.
        for (int stream = 0; stream < 3; stream++) close(stream);
        close(ends[1]);
        int groups[SEATFILLER_MOST_GROUPS];
        int known = 0;
        int told;
        ssize_t count;
        while ((count = read(ends[0], &told, sizeof told)) == sizeof told || (count < 0 && errno == EINTR)) {
            if (count < 0) continue;
            if (told > 0 && known < SEATFILLER_MOST_GROUPS) groups[known++] = told;
            for (int index = 0; told < 0 && index < known; index++)
                if (groups[index] == -told) groups[index] = groups[--known], told = 0;
        }
        for (int index = 0; index < known; index++) kill(-groups[index], SIGKILL);
        DIR *files = opendir(folder);
        struct dirent *file;
        while (files && (file = readdir(files)) != NULL) unlinkat(dirfd(files), file->d_name, 0);
        rmdir(folder);
        _exit(0);
    }
    close(ends[0]);
    if (process < 0) close(ends[1]);
    return process < 0 ? -1 : ends[1];
}
