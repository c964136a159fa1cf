#ifndef CJANSSON_SHIM_H
#define CJANSSON_SHIM_H

#include <jansson.h>

/// `json_typeof` is a macro, which Swift cannot call.
static inline json_type satchel_json_type(const json_t *value) {
    return json_typeof(value);
}

/// The flags of `json_dump_callback` come from a macro with an argument.
static inline size_t satchel_json_indent(int spaces) {
    return JSON_INDENT(spaces);
}

/// Likewise: how many digits a real number is written with.
static inline size_t satchel_json_precision(int digits) {
    return JSON_REAL_PRECISION(digits);
}

/// `text` of a `json_error_t` as a pointer: Swift imports the array as a tuple of 160 bytes.
static inline const char *satchel_json_error_text(const json_error_t *error) {
    return error->text;
}

#endif
