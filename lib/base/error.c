/* Status codes, sentences and the caller's error struct. */
#include <string.h>

#include "base/base.h"

enum { ARGUMENTS = 4, ARGUMENT_END = 0x1f };

static const struct status {
    int code;
    const char *name, *en, *id;
} statuses[] = {
    {FOI_OK, "FOI_OK", "no error", "tidak ada kesalahan"},
    {FOI_ERR_ARGUMENT, "FOI_ERR_ARGUMENT", "an argument is wrong", "argumen keliru"},
    {FOI_ERR_ABI, "FOI_ERR_ABI", "caller and library do not fit together", "program dan pustaka tidak cocok"},
    {FOI_ERR_MEMORY, "FOI_ERR_MEMORY", "out of memory", "memori habis"},
    {FOI_ERR_SYNTAX, "FOI_ERR_SYNTAX", "a text cannot be read", "teks tidak terbaca"},
    {FOI_ERR_RANGE, "FOI_ERR_RANGE", "no such day or number", "tanggal atau angka di luar batas"},
    {FOI_ERR_LIMIT, "FOI_ERR_LIMIT", "an input is too large", "masukan terlalu besar"},
    {FOI_ERR_CONFLICT, "FOI_ERR_CONFLICT", "two rules for the same thing", "dua aturan untuk hal yang sama"},
    {FOI_ERR_LAW_GAP, "FOI_ERR_LAW_GAP", "the law does not answer", "hukum tidak menjawab"},
    {FOI_ERR_CALENDAR_GAP, "FOI_ERR_CALENDAR_GAP", "a needed day is not decided",
     "hari yang diperlukan belum ditetapkan"},
    {FOI_ERR_LINT, "FOI_ERR_LINT", "a rule pack has a fault", "paket aturan mengandung kesalahan"},
    {FOI_ERR_EXAMPLE, "FOI_ERR_EXAMPLE", "a worked example does not come out", "contoh hitungan tidak sesuai"},
    {FOI_ERR_PROOF, "FOI_ERR_PROOF", "a proof does not hold", "bukti tidak cocok"},
    {FOI_ERR_VERSION, "FOI_ERR_VERSION", "another version than you knew", "versinya lain dari yang Anda ketahui"},
    {FOI_ERR_KEY_REUSED, "FOI_ERR_KEY_REUSED", "a key was used for something else", "kunci sudah dipakai untuk hal lain"},
    {FOI_ERR_IN_DOUBT, "FOI_ERR_IN_DOUBT", "not known whether it was written", "tidak diketahui apakah sudah tertulis"},
    {FOI_ERR_BUSY, "FOI_ERR_BUSY", "others are writing", "sedang dipakai penulis lain"},
    {FOI_ERR_STORAGE, "FOI_ERR_STORAGE", "the storage failed", "penyimpanan gagal"},
    {FOI_ERR_FOREIGN, "FOI_ERR_FOREIGN", "not a register of this version", "bukan register versi ini"},
    {FOI_ERR_DAMAGED, "FOI_ERR_DAMAGED", "the record is damaged", "catatan rusak"},
    {FOI_ERR_ABSENT, "FOI_ERR_ABSENT", "there is no such thing", "tidak ada"},
    {FOI_ERR_SEALED, "FOI_ERR_SEALED", "personal data that cannot be opened", "data pribadi yang tidak dapat dibuka"},
};

/*
 * sentences.def is read twice: in base.h it gives the numbers, here the words, so that none can be without the
 * other.
 */
static const struct sentence {
    int code;
    const char *en, *id;
} sentences[] = {
    {FOI_OK, "", ""},
#define FOI_SENTENCE(name, code, en, id) {code, en, id},
#include "base/sentences.def"
#undef FOI_SENTENCE
};

static const struct status *find_status(int code)
{
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].code == code)
            return &statuses[i];
    return NULL;
}

const char *foi_status_name(int code)
{
    const struct status *s = find_status(code);

    return s != NULL ? s->name : NULL;
}

const char *foi_status_text(int code, int lang)
{
    const struct status *s = find_status(code);

    if (s == NULL)
        return NULL;
    return lang == FOI_LANG_ID ? s->id : s->en;
}

