/*
 * sandbox.c: Landlock for files, seccomp for system calls.
 *
 * The program has no network code and starts nothing; the sandbox makes the kernel hold it to that
 * even when a file manages to break one of the readers. Landlock (kernel 5.13 and later, user space
 * guide in the kernel's Documentation/userspace-api/landlock.rst) is used through raw system calls,
 * since the C library has no functions for it; each version of its interface knows more rights, and
 * we ask for all that the running kernel knows. The seccomp filter lets everything pass but the
 * calls below, which fail with EPERM, so that a library that tries one gets an error and no signal.
 *
 * A build with AddressSanitizer keeps ptrace and /proc: its leak checker stops the threads and
 * reads their maps at exit.
 */
#define _DEFAULT_SOURCE /* syscall */
#include "sandbox.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#ifdef CLI_HAVE_LANDLOCK

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights by version of the interface; the header of an older kernel lacks the later names. */
#define RIGHTS_1 ((UINT64_C(1) << 13) - 1)
#define RIGHT_REFER (UINT64_C(1) << 13)     /* 2 */
#define RIGHT_TRUNCATE (UINT64_C(1) << 14)  /* 3 */
#define RIGHT_IOCTL_DEV (UINT64_C(1) << 15) /* 5 */
#define NET_TCP UINT64_C(3)                 /* 4: bind and connect */
#define SCOPE_ALL UINT64_C(3)               /* 6: abstract sockets and signals */

struct rules {
    uint64_t files, net, scoped;
};

static void allow(int rules, int fd, uint64_t rights)
{
    struct landlock_path_beneath_attr beneath = {.allowed_access = rights, .parent_fd = fd};
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

static void allow_reading(int rules, const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return;
    if (fstat(fd, &status) == 0)
        allow(rules, fd,
              S_ISDIR(status.st_mode) ? LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR
                                      : LANDLOCK_ACCESS_FS_READ_FILE);
    close(fd);
}

static unsigned close_files(const char *const *readable, size_t n_readable, const int *writable,
                            size_t n_writable)
{
    const long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return 0;
    const struct rules wanted = {
        .files = RIGHTS_1 | (version >= 2 ? RIGHT_REFER : 0) | (version >= 3 ? RIGHT_TRUNCATE : 0) |
                 (version >= 5 ? RIGHT_IOCTL_DEV : 0),
        .net = NET_TCP,
        .scoped = SCOPE_ALL,
    };
    const size_t size = sizeof(uint64_t) * (version >= 6 ? 3 : version >= 4 ? 2 : 1);
    const int rules = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
    if (rules < 0)
        return 0;
    for (size_t i = 0; i < n_readable; i++) {
        char log[4096]; /* of a database, beside it */
        allow_reading(rules, readable[i]);
        if (snprintf(log, sizeof log, "%s-wal", readable[i]) < (int)sizeof log)
            allow_reading(rules, log);
    }
    if (SANITIZED)
        allow_reading(rules, "/proc");
    for (size_t i = 0; i < n_writable; i++)
        if (writable[i] >= 0)
            allow(rules, writable[i],
                  LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                      LANDLOCK_ACCESS_FS_REMOVE_FILE);
    const bool closed = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return closed ? CLI_SANDBOX_FILES : 0;
}

static void give_up_privileges(void)
{
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); /* both need it when not started as root */
}

#else

static unsigned close_files(const char *const *readable, size_t n_readable, const int *writable,
                            size_t n_writable)
{
    (void)readable, (void)n_readable, (void)writable, (void)n_writable;
    return 0;
}

static void give_up_privileges(void)
{
}

#endif

#ifdef CLI_HAVE_SECCOMP

#include <errno.h>
#include <seccomp.h>

static const char *const denied[] = {
    /* the network, also to this machine */
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg",
    "sendmmsg",
    /* other programs */
    "execve", "execveat",
    /* other processes' memory and descriptors */
    "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp",
    "perf_event_open",
    /* ways around this filter or the file rules: a ring takes calls the filter does not see */
    "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "userfaultfd",
    "open_by_handle_at", "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "keyctl",
    "add_key", "request_key"};

static bool deny(scmp_filter_ctx filter, const char *name)
{
    const int number =
        seccomp_syscall_resolve_name(name); /* one the library is too old for: error */
    return number != __NR_SCMP_ERROR &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0) == 0;
}

static unsigned close_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL)
        return 0;
    bool closed = deny(filter, "socket") && (SANITIZED || deny(filter, "ptrace"));
    for (size_t i = 0; i < sizeof denied / sizeof denied[0]; i++)
        deny(filter, denied[i]);
    closed = closed && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return closed ? CLI_SANDBOX_CALLS : 0;
}

#else

static unsigned close_calls(void)
{
    return 0;
}

#endif

unsigned cli_sandbox_close(const char *const *readable, size_t n_readable, const int *writable,
                           size_t n_writable)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    give_up_privileges();
    const unsigned files = close_files(readable, n_readable, writable, n_writable);
    return files | close_calls();
}
