/* Runs a fuzz target over the files of a folder, for compilers without libFuzzer: what once failed stays tried. */
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    /* The seed is given in a block of its exact size, so that a sanitizer sees the first byte after it. */
    static uint8_t bytes[1 << 20];
    size_t size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (!file || ferror(file) || !feof(file)) {
        fprintf(stderr, "cannot read %s\n", path);
        return 0;
    }
    fclose(file);
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact) {
        return 0;
    }
    for (size_t i = 0; i < size; i++) {
        exact[i] = bytes[i];
    }
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 1;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (!folder) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    int seeds = 0, failed = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] != '.') {
            seeds++;
            failed += !replay(argv[1], entry->d_name);
        }
    }
    closedir(folder);
    printf("%d seeds, %d could not be read\n", seeds, failed);
    return seeds > 0 && failed == 0 ? 0 : 1;
}