const char *foi_version(void)
{
    return FOI_VERSION;
}

/* Words that fill a {1w}: kinds of things, written in English by who reports a fault. */
static const char *word_in(int lang, const char *word)
{
    static const struct {
        const char *en, *id;
    } words[] = {
        {"act", "undang-undang"},
        {"actor", "pelaku"},
        {"axes", "sumbu"},
        {"axis", "sumbu"},
        {"base", "rezim dasar"},
        {"calendar", "kalender"},
        {"calendar file", "berkas kalender"},
        {"changes", "perubahan"},
        {"changes of other tracks", "perubahan jalur lain"},
        {"citation", "kutipan"},
        {"clock", "jangka waktu"},
        {"clock with grounds", "jangka waktu dengan alasan"},
        {"clocks", "jangka waktu"},
        {"conditions", "syarat"},
        {"event", "peristiwa"},
        {"events", "peristiwa"},
        {"field", "isian"},
        {"fields", "isian"},
        {"finding", "temuan"},
        {"findings", "temuan"},
        {"ground", "alasan"},
        {"grounds", "alasan"},
        {"guards", "penjaga"},
        {"instrument", "peraturan"},
        {"kinds of applicant", "jenis pemohon"},
        {"lapses of a clock", "akibat lewatnya jangka waktu"},
        {"law days", "penentu hari hukum"},
        {"option", "pilihan"},
        {"override", "penimpaan"},
        {"pack", "paket"},
        {"parties", "pihak"},
        {"regime", "rezim"},
        {"state", "keadaan"},
        {"states", "keadaan"},
        {"track", "jalur"},
        {"tracks", "jalur"},
        {"transitions", "peralihan"},
        {"values", "nilai"},
        {"window", "tenggang pengajuan"},
    };

    for (size_t i = 0; lang == FOI_LANG_ID && i < sizeof words / sizeof words[0]; i++)
        if (foi__same(words[i].en, word))
            return words[i].id;
    return word;
}

const char *foi__sentence(int sentence, int lang)
{
    return lang == FOI_LANG_ID ? sentences[sentence].id : sentences[sentence].en;
}

/*
 * The sentences are our own: a brace is always {N} or {Nw}, with N from 1. A missing argument leaves its gap
 * empty, as a sentence with a hole still says more than none.
 */
size_t foi__sentence_text(int sentence, int lang, const char *const *args, size_t count, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};
    const char *p;

    if (sentence <= FOI__SENTENCE_NONE || sentence >= FOI__SENTENCE_COUNT)
        return foi__put_end(&out);
    p = lang == FOI_LANG_ID ? sentences[sentence].id : sentences[sentence].en;
    while (*p != '\0') {
        size_t plain = strcspn(p, "{");

        foi__put(&out, p, plain);
        p += plain;
        if (*p == '{') {
            size_t n = (size_t)(p[1] - '1');
            bool word = p[2] == 'w';

            if (n < count && args[n] != NULL)
                foi__puts(&out, word ? word_in(lang, args[n]) : args[n]);
            p += word ? 4 : 3;
        }
    }
    return foi__put_end(&out);
}

/*
 * Arguments may come from hostile input: control characters become '?', so that none moves a terminal's cursor
 * or forges ARGUMENT_END; long ones are cut, never inside a character.
 */
static void put_argument(foi__out *out, const char *text)
{
    enum { LONGEST = 200 };
    size_t len = strlen(text), cut = len <= LONGEST ? len : LONGEST;

    while (cut > 0 && cut < len && ((unsigned char)text[cut] & 0xc0) == 0x80)
        cut--;
    for (size_t i = 0; i < cut; i++) {
        char c = text[i];

        if ((unsigned char)c < 0x20 || c == 0x7f)
            c = c == '\t' ? ' ' : '?';
        foi__put(out, &c, 1);
    }
    if (cut < len)
        foi__puts(out, "...");
}

/*
 * The error is flat memory of the caller and outlives everything it speaks of, so the arguments are kept as
 * text: the same failure can then be told in the other language later. What does not fit is cut at the end.
 */
