/** The declarations of a file of types, as far as those of the kit need reading. */
export class Declarations {
    #bodies = new Map();
    #bases = new Map();
    #aliases = new Map();

    constructor(text) {
        const source = text.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
        const heads = /^export (?:interface|class) (\w+)(?:<[^>]*>)?(?: extends (\w+))? {$/gm;
        for (const { 1: name, 2: base, index, 0: head } of source.matchAll(heads)) {
            const start = index + head.length;
            this.#bodies.set(name, source.slice(start, source.indexOf("\n}", start)));
            this.#bases.set(name, base);
        }
        const aliases = /^export type (\w+) =([^;]*(?:{.*})?[^;]*);$/gm;
        for (const [, name, type] of source.matchAll(aliases)) {
            this.#aliases.set(name, plain(type));
        }
    }

    /** Whether a name is declared. */
    has(name) {
        return this.#bodies.has(name) || this.#aliases.has(name);
    }

    /** The text of a type that a name stands for. */
    type(name) {
        return this.#aliases.get(name);
    }

    /** The members of an interface or a class, and whether each is optional. */
    members(name) {
        if (!this.#bodies.has(name)) throw new Error(`${name} is not declared`);
        const base = this.#bases.get(name);
        const inherited = base && this.#bodies.has(base) ? this.members(base) : {};
        return { ...inherited, ...membersOf(this.#bodies.get(name)) };
    }

    /** The members of the type of an object, or of its elements. */
    inline(text) {
        if (this.#bodies.has(text)) return this.members(text);
        return membersOf(text.replace(/^{|}(\[\])?$/g, ""));
    }

    /** The literals of a union, or of the alias for one. */
    literals(text) {
        const union = this.#aliases.get(text) ?? text;
        const types = union.split("|").map((each) => each.trim());
        return types.filter((each) => /^("[^"]*"|-?\d+)$/.test(each));
    }
}

/** The members that stand between semicolons, not counting those of objects within. */
function membersOf(body) {
    const members = {};
    let depth = 0;
    let member = "";
    for (const character of `${body};`) {
        if ("{(<[".includes(character)) depth += 1;
        if ("})>]".includes(character) && !member.endsWith("=")) depth -= 1;
        if (character !== ";" || depth > 0) {
            member += character;
            continue;
        }
        const found = /^(?:readonly )?"?([\w.]+)"?(\?)?(?:\(|: *(.*)$)/.exec(plain(member));
        if (found && found[1] !== "private") {
            members[found[1]] = { isOptional: found[2] === "?", type: found[3] ?? "" };
        }
        member = "";
    }
    return members;
}

function plain(text) {
    return text.replace(/\s+/g, " ").trim().replace(/^\| /, "");
}
