/* Files in, output out. Output goes through write(2), so a closed pipe or a full disk is always noticed. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Zeroed memory. Without it the command cannot even say so properly: it ends here. */
void *cli_alloc(size_t count, size_t size)
{
    void *memory = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

    if (memory == NULL) {
        static const char line[] = "foi: out of memory\n";

        if (write(STDERR_FILENO, line, sizeof line - 1) < 0)
            _exit(CLI_BAD);
        _exit(CLI_BAD);
    }
    return memory;
}

/* ---- output ---- */

/* Nothing is written after the first failure: half an answer must not look whole. */
static void write_all(cli_out *out, const char *bytes, size_t size)
{
    while (size > 0 && out->failed == 0) {
        ssize_t done = write(out->fd, bytes, size);

        if (done < 0) {
            if (errno != EINTR)
                out->failed = errno;
            continue;
        }
        bytes += done;
        size -= (size_t)done;
    }
}

void cli_flush(cli_out *out)
{
    write_all(out, out->buf, out->used);
    out->used = 0;
}

void cli_put_bytes(cli_out *out, const char *bytes, size_t size)
{
    if (size > sizeof out->buf - out->used)
        cli_flush(out);
    if (size > sizeof out->buf) {
        write_all(out, bytes, size);
        return;
    }
    memcpy(out->buf + out->used, bytes, size);
    out->used += size;
}

void cli_put(cli_out *out, const char *text)
{
    cli_put_bytes(out, text, strlen(text));
}

void cli_putf(cli_out *out, const char *format, ...)
{
    char line[1024];
    va_list args;
    int size;

    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): clang-tidy 14 loses va_start */
    size = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (size > 0)
        cli_put_bytes(out, line, (size_t)size < sizeof line ? (size_t)size : sizeof line - 1);
}

/* A text of its own, of any length. */
char *cli_print(const char *format, ...)
{
    va_list args;
    char *text;
    int size;

    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): clang-tidy 14 loses va_start */
    size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    text = cli_alloc(size < 0 ? 1 : (size_t)size + 1, 1);
    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): clang-tidy 14 loses va_start */
    (void)vsnprintf(text, size < 0 ? 1 : (size_t)size + 1, format, args);
    va_end(args);
    return text;
}

/* A JSON string, or null. Text that comes here is UTF-8. */
void cli_put_json(cli_out *out, const char *text)
{
    if (text == NULL) {
        cli_put(out, "null");
        return;
    }
    cli_put(out, "\"");
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;

        if (byte == '"' || byte == '\\')
            cli_putf(out, "\\%c", byte);
        else if (byte < 0x20)
            cli_putf(out, "\\u%04x", byte);
        else
            cli_put_bytes(out, at, 1);
    }
    cli_put(out, "\"");
}

/* A date for machines; a day that is none is null. */
void cli_put_date(cli_out *out, foi_day day)
{
    char date[16];

    if (foi_date_format(day, date, sizeof date) == 0)
        cli_put(out, "null");
    else
        cli_putf(out, "\"%s\"", date);
}

void cli_put_day_words(cli_out *out, foi_day day, int lang)
{
    char words[128];

    foi_day_text(day, lang, words, sizeof words);
    cli_put(out, words);
}

/* The last step of every command: nothing is answered when the answer could not be written. */
int cli_finish(cli *c, int code)
{
    cli_flush(&c->out);
    cli_flush(&c->err);
    if (c->out.failed != 0) {
        int number = c->out.failed;

        c->out.failed = 0;
        code = cli_fail(c, CLI_BAD, T_OUTPUT, cli_errno_text(c, number));
        cli_flush(&c->err);
    }
    return code;
}

/* ---- messages ---- */

/* The length of the UTF-8 character at `text`, 0 if it is none. */
static size_t utf8_length(const unsigned char *text, size_t left)
{
    static const struct { unsigned char mask, lead, low, high; size_t length; } form[] = {
        {0x80, 0x00, 0, 0, 1},          {0xFF, 0xE0, 0xA0, 0xBF, 3}, {0xFF, 0xED, 0x80, 0x9F, 3},
        {0xF0, 0xE0, 0x80, 0xBF, 3},    {0xFF, 0xF0, 0x90, 0xBF, 4}, {0xFF, 0xF4, 0x80, 0x8F, 4},
        {0xFC, 0xF0, 0x80, 0xBF, 4},    {0xFE, 0xC0, 1, 0, 0},       {0xE0, 0xC0, 0x80, 0xBF, 2},
    };

    for (size_t i = 0; i < sizeof form / sizeof form[0]; i++) {
        if ((text[0] & form[i].mask) != form[i].lead)
            continue;
        if (form[i].length > left || form[i].length == 0)
            return 0;
        for (size_t k = 1; k < form[i].length; k++) {
            if (text[k] < (k == 1 ? form[i].low : 0x80) || text[k] > (k == 1 ? form[i].high : 0xBF))
                return 0;
        }
        return form[i].length;
    }
    return 0;
}

