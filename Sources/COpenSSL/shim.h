// Or its macros name this file with its folder, and a build in another folder has other bytes.
#define OPENSSL_NO_FILENAMES

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Macros, and functions of any number of arguments, which Swift cannot call.

static inline EVP_PKEY *seatfiller_new_rsa_key(unsigned int bits) { return EVP_RSA_gen(bits); }

static inline EVP_PKEY *seatfiller_new_p256_key(void) { return EVP_EC_gen("P-256"); }

static inline void seatfiller_openssl_free(void *memory) { OPENSSL_free(memory); }

// Parameters point to their names, which a Swift string would not keep in its place.
static inline int seatfiller_key_hmac_sha256(
    EVP_MAC_CTX *context, const unsigned char *key, size_t count) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"SHA256", 0),
        OSSL_PARAM_construct_end(),
    };
    return EVP_MAC_init(context, key, count, parameters);
}

static inline void seatfiller_set_name_callback(
    SSL_CTX *context, int (*callback)(SSL *, int *, void *)) {
    SSL_CTX_set_tlsext_servername_callback(context, callback);
}

// HTTP/1.1 for a client that names protocols (RFC 7301); one that names only others is refused.
static inline int seatfiller_choose_protocol(
    SSL *session, const unsigned char **chosen, unsigned char *length, const unsigned char *offered,
    unsigned int offered_length, void *unused) {
    static const unsigned char ours[] = "\x08http/1.1";
    int outcome = SSL_select_next_proto(
        (unsigned char **)chosen, length, ours, sizeof ours - 1, offered, offered_length);
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

// TLS 1.2 and 1.3 without what only makes them weaker, nothing kept of a session that has ended, and
// no room for records kept by a connection that is idle.
static inline void seatfiller_limit_tls(SSL_CTX *context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(
        context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context, seatfiller_choose_protocol, 0);
}

// A stack of certificates, each of which it keeps for itself.
static inline STACK_OF(X509) *seatfiller_new_chain(void) { return sk_X509_new_null(); }

static inline int seatfiller_add_to_chain(STACK_OF(X509) *chain, X509 *certificate) {
    if (!sk_X509_push(chain, certificate)) return 0;
    X509_up_ref(certificate);
    return 1;
}

static inline void seatfiller_free_chain(STACK_OF(X509) *chain) {
    sk_X509_pop_free(chain, X509_free);
}

// A certificate in PKCS #12 as one that is trusted for everything, which Java asks to be said by an
// attribute of its own. What is public is not encrypted.
static inline PKCS12 *seatfiller_new_trust_store(X509 *certificate, const char *name, const char *password) {
    STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
    STACK_OF(PKCS7) *safes = NULL;
    PKCS12 *store = NULL;
    PKCS12_SAFEBAG *bag = PKCS12_add_cert(&bags, certificate);
    if (bag && PKCS12_add_friendlyname_utf8(bag, name, -1)
        && PKCS12_add1_attr_by_txt(
            bag, "2.16.840.1.113894.746875.1.1", V_ASN1_OBJECT,
            (const unsigned char *)OBJ_nid2obj(NID_anyExtendedKeyUsage), -1)
        && PKCS12_add_safe(&safes, bags, -1, 0, NULL)) {
        store = PKCS12_add_safes(safes, 0);
        // The digest that every Java knows.
        if (store && !PKCS12_set_mac(store, password, -1, NULL, 0, 2048, EVP_sha1())) {
            PKCS12_free(store);
            store = NULL;
        }
    }
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    sk_PKCS7_pop_free(safes, PKCS7_free);
    return store;
}
