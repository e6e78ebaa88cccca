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
