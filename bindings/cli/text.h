/*
 * Every sentence that the command itself says, in both languages. %1, %2, %3 are filled in by
 * cli_text_fill(). What the library says comes from foi_error_text() and its like.
 */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stddef.h>

#define CLI_TEXTS(X) \
    /* the command line */ \
    X(NO_COMMAND, "perintah apa? Coba `foi help`", "which command? Try `foi help`") \
    X(UNKNOWN_COMMAND, "tidak ada perintah \"%1\"; coba `foi help`", "there is no command \"%1\"; try `foi help`") \
    X(UNKNOWN_COMMAND_NEAR, "tidak ada perintah \"%1\"; maksud Anda \"%2\"?", "there is no command \"%1\"; did you mean \"%2\"?") \
    X(UNKNOWN_PART, "`foi %3` tidak mengenal \"%1\"", "`foi %3` does not know \"%1\"") \
    X(UNKNOWN_PART_NEAR, "`foi %3` tidak mengenal \"%1\"; maksud Anda \"%2\"?", "`foi %3` does not know \"%1\"; did you mean \"%2\"?") \
    X(UNKNOWN_OPTION, "`foi %3` tidak mengenal opsi %1", "`foi %3` has no option %1") \
    X(UNKNOWN_OPTION_NEAR, "`foi %3` tidak mengenal opsi %1; maksud Anda %2?", "`foi %3` has no option %1; did you mean %2?") \
    X(OPTION_TWICE, "opsi %1 hanya boleh diberikan sekali", "option %1 may be given only once") \
    X(OPTION_VALUE, "opsi %1 memerlukan nilai", "option %1 needs a value") \
    X(OPTION_NO_VALUE, "opsi %1 tidak memakai nilai", "option %1 takes no value") \
    X(OPTION_WITH_BATCH, "opsi %1 tidak dapat dipakai bersama --batch", "option %1 cannot be used with --batch") \
    X(WORD_WITH_BATCH, "dengan --batch harinya dibaca dari masukan standar; \"%1\" tidak pada tempatnya", \
      "with --batch the days are read from standard input; \"%1\" is out of place") \
    X(OPTION_WITH_OPTION, "opsi %1 dan %2 tidak dapat dipakai bersama", "options %1 and %2 cannot be used together") \
    X(FILE_WITH_BATCH, "dengan --batch perkaranya dibaca dari masukan standar; \"%1\" tidak pada tempatnya", \
      "with --batch the cases are read from standard input; \"%1\" is out of place") \
    X(SVG_ALONE, "opsi --svg memerlukan --timeline", "option --svg needs --timeline") \
    X(EVENT_MISSING, "opsi --event JSON tidak ada. Contohnya: `foi help check`", \
      "option --event JSON is missing. Examples: `foi help check`") \
    X(OPTION_MISSING, "opsi %1 tidak ada. Contohnya: `foi help %2`", "option %1 is missing. Examples: `foi help %2`") \
    X(STATE_MISSING, "opsi %1 atau %2 tidak ada. Contohnya: `foi help redate`", \
      "option %1 or %2 is missing. Examples: `foi help redate`") \
    X(STDIN_TWICE, "masukan standar (-) hanya dapat dibaca sekali", "standard input (-) can be read only once") \
    X(LANGUAGE, "bahasa \"%1\" tidak ada; pilih id atau en", "there is no language \"%1\"; choose id or en") \
    X(WORD_MISSING, "ada yang kurang. Pakai: foi %1. Contohnya: `foi help %2`", \
      "something is missing. Usage: foi %1. Examples: `foi help %2`") \
    X(WORD_TOO_MANY, "\"%1\" terlalu banyak. Pakai: foi %2. Contohnya: `foi help %3`", \
      "\"%1\" is too many. Usage: foi %2. Examples: `foi help %3`") \
    X(FROM_MISSING, "opsi --from DAY tidak ada. Contohnya: `foi help due`", "option --from DAY is missing. Examples: `foi help due`") \
    X(NOT_UTF8, "\"%1\" bukan UTF-8", "\"%1\" is not UTF-8") \
    X(READING_FORM, "cara baca \"%1\" harus ditulis AXIS=OPTION, misalnya first_day=same_day", \
      "reading \"%1\" must be written AXIS=OPTION, such as first_day=same_day") \
    X(NOT_INTEGER, "\"%1\" bukan bilangan bulat", "\"%1\" is not an integer") \
    X(NOT_YEAR, "\"%1\" bukan tahun dari 1 sampai 9999", "\"%1\" is not a year from 1 to 9999") \
    X(UNKNOWN_HELP, "tidak ada bantuan tentang \"%1\"; coba `foi help`", "there is no help on \"%1\"; try `foi help`") \
    X(UNKNOWN_HELP_NEAR, "tidak ada bantuan tentang \"%1\"; maksud Anda \"%2\"?", "there is no help on \"%1\"; did you mean \"%2\"?") \
    /* files and output */ \
    X(FILE, "%1: %2", "%1: %2") \
    X(FILE_LIMIT, "%1: lebih besar dari batas %2 MiB", "%1: larger than the limit of %2 MiB") \
    X(INPUT, "masukan standar tidak dapat dibaca: %1", "standard input cannot be read: %1") \
    X(OUTPUT, "keluaran tidak dapat ditulis: %1", "the output cannot be written: %1") \
    X(CLOCK_OF_DAY, "hari ini tidak diketahui; berikan --on DAY", "today is not known; give --on DAY") \
    X(WRITING, "%1: tidak dapat ditulis: %2", "%1: cannot be written: %2") \
    X(E_EXISTS, "berkasnya sudah ada", "the file exists already") \
    X(E_ABSENT, "berkas tidak ada", "there is no such file") \
    X(E_ACCESS, "tidak boleh dibaca", "reading it is not permitted") \
    X(E_DIRECTORY, "ini direktori, bukan berkas", "this is a directory, not a file") \
    X(E_PIPE, "pembacanya sudah menutup", "its reader has closed it") \
    X(E_CLOSED, "sudah tertutup", "it is closed") \
    X(E_FULL, "tempat penyimpanan penuh", "no space is left") \
    /* lines of a batch */ \
    X(LINE, "baris %1: %2", "line %1: %2") \
    X(LINE_LONG, "barisnya terlalu panjang", "the line is too long") \
    X(LINE_DAY_N, "seharusnya \"DAY N\" (hari dan bilangan bulat), bukan \"%1\"", \
      "expected \"DAY N\" (a day and an integer), not \"%1\"") \
    X(LINE_FROM_TO, "seharusnya \"FROM TO\" (dua hari), bukan \"%1\"", "expected \"FROM TO\" (two days), not \"%1\"") \
    X(LINES_UNANSWERED, "%1 dari %2 baris tidak terjawab", "lines without an answer: %1 of %2") \
    X(PROGRESS, "%1 baris", "%1 lines") \
    /* due */ \
    X(DUE, "Jatuh tempo", "Due") \
    X(SAFE, "Hari yang aman", "Safe day") \
    X(LATE, "Pasti terlambat", "Surely late") \
    X(LATE_FROM, "mulai ", "from ") \
    X(TERM, "Jangka waktu", "Term") \
    X(TERM_FORWARD, "%1 sejak %2", "%1 from %2") \
    X(TERM_BACKWARD, "%1 sebelum %2", "%1 before %2") \
    X(REGIME, "Rezim", "Regime") \
    X(SOURCES, "Sumber", "Sources") \
    X(NOTE, "Catatan", "Note") \
    X(NOT_EARLIER, "Paling awal", "Not before") \
    X(NOT_LATER, "Paling lambat", "Not after") \
    X(PROVISIONAL, "Belum pasti", "Not certain") \
    X(PROVISIONAL_WHY, "belum ada keputusan tentang hari libur sebagian masa ini; hanya batasnya yang dapat disebut.", \
      "no decree decides yet which days of this term are off; only its bounds can be told.") \
    X(AMENDED_WHY, "keputusan yang terbit kemudian mengubah hari dalam masa ini; tanpa --known-on jawabannya dapat berbeda.", \
      "a later decree changed a day of this term; without --known-on the answer may differ.") \
    X(STALE_WHY, "hari awalnya sesudah aturan ini terakhir dicocokkan dengan hukumnya.", \
      "the day it starts is later than the day this rule was last compared with the law.") \
    X(MORE, "Alasan lengkap: tambahkan --explain.", "All the reasons: add --explain.") \
    X(UNIT_WORKING_DAY, "hari kerja", "working days") \
    X(UNIT_CALENDAR_DAY, "hari kalender", "calendar days") \
    X(UNIT_MONTH, "bulan", "months") \
    X(UNIT_YEAR, "tahun", "years") \
    X(UNIT_HOUR, "jam", "hours") \
    /* calendar */ \
    X(CAL_TITLE, "Kalender %1, %2", "Calendar %1, %2") \
    X(CAL_KNOWN, "sebagaimana diketahui pada %1", "as known on %1") \
    X(CAL_PARTIAL, "Sebagian hari tahun ini belum diputuskan (?); bulannya tidak dijumlahkan.", \
      "Some days of this year are not decided yet (?); their months are not summed up.") \
    X(CAL_LEGEND, "* libur nasional   + cuti bersama   ~ libur setempat   . libur mingguan   hk = hari kerja", \
      "* national holiday   + collective leave   ~ local day off   . weekly day off   wd = working days") \
    X(CAL_SHORT, "hk", "wd") \
    X(CAL_OFF, "Hari libur", "Days off") \
    X(CAL_WORKING, "Hari kerja", "Working days") \
    X(CAL_WEEK, "Sn Sl Rb Km Jm Sb Mg", "Mo Tu We Th Fr Sa Su") \
    X(CAL_MONTHS, "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember", \
      "January February March April May June July August September October November December") \
    X(CAL_DAYS, "Sen Sel Rab Kam Jum Sab Min", "Mon Tue Wed Thu Fri Sat Sun") \
    X(CAL_DECREES, "Keputusan", "Decrees") \
    X(KIND_NATIONAL, "nasional", "national") \
    X(KIND_LEAVE, "cuti bersama", "leave") \
    X(KIND_LOCAL, "setempat", "local") \
    X(KIND_WEEKLY, "mingguan", "weekly") \
    /* a case */ \
    X(NOTHING_RUNS, "tidak ada jangka waktu yang sedang berjalan", "no clock is running") \
    X(TIMELINE, "Garis waktu perkara", "Timeline of the case") \
    X(EVENTS, "peristiwa", "events") \
    X(TIMELINE_BARS, "━ hari kerja   ─ hari libur   ┄ sesudah jatuh tempo   ┣ mulai", \
      "━ working day   ─ day off   ┄ after the due date   ┣ start") \
    X(TIMELINE_MARKS, "● peristiwa   ◆ jatuh tempo   ◇ hari yang aman   ✕ lewat   ! temuan   ▲ laporan", \
      "● event   ◆ due   ◇ safe day   ✕ passed   ! finding   ▲ report") \
    X(CLOCK_DUE, "jatuh tempo", "due") \
    X(CLOCK_SAFE, "hari yang aman", "safe day") \
    X(SVG_KEY, "Balok tebal: hari kerja; tipis: hari libur; putus-putus: sesudah jatuh tempo.", \
      "Heavy bar: working days; light: days off; dotted: after the due date.") \
    X(OF_DAY, "dikirim %1", "sent %1") \
    X(PASSED, "lewat waktu", "passed") \
    X(REPORT_DAY, "Hari laporan", "Day of the report") \
    X(LEFT_WORKING, "hari kerja lagi", "working days left") \
    X(LEFT_WORKING_ONE, "hari kerja lagi", "working day left") \
    X(LEFT_CALENDAR, "hari lagi", "days left") \
    X(LEFT_CALENDAR_ONE, "hari lagi", "day left") \
    X(RUNNING, "berjalan", "running") \
    X(DUE_TODAY, "hari ini", "today") \
    X(MET, "dipenuhi", "met") \
    X(MET_LATE, "terlambat", "late") \
    X(LAPSED, "lewat", "lapsed") \
    X(CANCELLED, "berakhir", "ended") \
    X(VIOLATION, "Pelanggaran", "Violation") \
    X(DEFECT, "Cacat", "Defect") \
    X(WARNING, "Peringatan", "Warning") \
    X(REMARK, "Catatan", "Note") \
    X(UNDER_DEFAULT, "tidak menurut semua cara baca", "not under every reading") \
    X(UNDER_OTHER, "hanya menurut cara baca lain", "only under another reading") \
    X(LAWFUL, "Sah, tanpa temuan", "Lawful, without findings") \
    X(UNLAWFUL, "Ada temuan", "There are findings") \
    X(STATE_AFTER, "Sesudahnya:", "After it:") \
    /* redate */ \
    X(NOTHING_WAITS, "Tidak ada yang menunggu.", "Nothing waits.") \
    X(WAITS_OVERDUE, "lewat waktu", "overdue") \
    X(WAITS_TODAY, "jatuh tempo hari ini", "due today") \
    X(WAITS_RUNNING, "berjalan", "running") \
    X(CURSOR, "%1 bukan tempat dalam daftar; salin kata sesudah --after dari halaman sebelumnya", \
      "%1 is no place in the list; copy the word after --after from the page before") \
    X(UNJUDGED, "Tidak dapat dinilai, karena hari atau aturannya belum ada: %1. Cobalah foi refresh.", \
      "Cases that could not be judged, as a day or a rule was missing: %1. Try foi refresh.") \
    X(NOTHING_MOVED, "Tidak ada jangka waktu yang bergeser.", "No clock moves.") \
    X(DAY_NOW_OFF, "menjadi hari libur", "becomes a day off") \
    X(DAY_NOW_WORKED, "menjadi hari kerja", "becomes a working day") \
    /* replay */ \
    X(REPLAY_NONE, "%1: tidak ada berkas .json", "%1: no .json file") \
    X(REPLAY_JSON, "%1:%2:%3: bukan JSON yang benar", "%1:%2:%3: this is not JSON") \
    X(REPLAY_FORM, "%1: %2: bukan bentuk berkas perkara dengan putusan (docs/replay.md)", \
      "%1: %2: not in the form of a case file with its panel (docs/replay.md)") \
    X(ABOUT_RESPONSE, "jawaban", "answer") \
    X(ABOUT_OBJECTION, "keberatan", "objection") \
    X(ABOUT_DISPUTE, "sengketa", "dispute") \
    X(ABOUT_OTHER, "lain", "other") \
    X(SAID_MET, "pada waktunya", "in time") \
    X(SAID_LATE, "terlambat", "late") \
    X(SAID_PREMATURE, "prematur", "premature") \
    X(SAID_LAPSED, "gugur", "lapsed") \
    X(SAID_NO_STANDING, "tanpa kedudukan", "no standing") \
    X(SAID_OTHER, "lain", "other") \
    X(UNDER_ALL_SHORT, "semua cara baca", "all readings") \
    X(OR_ELSE, "kalau tidak", "or else") \
    X(COMPARED_AGREE, "sama", "agree") \
    X(COMPARED_AGREE_OTHER, "sama menurut cara baca lain", "agree under another reading") \
    X(COMPARED_DISAGREE, "berbeda", "disagree") \
    X(COMPARED_NOT, "tidak dapat dibandingkan", "not comparable") \
    X(WHY_OTHER, "putusannya bukan tentang suatu jangka waktu", "the finding is not about a term") \
    X(WHY_ABSENT, "perbuatan yang dinilai tidak ada dalam berkas", "the act that was judged is not on file") \
    X(WHY_NO_TERM, "yang memulai jangka waktunya tidak ada dalam berkas", "what started the term is not on file") \
    X(WHY_SILENT, "tidak ada kata panel tentang jangka waktu", "nothing of the panel on terms is on file") \
    X(NOT_REPRODUCED, "tidak ada cara baca yang memberinya", "no reading gives it") \
    X(HEAD_CASE, "perkara", "case") \
    X(HEAD_ABOUT, "tentang", "about") \
    X(HEAD_PANEL, "panel", "panel") \
    X(HEAD_LIBRARY, "pustaka", "library") \
    X(HEAD_RESULT, "hasil", "result") \
    X(STATED, "Tercetak %1: %2", "Printed %1: %2") \
    X(FINDINGS, "    Temuan pustaka: ", "    Findings of the library: ") \
    /* verify, key, cosign */ \
    X(NEED_NUMBER, "--need %1: seharusnya 0 sampai banyaknya --witness", "--need %1: expected 0 to the number of --witness") \
    X(HOLDS, "Bukti ini cocok.", "This evidence holds.") \
    X(HOLDS_NOT, "Bukti ini tidak cocok.", "This evidence does not hold.") \
    X(PROVED_CASE, "perkara", "case") \
    X(PROVED_LOG, "log", "log") \
    X(PROVED_LEAVES, "%1 (%2 peristiwa)", "%1 (%2 events)") \
    X(PROVED_SIGNED, "ditandatangani", "signed by") \
    X(PROVED_COSIGNED, "disaksikan", "witnessed by") \
    X(PROVED_RECORDED, "dicatat %1", "recorded %1") \
    X(PROVED_SEALED, "(disegel)", "(sealed)") \
    X(PROVED_NOBODY, "tidak seorang pun", "nobody") \
    X(PROVED_BYTES, "peristiwa %1 dalam log: tidak terbaca", "event %1 of the log: not readable") \
    X(SECRET_WANTED, "%1: bukan kunci rahasia", "%1: not a secret key") \
    X(RANDOM_BYTES, "bilangan acak tidak tersedia: %1", "random bytes cannot be had: %1") \
    X(PROOF_LINE, "%1:%2: bukan hash dalam base64", "%1:%2: not a hash in base64") \
    X(PROOF_LONG, "%1: lebih dari 63 hash", "%1: more than 63 hashes") \
    X(STATE_LOCKED, "%1: sedang dipakai proses lain", "%1: in use by another process") \
    /* a register */ \
    X(OPTION_NUMBER, "%1 %2: seharusnya bilangan bulat dari 0 sampai %3", "%1 %2: expected a whole number from 0 to %3") \
    X(EVENTS_MISSING, "opsi --event JSON atau --events FILE tidak ada. Contohnya: `foi help %1`", \
      "option --event JSON or --events FILE is missing. Examples: `foi help %1`") \
    X(REGISTER_FILE, "Register", "Register") \
    X(KEYS_FILE, "Berkas kunci", "Key file") \
    X(KEYS_CARE, "Simpanlah berkas kunci terpisah dari register: tanpa kunci itu data pribadi tidak dapat dibuka oleh siapa pun.", \
      "Keep the key file apart from the register: without it nobody can open personal data.") \
    X(KEYS_LINE, "%1:%2: seharusnya \"EPOCH BASE64\", tiap masa sekali", "%1:%2: expected \"EPOCH BASE64\", each epoch once") \
    X(KEYS_ZERO, "%1: kunci masa 0 tidak ada", "%1: the key of epoch 0 is missing") \
    X(KEYS_MANY, "berkas kunci sudah memuat 256 masa", "the key file has 256 epochs already") \
    X(EPOCH, "Masa", "Epoch") \
    X(EPOCH_ZERO, "masa 0 tidak pernah diganti; pilih 1 atau lebih", "epoch 0 is never changed; choose 1 or more") \
    X(PERSONS_WRAPPED, "Orang, dikunci ulang", "Persons, wrapped") \
    X(EPOCH_UNUSED, "Masa tak terpakai", "Epoch not used") \
    X(EPOCH_CARE, "Kunci masa yang tak terpakai boleh dimusnahkan: sesudah itu yang telah dihapus tidak kembali dari salinan lama, " \
      "dan data pribadi dalam salinan lama tidak dapat dibuka lagi.", \
      "The key of an epoch that is not used may be destroyed: then what was erased cannot come back from an old backup, " \
      "and the personal data of an old backup cannot be opened any more.") \
    X(CASE_ID, "Perkara", "Case") \
    X(CASE_VERSION, "Versi", "Version") \
    X(CASE_NUMBER, "Nomor", "Number") \
    X(CASE_CODE, "Kode lacak", "Tracking code") \
    X(LOG_INDEX, "Tempat dalam log", "Place in the log") \
    X(LEAF_HASH, "Hash", "Hash") \
    X(ONCE_KEY, "Kunci pengulangan", "Idempotency key") \
    X(REPLAYED, "Kunci ini sudah dipakai untuk hal yang sama: inilah hasil yang pertama.", \
      "This key was used for the same before: this is the first result.") \
    X(DOUBT, "ulangi perintahnya dengan --once %1", "give the command again with --once %1") \
    X(REGISTER_HOLDS, "Register ini cocok.", "This register holds.") \
    X(VERIFIED_LEAVES, "Peristiwa", "Events") \
    X(VERIFIED_CASES, "Perkara", "Cases") \
    X(VERIFIED_SEALED, "Nilai yang dibuka", "Values opened") \
    X(VERIFIED_UNOPENED, "Nilai tak terbuka", "Values not opened") \
    X(VERIFIED_ROOT, "Akar pohon", "Root of the tree") \
    /* import */ \
    X(CSV_SEPARATOR, "pemisah \"%1\" harus satu karakter ASCII selain kutip dan ganti baris", \
      "separator \"%1\" must be one ASCII character, neither a quote nor an end of line") \
    X(CSV_ZERO, "sel ke-%1: ada bita nol", "cell %1: there is a zero byte") \
    X(CSV_CELL_LONG, "sel ke-%1: lebih panjang dari 8192 bita", "cell %1: longer than 8192 bytes") \
    X(CSV_CELLS, "lebih dari 64 kolom", "more than 64 columns") \
    X(CSV_QUOTE_OPEN, "sel ke-%1: kutipnya tidak ditutup", "cell %1: the quote is never closed") \
    X(CSV_QUOTE_INSIDE, "sel ke-%1: kutip atau CR di tengah sel yang tidak dikutip", \
      "cell %1: a quote or CR inside a cell that is not quoted") \
    X(CSV_AFTER_QUOTE, "sel ke-%1: ada sesuatu sesudah kutip penutup", "cell %1: there is something after the closing quote") \
    X(CSV_UTF8, "sel ke-%1: bukan UTF-8", "cell %1: not UTF-8") \
    X(MAP_FORM, "--map: \"%1\" seharusnya COLUMN=KIND.FIELD", "--map: \"%1\" should be COLUMN=KIND.FIELD") \
    X(MAP_UNKNOWN, "--map: \"%1\": peristiwa atau isiannya tidak dikenal", "--map: \"%1\": no such event, or no such field of it") \
    X(MAP_TWICE, "--map: \"%1\": isian ini sudah mempunyai kolom", "--map: \"%1\": this field has a column already") \
    X(MAP_EMPTY, "--map: tidak ada isinya", "--map: there is nothing in it") \
    X(MAP_NO_DATE, "--map: %1.date tidak ada: setiap peristiwa memerlukan harinya", "--map: %1.date is missing: every event needs its day") \
    X(MAP_COLUMN, "%1:1: kolom \"%2\" tidak ada", "%1:1: there is no column \"%2\"") \
    X(MAP_COLUMN_TWICE, "%1:1: kolom \"%2\" ada dua kali", "%1:1: there are two columns \"%2\"") \
    X(MAP_NUMBERED, "--map: nomor %1 diberikan oleh badan publik ini sendiri; kolom \"%2\" tidak dapat menjadi nomornya", \
      "--map: the body gives the numbers of %1 itself; column \"%2\" cannot be its number") \
    X(IMPORT_CELL, "%1: kolom \"%3\": %2", "%1: column \"%3\": %2") \
    X(IMPORT_ROW, "%1: %2", "%1: %2") \
    X(IMPORT_COLUMNS, "banyaknya kolom lain daripada baris kepala", "another number of columns than the head") \
    X(IMPORT_DAY, "bukan hari yang terbaca, misalnya 12 Januari 2025, 12/01/2025 atau 2025-01-12 (%1)", \
      "not a day that can be read, such as 12 Januari 2025, 12/01/2025 or 2025-01-12 (%1)") \
    X(IMPORT_VALUE, "nilainya tidak cocok untuk %1", "the value does not fit %1") \
    X(IMPORT_MISSING, "%1 tidak ada", "%1 is missing") \
    X(IMPORT_EVENT, "%1 tidak dapat dicatat", "%1 cannot be recorded") \
    X(IMPORT_LAW, "hukum atau kalender tidak dapat menjawab untuk %1", "the law or the calendar cannot answer for %1") \
    X(IMPORT_NO_DAY, "harinya kosong, padahal kolom \"%1\" berisi", "the day is empty although column \"%1\" is not") \
    X(IMPORT_NOTHING, "tidak ada peristiwa dalam baris ini", "there is no event in this row") \
    X(IMPORT_EMPTY, "%1: tidak ada baris kepala", "%1: there is no head") \
    X(IMPORT_ROWS, "%1: lebih dari 10000 baris; bagilah berkasnya", "%1: more than 10000 rows; divide the file") \
    X(IMPORT_FAULTS, "%1 kesalahan dalam %2; tidak ada yang ditulis", "%1 faults in %2; nothing was written") \
    X(IMPORT_CLEAN, "Bersih, baris", "Clean, rows") \
    X(IMPORT_OTHER_MAP, "berkas yang sama sudah diimpor dengan cara lain (--map, --actor atau --role)", \
      "the same file was imported in another way before (--map, --actor or --role)") \
    /* rules */ \
    X(RULES_PACKS, "Paket aturan", "Rule packs") \
    X(RULES_REGIMES, "Rezim", "Regimes") \
    X(RULES_CLOCKS, "Jangka waktu", "Clocks") \
    X(RULES_MORE, "Bacalah satu paket: foi rules show ID", "Read a pack: foi rules show ID") \
    X(RULES_GOOD, "tidak ada cacat; contoh yang terbukti: %1", "no fault; examples proved: %1") \
    X(RULES_FAULTS, "cacat: %1", "faults: %1") \
    X(DIFF_SAME, "Jangka waktunya sama.", "The clocks are the same.") \
    X(DIFF_ONLY, "hanya di %1", "only in %1") \
    X(DIFF_ABSENT, "(tidak ada)", "(none)")

enum cli_text {
#define X(name, id, en) T_##name,
    CLI_TEXTS(X)
#undef X
    T_COUNT
};

/* A sentence as it stands in the table. */
const char *cli_text(enum cli_text text, int lang);

/* Fill %1, %2 and %3; cuts what does not fit, never in the middle of a character. */
void cli_text_fill(char *to, size_t size, enum cli_text text, int lang, const char *const arg[3]);

#endif
