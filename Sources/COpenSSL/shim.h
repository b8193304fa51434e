#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Macros, and functions of any number of arguments, which Swift cannot call.

static inline EVP_PKEY *seatfiller_new_rsa_key(unsigned int bits) { return EVP_RSA_gen(bits); }

static inline EVP_PKEY *seatfiller_new_p256_key(void) { return EVP_EC_gen("P-256"); }

static inline void seatfiller_openssl_free(void *memory) { OPENSSL_free(memory); }
