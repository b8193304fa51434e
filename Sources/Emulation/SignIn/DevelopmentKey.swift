/// The key that signs access tokens, of every Seatfiller there is.
///
/// It is public on purpose, so that a start costs nothing, tokens outlive it, and each replica
/// honours those of the others. It keeps nobody out.
enum DevelopmentKey {
    static let pem = """
        -----BEGIN PRIVATE KEY-----
        MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDFCz+YqBMNYsdH
        pOWmWlxgp6X7MOOKCEdkLvLufp25wtLc2Kb5qeqskGG+c3wESeAPmMLzID24VUnx
        2GUCtWPosj0BoDfmMzYNJEx+okJK65FBZftC3KnggQSAboVzMf6u+Rl1ewztWmAy
        i0M9wEU20wf+pbYhL1xfp8YofEyDuCgtmkbaOgz1h+woupwoae9wlX3VJO/Q1wBm
        kpJ49+k6Du81+EGuq9T9x0Oh/cYCQ77P1oGarVcQk+i0QkaRVjeKCYIvNkwg9n2O
        1oC4IF1GZ2zbLsrmX5Rq/Ds9NA38zoVjivVzgtFSwVzR/LMZ1yVr2sbzexzoFAaf
        pRn168MTAgMBAAECggEACgufpinQvtcROji0VIE5CU40fLfcOrEJzV9Es7qb4FjA
        yJgyF3qLsjx5O6Xw5b1LwWp3pBXkeku9DKnFGsNbRFrQGA+R31D2Ynkhtv6Q54XI
        sjLVAYr1DUE4W/oNkkxPwEi/p75G4cWHvfaVzlPl7FHSyIRzjTpxHEH5nqyLIhBR
        0ouo3zYEwENvdl/JmFN/9HP2TvhxhmEcAUJjj7n4YhAVt/H5vbQaXZcMnFn9VgKM
        nE9pG9CM7ryQLfB6x+Qcpw9Ef4CO2o60K0FkbRYy9xYCXDrjO+pogoG8/GeJcBZ8
        maJ7v4LAcbnWC7EsME9YV1ZPOjcKNBUAnANzgskU8QKBgQDp3Ingy3B7azBUDWeH
        +QKt/r/8x/4wQbqLDlAnpZdTTXrQZciUBanud+xkqpoSZ1mRi29suHd4EfVK0U5x
        r5Gp4JSFhivkQhDvRMIfPGPAloP3OIhXTu4zzqSW7Whwtf5mooQhN25c7ifNYu0M
        jyTslVBWTQpjOmSx7dzVP5jKfwKBgQDXsna5Xzj2LpqQqd0IkGg0Y3yVCaMkpyw2
        gQ9THYgLsmmsA+ulTrm8KpWXChcR/EiYP+xG2VTamu50N5gNYggKYS8KRiKorMTt
        eRuKG2Ju9NdPhxtvADhSUrdFGmjwNaN5T5zDs7T4lmqMpL0lq6UcyyJLSXPpTU4f
        RW9smu71bQKBgEqiAjKGWlBY5eR9HqRLOKq0mSqf3KQj5deI6tWsR/3ixSYKxZdP
        s2qSRRPfSipDZ1dGi3nD6QSdno2Q/JrVcAQp0txF9G31E5h4dgcn66HDpzvXg9Nx
        Mh3AfdBY1bLaseSpSsea/BKWQoeOYZ5XdG44PJo+HemK8iXChm5bzHQbAoGBAMB7
        Fm1Xpyow7mdX3dINo5/Ug9Evt3E26UJ+KyG9gbEGdjw1h2yN8zsSOUl+jJXVLycG
        LCARQyKNDWuSTNLsf0Zb8TFW4wjonBdacpPs2gsv3I+wfm+wn5H/FGLLLYfmJcpU
        nA0b6cvH1q9JNy1Nndsy/ph2pMQ14xgOy178Z2+FAoGAY0IsnyVVamEOF4w5HBkI
        FuRphYlHZ6fu365y2i/6/FK0Vt6HTJIOqOZekFGGNzBbFPwHjbwKDmNYr8BUdSRV
        98ynb8ZWFn0f/OyFp8o/4Or0umbLwiOyiiNw+Q8QyuhgPRMEoqBQow9fC0bjT0XZ
        wjSjKI2EjoGXQqzrVOVPc24=
        -----END PRIVATE KEY-----
        """
}
