"""The page of the manual, of what the executable says for `--experimental-dump-help`.

`help` prints the same: the words stand once, in the sources of the commands. What no command says
is in seatfiller.1.in.
"""

from __future__ import annotations

import re
import textwrap
import time
from collections.abc import Set

from release import KIT, SUMMARY, epoch, version

TEMPLATE = KIT / "seatfiller.1.in"
# A group of options that a command takes over from another one, where they are described.
TAKEN_OVER = "Options of serve"


def escaped(text: str) -> str:
    """Text that roff prints as it is: a hyphen stays one that can be copied."""
    return text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")


def prose(text: str) -> str:
    """A text of `help`, with its options and variables in bold. A sentence begins a line, for roff
    knows no other way to tell where one ends."""
    # A bell stands for the backslash of a mark, until the text's own are escaped.
    bold = re.sub(
        r"(?<![\w-])(--[a-z][a-z-]*[a-z]|-[a-z]\b|SEATFILLER_[A-Z_]+|/__admin)",
        "\aB\\1\aR",
        text,
    )
    sentences = re.split(r"(?<=\.) (?=[A-Z(])", escaped(bold).replace("\a", "\\f"))
    lines = [
        line
        for sentence in sentences
        for line in textwrap.wrap(
            sentence, 76, break_long_words=False, break_on_hyphens=False)
    ]
    # A line that begins with a dot would be a command of roff's.
    return "\n".join(f"\\&{line}" if line.startswith(".") else line for line in lines)


def names(argument: dict) -> list[str]:
    """`-p` and `--port`, with the dashes."""
    dashes = {"short": "-", "long": "--", "longWithSingleDash": "-"}
    return [dashes[name["kind"]] + name["name"] for name in argument.get("names", [])]


def value(argument: dict) -> str:
    """What an option takes: the words to choose from, or what kind of value."""
    if argument["kind"] == "flag":
        return ""
    words = "|".join(f"\\fB{escaped(word)}\\fR" for word in argument.get("allValues", []))
    return " " + (words or f"\\fI{escaped(argument['valueName'])}\\fR")


def heading(argument: dict) -> str:
    """`-p, --port port`, or `path ...`"""
    if argument["kind"] == "positional":
        dots = " ..." if argument["isRepeating"] else ""
        return f"\\fI{argument['valueName']}\\fR{dots}"
    spelled = ", ".join(f"\\fB{escaped(name)}\\fR" for name in names(argument))
    return spelled + value(argument)


def entries(arguments: list[dict]) -> list[str]:
    """The arguments with what they do, those of a group under its title."""
    lines, title = [], None
    for argument in arguments:
        if argument.get("sectionTitle") != title:
            title = argument["sectionTitle"]
            lines += [".PP", f"{escaped(title)}:"]
        lines += [".TP", heading(argument), prose(argument["abstract"])]
    return lines


def shown(command: dict, common: Set[str] = frozenset()) -> list[dict]:
    """The arguments that `help` shows, without those that every command has, and in its order:
    those of a group come after those of none."""
    arguments = [
        argument
        for argument in command.get("arguments", [])
        if argument["shouldDisplay"] and not common & set(names(argument))
    ]
    return sorted(arguments, key=lambda argument: argument.get("sectionTitle", ""))


def synopsis(command: dict, arguments: list[dict], default: str) -> str:
    """`seatfiller check [options] path ...`"""
    name = command["commandName"]
    words = [f"[\\fB{name}\\fR]" if name == default else f"\\fB{name}\\fR"]
    if any(argument["kind"] != "positional" for argument in arguments):
        words.append("[\\fIoptions\\fR]")
    for argument in arguments:
        if argument["kind"] != "positional":
            continue
        if argument["parsingStrategy"] == "postTerminator":
            words.append(f"\\fB\\-\\-\\fR {heading(argument)}")
        else:
            words.append(f"[{heading(argument)}]" if argument["isOptional"] else heading(argument))
    return f"\\fBseatfiller\\fR {' '.join(words)}"


def section(command: dict, arguments: list[dict]) -> list[str]:
    """A command: what it does, and its options."""
    own = [each for each in arguments if each.get("sectionTitle") != TAKEN_OVER]
    lines = [f".SS {command['commandName']}", prose(command["abstract"])]
    if "discussion" in command:
        lines += [".PP", prose(command["discussion"])]
    if len(own) < len(arguments):
        lines += [".PP", "It takes the options of \\fBserve\\fR, and these:"]
    return lines + entries(own)


def variables(arguments: list[dict]) -> list[str]:
    """The variables of options, which all have the option's name."""
    lines = []
    for option in (names(argument)[-1] for argument in arguments if names(argument)):
        name = "SEATFILLER_" + option.removeprefix("--").upper().replace("-", "_")
        lines += [".TP 32n", f"\\fB{name}\\fR", f"\\fB{escaped(option)}\\fR"]
    return lines


def check_examples(page: str, commands: list[dict]) -> None:
    """Refuses a page whose own words name an option that there is not."""
    known = {name for command in commands for each in command["arguments"] for name in names(each)}
    # The parser of command lines has it, and does not show it.
    known.add("--generate-completion-script")
    for name in re.findall(r"(?<!\S)--[a-z][a-z-]+", page.replace("\\-", "-")):
        if name not in known:
            raise SystemExit(f"{TEMPLATE.name} names {name}, and there is no such option")


def manual(help_of_all: dict) -> str:
    """The page, of the whole help."""
    root = help_of_all["command"]
    common = {name for argument in shown(root) for name in names(argument)}
    commands = [each for each in root["subcommands"] if each["commandName"] != "help"]
    arguments = {each["commandName"]: shown(each, common) for each in commands}
    default = root["defaultSubcommand"]
    lines = {
        "SYNOPSIS": [
            line
            for each in commands
            for line in (synopsis(each, arguments[each["commandName"]], default), ".br")
        ][:-1],
        "OPTIONS": entries(shown(root)),
        "COMMANDS": [
            line for each in commands for line in section(each, arguments[each["commandName"]])
        ],
        "VARIABLES": variables(arguments[default]),
    }
    words = {
        "DATE": time.strftime("%Y-%m-%d", time.gmtime(epoch())),
        "VERSION": version(),
        "SUMMARY": SUMMARY,
        "ABSTRACT": prose(root["abstract"]),
        **{name: "\n".join(content) for name, content in lines.items()},
    }
    template = TEMPLATE.read_text()
    check_examples(template, [root, *commands])
    return re.sub(r"@([A-Z]+)@", lambda match: words[match[1]], template)
