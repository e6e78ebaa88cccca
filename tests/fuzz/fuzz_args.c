/*
 * The command line. Each line (or NUL-ended piece) of the input is an argument; after a line "<" the rest is standard
 * input. The whole command runs on it, main() included under another name, and must end with one of its four exit
 * codes: with nothing on stderr if it answered, with a reason there if it could not.
 */
#define _GNU_SOURCE /* memfd_create() */

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ARGUMENTS = 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int foi_command_main(int argc, char **argv);
void __sanitizer_set_report_fd(void *fd) __attribute__((weak));

/* Where the three standard streams of the command lead, and those of this program meanwhile. */
static int streams[3], own[3];

static void fail(const char *what)
{
    (void)dprintf(own[2], "fuzz_args: %s\n", what);
    abort();
}

static void open_streams(void)
{
    for (int i = 0; i < 3; i++)
        own[i] = fcntl(i, F_DUPFD_CLOEXEC, 3);
    streams[0] = memfd_create("stdin", MFD_CLOEXEC);
    streams[1] = open("/dev/null", O_WRONLY | O_CLOEXEC);
    streams[2] = memfd_create("stderr", MFD_CLOEXEC);
    if (streams[0] < 0 || streams[1] < 0 || streams[2] < 0)
        fail("no streams");
    if (__sanitizer_set_report_fd != NULL) /* else a report ends in the command's stderr */
        __sanitizer_set_report_fd((void *)(intptr_t)own[2]);
    unsetenv("FOI_LANG");
}

static void fill(int fd, const uint8_t *data, size_t size)
{
    if (ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
        fail("a stream cannot be filled");
}

static void connect_streams(const int to[3])
{
    for (int i = 0; i < 3; i++)
        if (dup2(to[i], i) < 0)
            fail("a stream cannot be connected");
}

/* Devices may never end or never answer, and what lies outside the current folder is not the test's to read. */
static bool reads_elsewhere(const char *argument)
{
    const char *equals = strchr(argument, '=');

    return argument[0] == '/' || (equals != NULL && equals[1] == '/') || strstr(argument, "..") != NULL;
}

/* Split the lines of `text` into argv[1..]. Returns what is left of them: standard input, or the end. */
static char *split(char *text, char *end, int *argc, char **argv)
{
    while (text < end && *argc <= ARGUMENTS) {
        char *line = text;

        text += strcspn(text, "\n"); /* also stops at a NUL, at the latest at that of the end */
        *text++ = '\0';
        if (strcmp(line, "<") == 0)
            break;
        argv[(*argc)++] = line;
    }
    return text < end ? text : end;
}

static void check(int code)
{
    struct stat said;

    if (fstat(streams[2], &said) != 0)
        fail("stderr is gone");
    if (code < 0 || code > 3)
        fail("an exit code that does not exist");
    if (code == 0 && said.st_size != 0)
        fail("complained and still ended with 0");
    if (code >= 2 && said.st_size == 0)
        fail("failed without a reason");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char name[] = "foi";
    char *argv[ARGUMENTS + 2] = {name}, *text = malloc(size + 1), *input;
    int argc = 1, code;

    if (text == NULL)
        return 0;
    if (own[0] == 0)
        open_streams();
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    input = split(text, text + size, &argc, argv);
    for (int i = 1; i < argc; i++)
        if (reads_elsewhere(argv[i])) {
            free(text);
            return 0;
        }
    fill(streams[0], (const uint8_t *)input, (size_t)(text + size - input));
    fill(streams[2], NULL, 0);
    connect_streams(streams);
    code = foi_command_main(argc, argv);
    connect_streams(own);
    check(code);
    free(text);
    return 0;
}