/* `*bad` is the first byte that is not UTF-8, where there is one. */
bool cli_utf8_bytes(const char *text, size_t size, const char **bad)
{
    while (size > 0) {
        size_t step = utf8_length((const unsigned char *)text, size);

        if (step == 0) {
            *bad = text;
            return false;
        }
        text += step;
        size -= step;
    }
    return true;
}

bool cli_utf8(const char *text)
{
    return cli_utf8_bytes(text, strlen(text), &text);
}

/* How many columns a text takes: its characters, as neither language uses wide ones. */
size_t cli_width(const char *text)
{
    size_t width = 0;

    for (; *text != '\0'; text++)
        width += ((unsigned char)*text & 0xC0u) != 0x80u;
    return width;
}

/* Text from outside made fit for a message: one line, UTF-8, cut with "..." when it does not fit. */
void cli_clean(char *to, size_t size, const char *text, size_t length)
{
    size_t used = 0;

    for (size_t at = 0; at < length;) {
        size_t step = utf8_length((const unsigned char *)text + at, length - at);
        bool bad = step == 0 || (unsigned char)text[at] < 0x20 || text[at] == 0x7F;

        if (used + (step == 0 ? 1 : step) + 4 > size) {
            memcpy(to + used, "...", 3);
            used += 3;
            break;
        }
        if (bad)
            to[used] = '?';
        else
            memcpy(to + used, text + at, step);
        used += bad ? 1 : step;
        at += step == 0 ? 1 : step;
    }
    to[used] = '\0';
}

/* A name or the like on one line, cut at 255 bytes. */
void cli_put_clean(cli_out *out, const char *text)
{
    char clean[256];

    cli_clean(clean, sizeof clean, text, strlen(text));
    cli_put(out, clean);
}

/* How many gaps a sentence has: the highest of its %1, %2, %3. */
static size_t gaps(const char *form)
{
    size_t count = 0;

    for (; *form != '\0'; form++) {
        if (form[0] == '%' && form[1] >= '1' && form[1] <= '3' && (size_t)(form[1] - '0') > count)
            count = (size_t)(form[1] - '0');
    }
    return count;
}

/* Say a sentence of the table on stderr, filled with as many strings as it has gaps. */
int cli_fail(cli *c, int code, enum cli_text text, ...)
{
    size_t count = gaps(cli_text(text, c->lang));
    const char *arg[3] = {NULL, NULL, NULL};
    char clean[3][256], line[1024];
    va_list args;

    va_start(args, text);
    for (size_t i = 0; i < count; i++) {
        /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): clang-tidy 14 loses va_start */
        const char *fill = va_arg(args, const char *);

        cli_clean(clean[i], sizeof clean[i], fill, strlen(fill));
        arg[i] = clean[i];
    }
    va_end(args);
    cli_text_fill(line, sizeof line, text, c->lang, arg);
    cli_put(&c->err, "foi: ");
    cli_put(&c->err, line);
    cli_put(&c->err, "\n");
    return code;
}

int cli_exit_of(int code)
{
    if (code == FOI_OK)
        return CLI_YES;
    return code == FOI_ERR_LAW_GAP || code == FOI_ERR_CALENDAR_GAP ? CLI_GAP : CLI_BAD;
}

/* What the library says of its failure. A place in a file stands first, as compilers do. */
int cli_fail_with(cli *c, const foi_error *err)
{
    char line[1024];

    foi_error_text(err, c->lang, line, sizeof line);
    if (err->file[0] == '\0')
        cli_put(&c->err, "foi: ");
    cli_put(&c->err, line);
    cli_put(&c->err, "\n");
    return cli_exit_of(err->code);
}

/* As cli_fail_with(), of a case in a file: "kasus.json:3:7: ...", "kasus.json: /events/0/dat: ...". */
int cli_fail_in(cli *c, const foi_error *err, const char *name)
{
    foi_error bare = *err;
    char line[1024];

    bare.file[0] = '\0';
    bare.line = bare.column = 0;
    foi_error_text(&bare, c->lang, line, sizeof line);
    cli_put(&c->err, "foi: ");
    cli_put_clean(&c->err, name);
    if (err->line > 0)
        cli_putf(&c->err, ":%d", (int)err->line);
    if (err->line > 0 && err->column > 0)
        cli_putf(&c->err, ":%d", (int)err->column);
    if (err->pointer[0] != '\0') {
        cli_put(&c->err, ": ");
        cli_put_clean(&c->err, err->pointer);
    }
    cli_putf(&c->err, ": %s\n", line);
    return cli_exit_of(err->code);
}

const char *cli_errno_text(const cli *c, int number)
{
    static const struct { int number; enum cli_text text; } known[] = {
        {ENOENT, T_E_ABSENT}, {EACCES, T_E_ACCESS}, {EPERM, T_E_ACCESS}, {EISDIR, T_E_DIRECTORY},
        {EPIPE, T_E_PIPE},    {EBADF, T_E_CLOSED},  {ENOSPC, T_E_FULL},  {ENOTDIR, T_E_ABSENT},
        {EEXIST, T_E_EXISTS},
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].number == number)
            return cli_text(known[i].text, c->lang);
    }
    return strerror(number);
}

