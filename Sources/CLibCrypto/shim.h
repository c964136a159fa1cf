// OpenSSL's digests. libpq-dev brings its headers.
#include <openssl/evp.h>
