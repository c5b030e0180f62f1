/*
 * measure_run.c: runs a command and prints what it took: wall seconds, processor seconds (user and
 * system), largest resident set in KiB, exit code.
 *
 * A program of its own because the kernel counts the memory of the parent at the time of the fork
 * as the child's: from a script the floor would be the interpreter's size. The command's standard
 * output goes to the file named first.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("usage: measure_run OUTPUT COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    pid_t child = fork();
    if (child == 0) {
        int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
        if (out >= 0 && dup2(out, STDOUT_FILENO) >= 0)
            execvp(argv[2], argv + 2);
        perror(argv[2]);
        _exit(127);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child) {
        perror("measure_run");
        return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &after);
    struct rusage use;
    getrusage(RUSAGE_CHILDREN, &use);
    double wall =
        (double)(after.tv_sec - before.tv_sec) + (double)(after.tv_nsec - before.tv_nsec) / 1e9;
    printf("%.4f %.4f %ld %d\n", wall, seconds(use.ru_utime) + seconds(use.ru_stime), use.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
