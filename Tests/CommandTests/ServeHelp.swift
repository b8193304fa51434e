extension `The command` {
    static let serveHelp = """
        OVERVIEW: Start the server.

        Each option has an environment variable, SEATFILLER_ and its name in upper case
        with underscores; a flag beats the variable, and an empty variable counts as
        unset. Lists in a variable are separated by commas.

        USAGE: seatfiller serve <options>

        LIMITS:
          --max-header-bytes <bytes>
                                  Request line and header fields; more is a 431.
                                  (default: 65536)
          --max-body-bytes <bytes>
                                  Content; more is a 413. (default: 8388608)
          --max-connections <n>   Open connections; more get a 503. (default: 10000)
          --idle-timeout <seconds>
                                  Until an unused connection closes. (default: 60)
          --header-timeout <seconds>
                                  For a request's header fields; longer is a 408.
                                  (default: 10)
          --body-timeout <seconds>
                                  For a request's content; longer is a 408. (default:
                                  30)

        OPTIONS:
          --host <host>           Address to bind: IPv4, IPv6 or localhost. (default:
                                  127.0.0.1)
          -p, --port <port>       Port; 0 picks a free one and prints it. (default:
                                  7328)
          --seed <path>           A .json, .sql or .db file, a folder of them, or - for
                                  standard input; repeatable. (default: the demo seed)
          --default-seed <path>   What is loaded without --seed, where it is there.
                                  (default: the demo seed)
          --store <path>          Keep the data in this SQLite file.
          --reseed                Replace the data of a store that exists by the seeds.
          --watch                 Load the seeds anew when one of their files changes,
                                  as SIGHUP does.
          --loops <n>             Event loops. (default: processors, at most 4)
          --auth <auth>           open takes any token or none, enforced asks for one.
                                  (default: open) (values: open, enforced)
          --quirk <name=value>    Switch a decision of the contracts; repeatable.
          --token-key <hex>       Key of continuation tokens, 32 hexadecimal digits or
                                  more. (default: random)
          --admin-token <token>   Bearer token that /__admin asks for; needed on other
                                  addresses than the loopback.
          --admin-open            Leave /__admin open on an address that is not the
                                  loopback.
          --allow-host <name>     A name besides localhost under which /__admin is
                                  asked without a token; repeatable.
          --token-life <seconds>  How long continuation tokens are good. (default: for
                                  ever)
          --clock <instant>       Begin with the time frozen at this ISO 8601 instant.
                                  (default: real time)
          --journal <n>           Requests that each world's journal keeps; 0 for none.
                                  (default: 10000)
          --journal-bytes <bytes> What a journal may hold. (default: 16777216)
          --max-worlds <n>        Worlds at once. (default: 1000)
          --world-bytes <bytes>   What a world may add to its seed. (default: 67108864)
          --memory <size>         What worlds, snapshots, journals and contents hold
                                  together: bytes, or 512MiB. (default: half of the
                                  machine's or the container's)
          --no-rule-header        Leave out the header X-Seatfiller-Rule.
          --ready-file <path>     A file that is there while the server is ready, and
                                  holds its base URL; a named pipe or a device is
                                  written to.
          --log-format <log-format>
                                  How the log is written. (default: text) (values:
                                  text, json)
          --log-level <log-level> trace, debug, info, notice, warning, error, critical.
                                  (default: info)
          --version               Show the version.
          -h, --help              Show help information.


        """
}
