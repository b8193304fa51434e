#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

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

// Starts a process that kills a process group when this process ends, in whatever way. It knows the
// end by its pipe, because only this process has the writing end. Each number written to the pipe is
// the group to kill from then on, 0 for no group. At the end it also removes a folder and the files
// in it, if the folder is still there.
//
// Returns the writing end, or -1.
static inline int seatfiller_guard(const char *folder) {
    int ends[2];
    if (syscall(SYS_pipe2, ends, O_CLOEXEC) != 0) return -1;
    int process = fork();
    if (process == 0) {
        sigset_t all;
        sigfillset(&all);
        sigprocmask(SIG_SETMASK, &all, NULL);
        setpgid(0, 0);
        // A reader of our output must not wait for this process.
        for (int stream = 0; stream < 3; stream++) close(stream);
        close(ends[1]);
        int group = 0;
        int told;
        ssize_t count;
        while ((count = read(ends[0], &told, sizeof told)) == sizeof told || (count < 0 && errno == EINTR))
            if (count > 0) group = told;
        if (group > 0) kill(-group, SIGKILL);
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
