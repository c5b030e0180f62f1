/*
 * test_sandbox.c: what a process can no longer do once the door is closed.
 *
 * Each test forks: the door cannot be opened again. The child answers in bits which of the things
 * it tried went through. A system without Landlock or seccomp fails here: what the tests of a
 * release have not seen holding must not be claimed.
 */
#define _DEFAULT_SOURCE /* syscall */
#include "tl_test.h"

#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[64], inside[96], outside[96];

/* Runs `attempt` behind the closed door and returns its answer. */
static int behind(const char *const *readable, size_t n, const char *writable, int (*attempt)(void))
{
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const int fd = writable != NULL ? open(writable, O_RDONLY | O_DIRECTORY) : -1;
        const unsigned holds = cli_sandbox_close(readable, n, &fd, 1);
        _exit(holds == (CLI_SANDBOX_FILES | CLI_SANDBOX_CALLS) ? attempt() : 200 + (int)holds);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status))
        fail_msg("the child ended by signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) >= 200)
        fail_msg("this system or build holds only the parts %d of the sandbox",
                 WEXITSTATUS(status) - 200);
    return WEXITSTATUS(status);
}

static bool opens(const char *path, int flags)
{
    const int fd = open(path, flags, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static int try_calls(void)
{
    int went = 0, pair[2];
    char shell[] = "sh", option[] = "-c", command[] = "exit 99"; /* would be the child's answer */
    char *const arguments[] = {shell, option, command, NULL};
    went |= socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM ? 1 : 0;
    went |= socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || errno != EPERM ? 2 : 0;
    went |= socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0 || errno != EPERM ? 4 : 0;
    went |= execv("/bin/sh", arguments) == 0 || errno != EPERM ? 8 : 0;
    /* A ring of the kernel can open sockets that no filter sees. */
    went |= syscall(SYS_io_uring_setup, 1, NULL) >= 0 || errno != EPERM ? 16 : 0;
    return went;
}

static void test_no_socket_no_program(void **state)
{
    (void)state;
    assert_int_equal(behind(NULL, 0, NULL, try_calls), 0);
}

static int try_files(void)
{
    int went = 0;
    went |= opens("/etc/hostname", O_RDONLY) ? 1 : 0;
    went |= opens("/etc/passwd", O_RDONLY) ? 2 : 0;
    went |= opens(outside, O_RDONLY) ? 4 : 0;
    went |= opens(inside, O_RDONLY) ? 8 : 0;
    went |= opens(inside, O_WRONLY) ? 16 : 0;
    went |= opens("/tmp/tideline-made-in-the-sandbox", O_WRONLY | O_CREAT) ? 32 : 0;
    went |= unlink(inside) == 0 ? 64 : 0;
    return went;
}

/* A named folder can be read and not written; a named file alone can be read. */
static void test_reading(void **state)
{
    (void)state;
    const char *const whole_folder[] = {folder}, *const one_file[] = {outside};
    assert_int_equal(behind(whole_folder, 1, NULL, try_files), 8);
    assert_int_equal(behind(one_file, 1, NULL, try_files), 4);
    assert_int_equal(behind(NULL, 0, NULL, try_files), 0);
}

static int try_writing(void)
{
    char made[128], put[128];
    int went = 0;
    snprintf(made, sizeof made, "%s/made", folder);
    snprintf(put, sizeof put, "%s/put", folder);
    went |= opens(made, O_WRONLY | O_CREAT | O_EXCL) ? 1 : 0;
    went |= rename(made, put) == 0 ? 2 : 0;
    went |= unlink(put) == 0 ? 4 : 0;
    went |= opens(inside, O_RDONLY) ? 8 : 0;
    went |= symlink("/etc/passwd", made) == 0 ? 16 : 0;
    went |= rename(inside, outside) == 0 ? 32 : 0;
    went |= opens("/tmp/tideline-made-in-the-sandbox", O_WRONLY | O_CREAT) ? 64 : 0;
    return went;
}

/* The folder of an output takes a new file, its renaming and its removal, and shows nothing. */
static void test_writing(void **state)
{
    (void)state;
    assert_int_equal(behind(NULL, 0, folder, try_writing), 1 | 2 | 4);
}

static int try_core(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_max != 0;
}

static void test_no_core(void **state)
{
    (void)state;
    assert_int_equal(behind(NULL, 0, NULL, try_core), 0);
}

static void put_file(const char *path)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("x", f);
    assert_int_equal(fclose(f), 0);
}

static int setup(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/tideline-sandbox-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(inside, sizeof inside, "%s/inside", folder);
    snprintf(outside, sizeof outside, "%s.outside", folder);
    put_file(inside);
    put_file(outside);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(inside);
    unlink(outside);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_socket_no_program),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_writing),
        cmocka_unit_test(test_no_core),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