/* ---- files ---- */

/* Read to the end, one byte past the limit at most. Returns errno. */
static int read_to_end(int fd, cli_file *file, size_t limit)
{
    size_t room = 0;

    for (;;) {
        ssize_t got;

        if (file->size == room) {
            char *bigger;

            if (room > limit)
                return 0;
            room = room == 0 ? 64 << 10 : room * 2;
            room = room > limit ? limit + 1 : room;
            bigger = realloc(file->text, room);
            if (bigger == NULL)
                return ENOMEM;
            file->text = bigger;
        }
        got = read(fd, file->text + file->size, room - file->size);
        if (got == 0)
            return 0;
        if (got < 0 && errno != EINTR)
            return errno;
        if (got > 0)
            file->size += (size_t)got;
    }
}

/* Open, and refuse at once what cannot fit. Returns errno. */
static int open_file(const char *path, size_t limit, int *fd, bool *large)
{
    struct stat about;

    *fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (*fd < 0 || fstat(*fd, &about) != 0)
        return errno;
    if (S_ISDIR(about.st_mode))
        return EISDIR;
    *large = S_ISREG(about.st_mode) && about.st_size > (off_t)limit;
    return 0;
}

/* Read a whole file, `-` is stdin. The name for messages is a copy without control characters. */
int cli_read_file(cli *c, cli_file *file, const char *path, size_t limit)
{
    char *name = cli_alloc(256, 1), mib[16];
    bool large = false;
    int fd = -1, number;

    cli_clean(name, 256, path, strlen(path));
    *file = (cli_file){.name = name, .text = NULL, .size = 0};
    number = open_file(path, limit, &fd, &large);
    if (number == 0 && !large)
        number = read_to_end(fd, file, limit);
    if (fd > STDIN_FILENO)
        close(fd);
    if (number != 0)
        return cli_fail(c, CLI_BAD, T_FILE, name, cli_errno_text(c, number));
    if (large || file->size > limit) {
        (void)snprintf(mib, sizeof mib, "%zu", limit >> 20);
        return cli_fail(c, CLI_BAD, T_FILE_LIMIT, name, mib);
    }
    return CLI_YES;
}

/* Onto the disk, whole. Returns errno. */
static int write_file(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t done = write(fd, text, size);

        if (done < 0 && errno != EINTR)
            return errno;
        text += done > 0 ? done : 0;
        size -= done > 0 ? (size_t)done : 0;
    }
    return fsync(fd) == 0 ? 0 : errno;
}

/* A new file that only its owner may read. Returns errno; what could not be written whole is not left behind. */
static int make_file(const char *path, const char *text, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOCTTY | O_CLOEXEC, 0600), number;

    if (fd < 0)
        return errno;
    number = write_file(fd, text, size);
    if (close(fd) != 0 && number == 0)
        number = errno;
    if (number != 0)
        (void)unlink(path);
    return number;
}

/* The name of the new file has to be on the disk too, else a power cut takes it away. Returns errno. */
static int sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? cli_print(".") : cli_print("%.*s", (int)(slash - path) + 1, path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), number = 0;

    if (fd < 0 || fsync(fd) != 0)
        number = errno;
    if (fd >= 0)
        close(fd);
    free(folder);
    return number;
}

/* Write a file that must not exist yet. */
int cli_write_new(cli *c, const char *path, const char *text, size_t size)
{
    int number = make_file(path, text, size);

    if (number == 0)
        number = sync_folder(path);
    return number == 0 ? CLI_YES : cli_fail(c, CLI_BAD, T_WRITING, path, cli_errno_text(c, number));
}

/* Put a file in the place of another: whoever reads it finds the old one or the new one, whole. */
int cli_replace(cli *c, const char *path, const char *text, size_t size)
{
    char *fresh = cli_print("%s.new", path);
    int number;

    (void)unlink(fresh); /* of a run that was cut off; the caller holds the lock */
    number = make_file(fresh, text, size);
    if (number == 0 && rename(fresh, path) != 0)
        number = errno;
    if (number == 0)
        number = sync_folder(path);
    free(fresh);
    return number == 0 ? CLI_YES : cli_fail(c, CLI_BAD, T_WRITING, path, cli_errno_text(c, number));
}

/* Keep other runs away from a file that is to be replaced. Closing `*fd` ends the lock. */
int cli_lock(cli *c, const char *file, int *fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char *path = cli_print("%s.lock", file);
    int code = CLI_YES;

    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
    if (*fd < 0)
        code = cli_fail(c, CLI_BAD, T_WRITING, path, cli_errno_text(c, errno));
    else if (fcntl(*fd, F_SETLK, &whole) != 0)
        code = cli_fail(c, CLI_BAD, T_STATE_LOCKED, file);
    free(path);
    return code;
}

void cli_free_files(cli_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(files[i].text);
        free((void *)(uintptr_t)files[i].name);
    }
    free(files);
}