static void keep_arguments(foi_error *e, const char *const *args)
{
    foi__out out = {e->arguments, sizeof e->arguments, 0};
    const char end = ARGUMENT_END;

    for (size_t i = 0; i < ARGUMENTS && args[i] != NULL; i++) {
        put_argument(&out, args[i]);
        foi__put(&out, &end, 1);
    }
    foi__put_end(&out);
}

/* The arguments as kept, each with a NUL of its own. Returns how many there are. */
static size_t split_arguments(const foi_error *e, char *copy, const char **args)
{
    size_t count = 0;
    char *p = copy;

    memcpy(copy, e->arguments, sizeof e->arguments);
    copy[sizeof e->arguments - 1] = '\0';
    while (*p != '\0' && count < ARGUMENTS) {
        char *end = strchr(p, ARGUMENT_END);

        args[count++] = p;
        if (end == NULL)
            break;
        *end = '\0';
        p = end + 1;
    }
    return count;
}

static size_t sentence_of(const foi_error *e, int lang, char *buf, size_t size)
{
    char copy[sizeof e->arguments];
    const char *args[ARGUMENTS] = {NULL};
    size_t count = split_arguments(e, copy, args);

    return foi__sentence_text(e->sentence, lang, args, count, buf, size);
}

/*
 * Fill the caller's struct as far as it reaches. `size` is the caller's word and is never written; a struct
 * that is no larger than it has room for nothing.
 */
static void give(foi_error *err, const foi_error *full)
{
    uint32_t size = err->size;

    if (size > sizeof *full)
        size = sizeof *full;
    if (size <= sizeof err->size)
        return;
    memcpy((char *)err + sizeof err->size, (const char *)full + sizeof err->size, size - sizeof err->size);
    if (size > offsetof(foi_error, message) && size < sizeof *full)
        ((char *)err)[size - 1] = '\0'; /* a shorter struct of an older caller: its message ends where it ends */
}

/*
 * The code belongs to the sentence, so that a fault cannot be reported under two codes. Without `err` only the
 * code is found: loops over many items ask for no more.
 */
static int fail(foi_error *err, foi__place at, int sentence, const char *const *args)
{
    int code = sentences[sentence].code;
    foi_error full = {.size = sizeof full};

    if (err == NULL)
        return code;
    full.code = code;
    full.line = at.line;
    full.column = at.column;
    full.sentence = sentence;
    if (at.file != NULL) {
        foi__out out = {full.file, sizeof full.file, 0};

        foi__puts(&out, at.file);
        foi__put_end(&out);
    }
    keep_arguments(&full, args);
    sentence_of(&full, FOI_LANG_EN, full.message, sizeof full.message);
    give(err, &full);
    return code;
}

int foi__fail(foi_error *err, int sentence, const char *a, const char *b, const char *c)
{
    return foi__fail_at(err, (foi__place){NULL, 0, 0}, sentence, a, b, c);
}

int foi__no_memory(foi_error *err)
{
    return foi__fail(err, FOI__NO_MEMORY, NULL, NULL, NULL);
}

int foi__fail_at(foi_error *err, foi__place at, int sentence, const char *a, const char *b, const char *c)
{
    const char *args[ARGUMENTS] = {a, b, c, NULL};

    return fail(err, at, sentence, args);
}

int foi__fail_at4(foi_error *err, foi__place at, int sentence, const char *const args[4])
{
    return fail(err, at, sentence, args);
}

size_t foi_error_text(const foi_error *err, int lang, char *buf, size_t size)
{
    foi__out out = {buf, size, 0};
    foi_error full = {.size = sizeof full};
    char sentence[sizeof full.message];

    /* an older caller's struct is shorter: what it lacks must read as empty */
    memcpy(&full, err, err->size < sizeof full ? err->size : sizeof full);
    full.file[sizeof full.file - 1] = '\0';
    if (full.file[0] != '\0')
        foi__puts(&out, full.file);
    if (full.line > 0) {
        foi__puts(&out, out.len > 0 ? ":" : "");
        foi__putn(&out, full.line);
        if (full.column > 0) {
            foi__puts(&out, ":");
            foi__putn(&out, full.column);
        }
    }
    if (out.len > 0)
        foi__puts(&out, ": ");
    sentence_of(&full, lang, sentence, sizeof sentence);
    foi__puts(&out, sentence);
    return foi__put_end(&out);
}
