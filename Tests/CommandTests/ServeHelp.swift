extension `The command` {
    static let serveHelp = """
        OVERVIEW: Start the server.

        Each option has an environment variable: SEATFILLER_ and the option's name in
        upper case with underscores. The command line overrides the variable. An empty
        variable counts as unset. Commas separate the values of a list.

        USAGE: seatfiller serve <options>

        LIMITS:
          --journal <n>           Requests that each world's journal keeps; 0 switches
                                  it off. (default: 10000)
          --journal-bytes <bytes> Size of each world's journal; 0 switches it off.
                                  (default: 16777216)
          --journal-answers <bytes>
                                  How much of each answer's content the journal keeps;
                                  0 for no answers. (default: 2048)
          --traversal-idle <seconds>
                                  How long a client may be silent before it has given
                                  up a traversal. (default: 30)
          --max-worlds <n>        Worlds at once. (default: 1000)
          --world-bytes <bytes>   What a world may add to its seed. (default: 67108864)
          --memory <size>         What worlds, snapshots, journals and request bodies
                                  take together: bytes, or 512MiB. (default: half of
                                  the memory of the machine or the container)
          --max-header-bytes <bytes>
                                  Request line and header fields; more is a 431.
                                  (default: 65536)
          --max-body-bytes <bytes>
                                  Request body; more is a 413. (default: 8388608)
          --max-connections <n>   Open connections; more get a 503. (default: 10000)
          --idle-timeout <seconds>
                                  Time until an unused connection is closed. (default:
                                  60)
          --header-timeout <seconds>
                                  Time for a request's header fields; longer is a 408.
                                  (default: 10)
          --body-timeout <seconds>
                                  Time for a request's body; longer is a 408. (default:
                                  30)

        TLS:
          --tls <tls>             off refuses TLS and CONNECT. (default: on) (values:
                                  on, off)
          --ca <dir>              Keep the certificate authority in this folder.
                                  (default: a new one, in memory)
          --tls-name <name>       A name besides localhost and the emulated hosts as
                                  which TLS is spoken; repeatable.

        OPTIONS:
          --host <host>           Address to bind: IPv4, IPv6 or localhost. (default:
                                  127.0.0.1)
          -p, --port <port>       Port; 0 picks a free one and prints it. (default:
                                  7328)
          --seed <path>           A .json, .sql or .db file, a folder of them, or - for
                                  standard input; repeatable. (default: the demo seed)
          --default-seed <path>   Loaded without --seed, if it exists. (default: the
                                  demo seed)
          --store <path>          Keep the data in this SQLite file.
          --reseed                Replace the data of an existing store by the seeds.
          --watch                 Load the seeds again when one of their files changes,
                                  as SIGHUP does.
          --loops <n>             Event loops. (default: processors, at most 4)
          --auth <auth>           open accepts any token or none; enforced requires
                                  one. (default: open) (values: open, enforced)
          --quirk <name=value>    Choose how the emulator behaves where the contract is
                                  silent; repeatable.
          --token-key <hex>       Key of continuation tokens: 32 hexadecimal digits or
                                  more. (default: random)
          --admin-token <token>   Bearer token that /__admin requires; needed on any
                                  address but the loopback.
          --admin-open            Leave /__admin open on an address that is not the
                                  loopback.
          --allow-host <name>     Host name besides localhost at which /__admin answers
                                  without a token; repeatable.
          --token-life <seconds>  How long continuation tokens are valid. (default: for
                                  ever)
          --clock <instant>       Freeze the clock at this ISO 8601 instant. (default:
                                  real time)
          --no-rule-header        Leave out the header X-Seatfiller-Rule.
          --ready-file <path>     A file that is there while the server is ready, and
                                  holds its base URL; a named pipe or a device is
                                  written to.
          --log-format <log-format>
                                  Format of the log. (default: text) (values: text,
                                  json)
          --log-level <log-level> trace, debug, info, notice, warning, error, critical.
                                  (default: info)
          --version               Show the version.
          -h, --help              Show help information.


        """
}
