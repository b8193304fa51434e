/// What a shell reads to complete the words of the command: options behind a dash, the names of
/// sub-commands, and files for all else.
internal enum CompletionScript {
    /// - Throws: a shell that is not known.
    static func text(for shell: String) throws(CommandError) -> String {
        switch shell {
        case "bash": return bash
        case "zsh": return zsh
        case "fish": return fish
        default:
            throw .usage("--generate-completion-script '\(shell)' is not bash, zsh or fish")
        }
    }

    /// What help lists, and itself.
    private static let subcommands = Subcommand.all + [.help]
    private static let names = names { _ in true }
    /// Those that take nothing but options.
    private static let bare = names { $0.operand == nil }

    private static func names(_ isMeant: (Subcommand) -> Bool) -> String {
        subcommands.filter(isMeant).map(\.name).joined(separator: " ")
    }

    private static func quoted(_ text: String) -> String {
        let pieces = text.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + pieces.joined(separator: "'\\''") + "'"
    }

    /// The branches of a `case`, in which the default stands last.
    private static func branches(_ options: ([Option]) -> String) -> String {
        (subcommands.filter { !$0.isDefault } + [.serve]).map { subcommand in
            let shown = subcommand.options.filter(\.isShown)
            let takers = shown.filter { $0.value != nil }.flatMap(\.spellings)
            return """
                    \(subcommand.isDefault ? "*" : subcommand.name))
                        options=(\(options(shown)))
                        takers=' \(takers.joined(separator: " ")) '
                        ;;
                """
        }.joined(separator: "\n")
    }

    private static var bash: String {
        """
        _seatfiller() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
            local subcommand=${COMP_WORDS[1]} options takers words
            case $subcommand in
        \(branches { $0.flatMap(\.spellings).joined(separator: " ") })
            esac
            COMPREPLY=()
            if [[ $takers == *" $previous "* ]]; then
                return
            elif [[ $current != -* && ( $COMP_CWORD -eq 1 || $subcommand == help ) ]]; then
                words='\(names)'
            elif [[ $current == -* || ' \(bare) ' == *" $subcommand "* ]]; then
                words=${options[*]}
            fi
            COMPREPLY=($(compgen -W "$words" -- "$current"))
        }
        complete -o default -F _seatfiller seatfiller
        """
    }

    private static var zsh: String {
        let described = { (options: [Option]) in
            options.flatMap { option in
                option.spellings.map { "\n            " + quoted("\($0):\(option.help)") }
            }.joined() + "\n        "
        }
        let list = subcommands.map { "        " + quoted("\($0.name):\($0.abstract)") }
        return """
            #compdef seatfiller

            _seatfiller() {
                local subcommand=$words[2] takers
                local -a options subcommands=(
            \(list.joined(separator: "\n"))
                )
                case $subcommand in
            \(branches(described))
                esac
                if [[ $takers == *" $words[CURRENT-1] "* ]]; then
                    _files
                elif [[ $PREFIX != -* && ( $CURRENT -eq 2 || $subcommand == help ) ]]; then
                    _describe subcommand subcommands
                elif [[ $PREFIX == -* || ' \(bare) ' == *" $subcommand "* ]]; then
                    _describe -o option options
                else
                    _files
                fi
            }

            # The file is the function where it stands in fpath.
            if [[ $funcstack[1] == _seatfiller ]]; then
                _seatfiller "$@"
            else
                compdef _seatfiller seatfiller
            fi
            """
    }

    private static var fish: String {
        var lines: [String] = []
        func complete(_ condition: String, _ rest: String) {
            lines.append("complete -c seatfiller -n \(quoted(condition)) \(rest)")
        }
        let others = names { !$0.isDefault }
        for subcommand in subcommands {
            let description = quoted(subcommand.abstract)
            complete("__fish_use_subcommand", "-f -a \(subcommand.name) -d \(description)")
            let condition =
                subcommand.isDefault
                ? "not __fish_seen_subcommand_from \(others)"
                : "__fish_seen_subcommand_from \(subcommand.name)"
            for option in subcommand.options where option.isShown {
                let letter = option.letter.map { "-s \($0) " } ?? ""
                let value = option.value.map { $0 == "path" ? "-r -F " : "-x " } ?? ""
                complete(
                    condition, "\(letter)-l \(option.name) \(value)-d \(quoted(option.help))")
            }
        }
        complete("__fish_seen_subcommand_from help", "-f -a \(quoted(names))")
        return lines.joined(separator: "\n")
    }
}
