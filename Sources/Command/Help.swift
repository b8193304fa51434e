internal import Seatfiller

/// What the command and its sub-commands say of themselves, as wide as the terminal.
internal struct Help {
    /// Where the second column begins.
    private static let indent = 26
    private let columns: Int

    /// - Parameter subcommand: nil for the command as a whole.
    static func text(of subcommand: Subcommand?) -> String {
        let variable = Settings.variable("COLUMNS").flatMap { Int($0) } ?? 0
        let help = Help(columns: variable > 0 ? variable : Console.columns ?? 80)
        return subcommand.map(help.text) ?? help.text
    }

    private var text: String {
        let overview = """
            OVERVIEW: An emulator of Microsoft Store for Business and AvePoint Elements licence \
            APIs.
            """
        let rows = Subcommand.all.map { subcommand in
            row(subcommand.name + (subcommand.isDefault ? " (default)" : ""), subcommand.abstract)
        }
        var blocks = [wrapped(overview), "USAGE: seatfiller <subcommand>"]
        blocks += sections(of: Option.common)
        blocks.append(section("Subcommands", rows))
        blocks.append("  See 'seatfiller help <subcommand>' for detailed help.")
        return blocks.joined(separator: "\n\n")
    }

    private func text(of subcommand: Subcommand) -> String {
        var blocks = [wrapped("OVERVIEW: \(subcommand.abstract)")]
        if let discussion = subcommand.discussion { blocks.append(wrapped(discussion)) }
        blocks.append("USAGE: seatfiller \(subcommand.name) \(usage(of: subcommand))")
        if let operand = subcommand.operand {
            blocks.append(section("Arguments", [row("<\(operand.name)>", operand.help)]))
        }
        return (blocks + sections(of: subcommand.options)).joined(separator: "\n\n") + "\n"
    }

    /// What may follow the name; more than twelve options are not told one by one.
    private func usage(of subcommand: Subcommand) -> String {
        let options = subcommand.options.dropLast(Option.common.count)
        var words = options.map { "[\(label(of: $0, by: $0.spellings.suffix(1)))]" }
        if words.count > 12 { words = ["<options>"] }
        if let operand = subcommand.operand { words.append(operand.synopsis) }
        return words.joined(separator: " ")
    }

    private func sections(of options: [Option]) -> [String] {
        var sections: [(title: String, rows: [String])] = []
        for option in options {
            guard let title = option.section else { continue }
            if sections.last?.title != title { sections.append((title, [])) }
            let label = label(of: option, by: option.spellings)
            sections[sections.count - 1].rows.append(row(label, option.help))
        }
        return sections.map(section)
    }

    private func section(_ title: String, _ rows: [String]) -> String {
        "\(title.uppercased()):\n" + rows.joined(separator: "\n")
    }

    private func label(of option: Option, by spellings: [String]) -> String {
        spellings.joined(separator: ", ") + (option.value.map { " <\($0)>" } ?? "")
    }

    /// A label and what it stands for, beside it where it fits and else beneath it.
    private func row(_ label: String, _ text: String) -> String {
        let label = "  " + label
        guard !text.isEmpty else { return label }
        let isNarrow = label.count < Self.indent
        let text = wrapped(text, indent: Self.indent)
        return isNarrow ? label + text.dropFirst(label.count) : label + "\n" + text
    }

    /// Lines that are broken at spaces; a word that is longer than a line stays whole.
    private func wrapped(_ text: String, indent: Int = 0) -> String {
        let width = max(columns - indent, 1)
        var lines: [Substring] = []
        var rest = text[...]
        while rest.count > width,
            let space = rest.prefix(width).lastIndex(of: " ") ?? rest.firstIndex(of: " ")
        {
            lines.append(rest[..<space])
            rest = rest[rest.index(after: space)...]
        }
        let margin = String(repeating: " ", count: indent)
        return (lines + [rest]).map { margin + $0 }.joined(separator: "\n")
    }
}
