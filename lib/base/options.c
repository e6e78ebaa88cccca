/* Structs that grow: size first, zero means default, what is not known must be zero. */
#include <string.h>

#include "base/base.h"

/* Structs of ours are far smaller. What claims to be larger was never filled in, and reading on would be wild. */
enum { LARGEST = 4096 };

/*
 * `given` is a struct of another version of this header, maybe: only its first member is sure to be there, and
 * it is copied, not cast. A newer caller's fields ask for nothing while they are zero. One that is not zero
 * asks for something that this library cannot do, and to overlook that would be a wrong answer.
 */
int foi__opts_read(void *known, size_t known_size, const void *given, foi_error *err)
{
    const unsigned char *bytes = given;
    uint32_t size;

    memset(known, 0, known_size);
    if (given == NULL)
        return FOI_OK;
    memcpy(&size, given, sizeof size);
    if (size < sizeof size || size > LARGEST)
        return foi__fail(err, FOI__STRUCT_SIZE, foi__format_number(size).text,
                         foi__format_number((int64_t)known_size).text, NULL);
    for (size_t i = known_size; i < size; i++)
        if (bytes[i] != 0)
            return foi__fail(err, FOI__STRUCT_TAIL, NULL, NULL, NULL);
    memcpy(known, given, size < known_size ? size : known_size);
    return FOI_OK;
}

/*
 * The other way round: fields that only a newer caller knows are set to zero, those that only we know are left
 * out.
 */
int foi__info_write(void *given, const void *known, size_t known_size)
{
    uint32_t size;

    memcpy(&size, given, sizeof size);
    if (size <= sizeof size || size > LARGEST)
        return FOI_ERR_ABI;
    if (size > known_size) {
        memset((char *)given + known_size, 0, size - known_size);
        size = (uint32_t)known_size;
    }
    memcpy((char *)given + sizeof size, (const char *)known + sizeof size, size - sizeof size);
    return FOI_OK;
}
