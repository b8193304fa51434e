/// What the openssl command has made: keys, and what they have signed of `abc`.
enum Specimens {
    static let rsa = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAul34Ul8IIK0HKDhJtU5X
        JkiBq5QnW6EgM6Yn95CmeikgyvIUBMhNrKpGYCvO1UGrJ/nDKVxoHXK/kmw2FCXU
        iViCV9VaA1T6JmAdUQsFqplO/StTeSIRSEOe3OaBNT0dRau2gZ1fD4LL5nlN+KiK
        SW1u7N/jCwvx4gdU/DCi8IkOhQ0M5qVGt3VOgBFJzCKgfhBahn3d6RzZGA2AzBdJ
        xPvGw52lh/wab3QlmwcjHKAHDHOWQ5lTRtyFsr3heFd2lqoFKA7Z0XCFdGZF7eKc
        hCQhEn0qx3jLCo+Uged8U19LteYwf5oxIDU6fxOTY5FIgRS3oJFEFbIl5i9jxrvG
        AQIDAQAB
        -----END PUBLIC KEY-----
        """

    static let rsaOfOld = """
        -----BEGIN RSA PUBLIC KEY-----
        MIIBCgKCAQEAul34Ul8IIK0HKDhJtU5XJkiBq5QnW6EgM6Yn95CmeikgyvIUBMhN
        rKpGYCvO1UGrJ/nDKVxoHXK/kmw2FCXUiViCV9VaA1T6JmAdUQsFqplO/StTeSIR
        SEOe3OaBNT0dRau2gZ1fD4LL5nlN+KiKSW1u7N/jCwvx4gdU/DCi8IkOhQ0M5qVG
        t3VOgBFJzCKgfhBahn3d6RzZGA2AzBdJxPvGw52lh/wab3QlmwcjHKAHDHOWQ5lT
        RtyFsr3heFd2lqoFKA7Z0XCFdGZF7eKchCQhEn0qx3jLCo+Uged8U19LteYwf5ox
        IDU6fxOTY5FIgRS3oJFEFbIl5i9jxrvGAQIDAQAB
        -----END RSA PUBLIC KEY-----
        """

    static let p256 = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEjEvdP2AtFn872w5JBPQekFxQk/uO
        LVR3c38hSh0K76fEyhEJakb6Idz+wmtUmnJe2G87Txl0IksQZ3agToj4jw==
        -----END PUBLIC KEY-----
        """

    static let smallRSA = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCejBYHH1/QPX9G1EFOL08mRzM9
        2EfvHWNjIKyCeWQ1oItNDG84tyT8E1YQ4BBIekLuFwP0BAlRqHGsMFdf3S3OupiU
        SUsRtvKMEWOd4tCiemhnbgsd8GdmmeleNp09ZL1kSxw5mAEy/2e5FNGMKPlQz8m+
        qnbNZ7QmwW7KatvISwIDAQAB
        -----END PUBLIC KEY-----
        """

    static let p384 = """
        -----BEGIN PUBLIC KEY-----
        MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEP8GjQTyfynmjGbMc6S4/FBUvntpRRmLU
        lE9gv6A4mYmftC18TeC3bW/mzvHM83oSboduJ9SEtlXLNY8fk2AJ2p8SxvN7meSF
        tYGxME5rO0Vjh0mos7AjJdHGxblujkBr
        -----END PUBLIC KEY-----
        """

    static let privateP256 = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIMVi4rag2wfZuj/cu17MFk1M17Sru1jtzZTH8NATHcp4oAoGCCqGSM49
        AwEHoUQDQgAEjEvdP2AtFn872w5JBPQekFxQk/uOLVR3c38hSh0K76fEyhEJakb6
        Idz+wmtUmnJe2G87Txl0IksQZ3agToj4jw==
        -----END EC PRIVATE KEY-----
        """

    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBdjCCARugAwIBAgIUVroAwPuUUYrQDkhljgMRFLl5p7UwCgYIKoZIzj0EAwIw
        DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjcxMjU5MzJaGA8yMTI2MTEwMzEyNTkz
        MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIxL
        3T9gLRZ/O9sOSQT0HpBcUJP7ji1Ud3N/IUodCu+nxMoRCWpG+iHc/sJrVJpyXthv
        O08ZdCJLEGd2oE6I+I+jUzBRMB0GA1UdDgQWBBRfQF/wjPseWcKDrYGrHXlQyCfT
        wzAfBgNVHSMEGDAWgBRfQF/wjPseWcKDrYGrHXlQyCfTwzAPBgNVHRMBAf8EBTAD
        AQH/MAoGCCqGSM49BAMCA0kAMEYCIQC52qtV7UCGY63JbD/tb3xalFxBhQbA5/Pq
        tbKBiCfLqAIhAM+ca+pFc583P6rXuFXWLFnuXYHlw6yONCNOOgi6sdPa
        -----END CERTIFICATE-----
        """

    static let pkcs1 = """
        h3vM+MzgvDgyHapot62OZB+Sl273XExYx7sntyk1Sa2Z3lRW5xUWjoTYpTRBTI34nanFlR94KVLZ7zV82q4GJmNKbJF3OAKp\
        zrVezlBNBXOleEiB/FitKlb3gqYRE5xiKH7s4Ra/xmggL6DtVV7306SvrxDnS4UmOPsS8riYarmqmCiB12ifd6gp3/2ZcmLM\
        qEKgVTbEA6QsEyVtYj7e5b9O+F6+ZF9wQh/kBogYZtQ/BJ7jiCTCZcOHw+LXzW597nmsT0grOUEnrSlQnz0B9Vgf3zt1MALD\
        R6DTZETr+fZj8kKzS3aHk+ldfth5X3foMTQcdPIZ09aR/oBQoCTVPA==
        """

    static let pss = """
        Y+BAXsnhUWiqujXVSIYZ3uup1QRtrIwxcPtk4yKV3nhAjvS7dkPoQVeQQ2ISr2KLooFpgIQgeEwKQDJFTpKXOzkFjdyWeAU6\
        yKSnCjSgZYz97CFq6eOwCfyonZBcKqnJFmNd39pSm+BvSNut+wriXr6rQpKSFFI9p7jeQthcZX9bqGeKBVH+wPbIbG2gQFNv\
        XO7lormOm7HJSIr8thdH27Vn/eFAS5qrvtxMCmkzbEYhu5rupsGVxkXRsNJ/4Tn+qr5Wqak8+tI8o40knvviyXkCs0tFraJL\
        Mh4vQ7L1BGW2uyUUzonsxu01cLdZM91sL8bG3ki61T4APrd5MnJvzA==
        """

    static let ecdsa = """
        MEYCIQCIjSYTfF+mR2TSCmd5LxxIepkQzRmsg+W2FZxABGJzJQIhAOa5jZ5lCgUEtv0Xwiujch4aiuhSe+Uuutb7Q/3ohCPV
        """
}
