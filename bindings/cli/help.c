/* Help that teaches by example, one page a command, in both languages. */
#include "cli.h"

#include <string.h>

static const struct page {
    const char *topic, *id, *en;
} pages[] = {
    {"",
     "foi - tenggat keterbukaan informasi publik, dengan dasar hukumnya\n"
     "\n"
     "  foi due response --from 2025-10-06       kapan jawaban PPID jatuh tempo\n"
     "  foi workdays add 2025-10-06 10           hari kerja ke-10 sesudah suatu hari\n"
     "  foi calendar 2025                        hari libur dan hari kerja setahun\n"
     "  foi case perkara.json                    di mana suatu perkara, apa langkah berikutnya\n"
     "  foi check perkara.json --event JSON      apakah suatu langkah sah\n"
     "  foi redate perkara.json ...              jangka waktu yang bergeser karena hari libur baru\n"
     "  foi replay DIR                           perkara nyata: kata panel dan kata pustaka\n"
     "  foi rules list                           aturan mana yang dimuat\n"
     "  foi explain rights                       hak, kewajiban, pengecualian\n"
     "\n"
     "  foi help COMMAND                         contoh untuk satu perintah\n"
     "  foi --version                            versi\n"
     "\n"
     "Bahasa: --lang id atau --lang en, atau variabel FOI_LANG. Untuk mesin: --json.\n"
     "Keluar dengan 0 terjawab, 1 jawabannya tidak, 2 pertanyaannya keliru,\n"
     "3 hukum atau kalender tidak dapat menjawab.\n",
     "foi - deadlines of freedom-of-information law, with their legal basis\n"
     "\n"
     "  foi due response --from 2025-10-06       when the officer's answer is due\n"
     "  foi workdays add 2025-10-06 10           the 10th working day after a day\n"
     "  foi calendar 2025                        days off and working days of a year\n"
     "  foi case case.json                       where a case stands, what comes next\n"
     "  foi check case.json --event JSON         whether a step is lawful\n"
     "  foi redate case.json ...                 clocks that a new day off moves\n"
     "  foi replay DIR                           real cases: the panel and the library\n"
     "  foi rules list                           which rules are loaded\n"
     "  foi explain rights                       rights, duties, exemptions\n"
     "\n"
     "  foi help COMMAND                         examples for one command\n"
     "  foi --version                            the version\n"
     "\n"
     "Language: --lang id or --lang en, or the variable FOI_LANG. For machines: --json.\n"
     "Exit status: 0 answered, 1 the answer is no, 2 the question is wrong,\n"
     "3 the law or the calendar cannot answer.\n"},
    {"due",
     "foi due CLOCK --from DAY: kapan suatu jangka waktu jatuh tempo, dan sepasti apa\n"
     "\n"
     "Jawaban PPID atas permohonan yang diterima lengkap pada 6 Oktober 2025:\n"
     "  foi due response --from 2025-10-06\n"
     "Dengan semua alasannya (hari yang tidak dihitung, cara baca lain, sumber):\n"
     "  foi due response --from 2025-10-06 --explain\n"
     "Menurut aturan Kementerian Ketenagakerjaan:\n"
     "  foi due response --from 2025-10-06 --regime id/kemnaker\n"
     "Menurut satu cara baca saja (boleh diulang untuk sumbu lain):\n"
     "  foi due response --from 2025-10-06 --reading first_day=same_day\n"
     "Menurut hari libur yang diketahui pada suatu hari:\n"
     "  foi due response --from 2025-08-11 --known-on 2025-08-01\n"
     "Dengan libur setempat dari berkas (boleh diulang; - membaca masukan standar):\n"
     "  foi due response --from 2025-10-06 --calendar pilkada.tsv\n"
     "Batas-batasnya saja, untuk tahun yang belum diputuskan:\n"
     "  foi due response --from 2028-03-06 --provisional\n"
     "Banyak hari sekaligus, satu sebaris; baris tanpa jawaban menjadi baris kosong:\n"
     "  foi due response --batch < hari.txt > jatuh-tempo.txt\n"
     "\n"
     "Nama jangka waktu: `foi rules list`. --from adalah hari kejadiannya sendiri (hari 0).\n",
     "foi due CLOCK --from DAY: when a clock is due, and how sure that is\n"
     "\n"
     "The officer's answer to a request that was received complete on 6 October 2025:\n"
     "  foi due response --from 2025-10-06\n"
     "With all the reasons (days not counted, other readings, sources):\n"
     "  foi due response --from 2025-10-06 --explain\n"
     "Under the rules of the Ministry of Manpower:\n"
     "  foi due response --from 2025-10-06 --regime id/kemnaker\n"
     "Under one reading only (may be repeated for other axes):\n"
     "  foi due response --from 2025-10-06 --reading first_day=same_day\n"
     "With the days off that were known on a day:\n"
     "  foi due response --from 2025-08-11 --known-on 2025-08-01\n"
     "With local days off from a file (may be repeated; - reads standard input):\n"
     "  foi due response --from 2025-10-06 --calendar election.tsv\n"
     "Only the bounds, for a year that is not decided yet:\n"
     "  foi due response --from 2028-03-06 --provisional\n"
     "Many days at once, one a line; a line without an answer becomes an empty line:\n"
     "  foi due response --batch < days.txt > due.txt\n"
     "\n"
     "Names of clocks: `foi rules list`. --from is the day of the event itself (day 0).\n"},
    {"workdays",
     "foi workdays: hitungan dalam kalender hari kerja\n"
     "\n"
     "Hari kerja ke-10 sesudah (atau sebelum) suatu hari:\n"
     "  foi workdays add 2025-10-06 10\n"
     "  foi workdays add 2025-10-06 -10\n"
     "Hari itu sendiri bila hari kerja, kalau tidak hari kerja berikutnya:\n"
     "  foi workdays add 2025-10-05 0\n"
     "Banyaknya hari kerja sesudah hari pertama sampai dengan hari kedua:\n"
     "  foi workdays count 2025-10-06 2025-10-20\n"
     "Apakah ini hari kerja (yes, atau no dengan kode keluar 1):\n"
     "  foi workdays is 2025-08-18\n"
     "Banyak baris sekaligus, `DAY N`, `FROM TO` atau `DAY`:\n"
     "  foi workdays count --batch < pasangan.txt\n"
     "\n"
     "Juga --known-on DAY, --calendar FILE (boleh diulang) dan --json.\n",
     "foi workdays: sums in the calendar of working days\n"
     "\n"
     "The 10th working day after (or before) a day:\n"
     "  foi workdays add 2025-10-06 10\n"
     "  foi workdays add 2025-10-06 -10\n"
     "The day itself if it is a working day, else the next one:\n"
     "  foi workdays add 2025-10-05 0\n"
     "How many working days lie after the first day up to and including the second:\n"
     "  foi workdays count 2025-10-06 2025-10-20\n"
     "Is this a working day (yes, or no with exit status 1):\n"
     "  foi workdays is 2025-08-18\n"
     "Many lines at once, `DAY N`, `FROM TO` or `DAY`:\n"
     "  foi workdays count --batch < pairs.txt\n"
     "\n"
     "Also --known-on DAY, --calendar FILE (may be repeated) and --json.\n"},
    {"calendar",
     "foi calendar YEAR: setahun hari kerja dan hari libur, dengan keputusannya\n"
     "\n"
     "  foi calendar 2025\n"
     "Sebagaimana diketahui sebelum cuti bersama 18 Agustus ditetapkan:\n"
     "  foi calendar 2025 --known-on 2025-08-01\n"
     "Dengan libur setempat dari berkas:\n"
     "  foi calendar 2025 --calendar pilkada.tsv\n"
     "Untuk mesin:\n"
     "  foi calendar 2025 --json\n",
     "foi calendar YEAR: a year of working days and days off, with their decrees\n"
     "\n"
     "  foi calendar 2025\n"
     "As known before the collective leave of 18 August was decreed:\n"
     "  foi calendar 2025 --known-on 2025-08-01\n"
     "With local days off from a file:\n"
     "  foi calendar 2025 --calendar election.tsv\n"
     "For machines:\n"
     "  foi calendar 2025 --json\n"},
    {"case",
     "foi case FILE: di mana suatu perkara, jangka waktu apa yang berjalan, apa yang keliru, apa berikutnya\n"
     "\n"
     "Berkas perkara adalah daftar peristiwa, misalnya perkara.json:\n"
     "  {\"foi_case\": 1, \"events\": [{\"kind\": \"request_received\", \"date\": \"2025-10-06\"}]}\n"
     "Laporannya, pada hari tertentu (kalau tidak: hari terakhir dalam berkas; - membaca masukan standar):\n"
     "  foi case perkara.json --as-of 2025-12-01\n"
     "Garis waktu di terminal, atau sebagai gambar:\n"
     "  foi case perkara.json --as-of 2025-12-01 --timeline\n"
     "  foi case perkara.json --as-of 2025-12-01 --timeline --svg > perkara.svg\n"
     "Tanggal jatuh tempo yang berjalan, untuk kalender; kode keluar 1 bila tidak ada:\n"
     "  foi case perkara.json --as-of 2025-12-01 --ics > perkara.ics\n"
     "Menurut satu cara baca, atau hari libur yang diketahui pada suatu hari:\n"
     "  foi case perkara.json --reading first_day=same_day\n"
     "  foi case perkara.json --known-on 2025-10-06\n"
     "Untuk mesin; banyak perkara sekaligus, satu sebaris:\n"
     "  foi case perkara.json --json\n"
     "  foi case --batch < perkara.jsonl > laporan.jsonl\n"
     "\n"
     "Yang ditulis di baris perintah menang atas as_of dan readings dalam berkas.\n",
     "foi case FILE: where a case stands, which clocks run, what was wrong, what comes next\n"
     "\n"
     "A case file is the list of what happened, such as case.json:\n"
     "  {\"foi_case\": 1, \"events\": [{\"kind\": \"request_received\", \"date\": \"2025-10-06\"}]}\n"
     "Its report, on a day (default: the last day in the file; - reads standard input):\n"
     "  foi case case.json --as-of 2025-12-01\n"
     "The timeline in the terminal, or as a picture:\n"
     "  foi case case.json --as-of 2025-12-01 --timeline\n"
     "  foi case case.json --as-of 2025-12-01 --timeline --svg > case.svg\n"
     "Due dates that run, for a calendar; exit status 1 if there are none:\n"
     "  foi case case.json --as-of 2025-12-01 --ics > case.ics\n"
     "Under one reading, or with the days off that were known on a day:\n"
     "  foi case case.json --reading first_day=same_day\n"
     "  foi case case.json --known-on 2025-10-06\n"
     "For machines; many cases at once, one a line:\n"
     "  foi case case.json --json\n"
     "  foi case --batch < cases.jsonl > reports.jsonl\n"
     "\n"
     "The command line wins over as_of and readings of the file.\n"},
    {"check",
     "foi check FILE --event JSON: apa akibat suatu peristiwa, tanpa mencatatnya\n"
     "\n"
     "  foi check perkara.json --event '{\"kind\": \"objection_received\", \"date\": \"2025-12-02\", \"grounds\": [\"c\"]}'\n"
     "Untuk mesin:\n"
     "  foi check perkara.json --event '{\"kind\": \"request_extended\", \"date\": \"2025-10-21\"}' --json\n"
     "\n"
     "Kode keluarnya 0 bila sah, 1 bila ada temuan selain catatan. Juga --reading dan --known-on.\n",
     "foi check FILE --event JSON: what an event would do, without recording it\n"
     "\n"
     "  foi check case.json --event '{\"kind\": \"objection_received\", \"date\": \"2025-12-02\", \"grounds\": [\"c\"]}'\n"
     "For machines:\n"
     "  foi check case.json --event '{\"kind\": \"request_extended\", \"date\": \"2025-10-21\"}' --json\n"
     "\n"
     "The exit status is 0 if it is lawful, 1 if it gets a finding other than a note. Also --reading and --known-on.\n"},
    {"redate",
     "foi redate FILE...: jangka waktu mana yang bergeser di antara dua keadaan kalender\n"
     "\n"
     "Sebelum dan sesudah 18 Agustus 2025 ditetapkan sebagai cuti bersama:\n"
     "  foi redate perkara.json --known-before 2025-08-06 --known-after 2025-08-07\n"
     "Dengan dua berkas kalender:\n"
     "  foi redate perkara.jsonl --calendar-before lama.tsv --calendar-after baru.tsv\n"
     "\n"
     "Satu berkas memuat satu perkara, atau satu sebaris (.jsonl). Kode keluarnya 1 bila ada yang bergeser.\n"
     "Untuk mesin: --json.\n",
     "foi redate FILE...: which clocks move between two states of the calendar\n"
     "\n"
     "Before and after 18 August 2025 was made collective leave:\n"
     "  foi redate case.json --known-before 2025-08-06 --known-after 2025-08-07\n"
     "With two calendar files:\n"
     "  foi redate cases.jsonl --calendar-before old.tsv --calendar-after new.tsv\n"
     "\n"
     "A file holds one case, or one a line (.jsonl). The exit status is 1 if any clock moved.\n"
     "For machines: --json.\n"},
    {"replay",
     "foi replay DIR: perkara yang sudah diputus, kata panel di samping kata pustaka\n"
     "\n"
     "  foi replay examples/data/replay\n"
     "Untuk mesin:\n"
     "  foi replay examples/data/replay --json\n"
     "\n"
     "Kode keluarnya 1 bila suatu kata panel tidak cocok dengan cara baca mana pun. Bentuk berkasnya: docs/replay.md.\n",
     "foi replay DIR: cases that were decided, the panel beside the library\n"
     "\n"
     "  foi replay examples/data/replay\n"
     "For machines:\n"
     "  foi replay examples/data/replay --json\n"
     "\n"
     "The exit status is 1 if a finding of a panel fits no reading. The form of the files: docs/replay.md.\n"},
    {"rules",
     "foi rules: aturan yang dimuat, dan paket aturan sendiri\n"
     "\n"
     "  foi rules list                            paket, rezim, jangka waktu\n"
     "  foi rules show id/perki-1-2021            satu paket, untuk dibaca atau disalin\n"
     "  foi rules show id/perki-1-2021 --json     jangka waktunya, untuk mesin\n"
     "  foi rules diff id/perki-1-2010 id/perki-1-2021   beda jangka waktu dua paket\n"
     "  foi rules check instansi.yaml             periksa paket dan buktikan contohnya\n"
     "  foi rules graph id                        alur perkara sebagai gambar Graphviz\n"
     "\n"
     "check memuat berkas bersama aturan bawaan; paket yang id-nya sama menggantikan yang bawaan.\n"
     "Kode keluarnya 1 bila ada cacat, 2 bila berkasnya tidak terbaca.\n",
     "foi rules: the rules that are loaded, and rule packs of your own\n"
     "\n"
     "  foi rules list                            packs, regimes, clocks\n"
     "  foi rules show id/perki-1-2021            one pack, to be read or copied\n"
     "  foi rules show id/perki-1-2021 --json     its clocks, for machines\n"
     "  foi rules diff id/perki-1-2010 id/perki-1-2021   how the clocks of two packs differ\n"
     "  foi rules check agency.yaml               check a pack and prove its examples\n"
     "  foi rules graph id                        the procedure as a picture for Graphviz\n"
     "\n"
     "check loads the files together with the built-in rules; a pack of the same id replaces one of them.\n"
     "Its exit status is 1 when it finds a fault, 2 when a file cannot be read.\n"},
    {"explain",
     "foi explain TOPIC: hak, kewajiban, alasan keberatan, pengecualian, dengan pasalnya\n"
     "\n"
     "  foi explain                               daftar topik\n"
     "  foi explain rights\n"
     "  foi explain 17a                           satu pengecualian\n"
     "  foi explain response                      satu jangka waktu\n"
     "Hukum pada suatu hari (kalau tidak: hari ini) dan suatu rezim:\n"
     "  foi explain response --on 2015-03-02\n"
     "  foi explain response --regime id/kemnaker\n"
     "Untuk mesin, dalam dua bahasa:\n"
     "  foi explain rights --json\n",
     "foi explain TOPIC: rights, duties, grounds of objection, exemptions, with their articles\n"
     "\n"
     "  foi explain                               the list of topics\n"
     "  foi explain rights\n"
     "  foi explain 17a                           one exemption\n"
     "  foi explain response                      one clock\n"
     "The law of a day (default: today) and of a regime:\n"
     "  foi explain response --on 2015-03-02\n"
     "  foi explain response --regime id/kemnaker\n"
     "For machines, in both languages:\n"
     "  foi explain rights --json\n"},
};

enum { PAGES = sizeof pages / sizeof pages[0] };

/* Print a page; CLI_BAD, and nothing told, when there is none. */
int cli_help(cli *c, const char *topic)
{
    for (size_t i = 0; i < PAGES; i++) {
        if (strcmp(pages[i].topic, topic) == 0) {
            cli_put(&c->out, c->lang == FOI_LANG_EN ? pages[i].en : pages[i].id);
            return CLI_YES;
        }
    }
    return CLI_BAD;
}

const char *cli_help_nearest(const char *topic)
{
    const char *names[PAGES];

    for (size_t i = 1; i < PAGES; i++)
        names[i - 1] = pages[i].topic;
    return cli_nearest(topic, names, PAGES - 1);
}
