#ifndef CLIBARCHIVE_SHIM_H
#define CLIBARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

/// `archive_set_error` is variadic, which Swift cannot call; the text is never used as a format.
static inline void satchel_archive_set_error(struct archive *archive, int number, const char *text) {
    archive_set_error(archive, number, "%s", text);
}

/// `AE_IFREG` is a macro with a cast, which Swift does not import.
static inline unsigned int satchel_archive_regular_file(void) {
    return AE_IFREG;
}

#endif
