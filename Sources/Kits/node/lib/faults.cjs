"use strict";

/** Where each member stands in a fault as the control plane takes it. */
const PLACES = {
    match: ["api", "operation", "method", "path", "user", "customerId", "type", "page"],
    when: ["call", "times", "probability", "seed"],
    do: [
        "status", "body", "headers", "retryAfterSeconds", "retryAfterDate", "delay", "connection",
        "truncateBody", "dribble", "throttle", "paging", "before", "after", "count", "kilobytes",
    ],
};

/** The answers of a world that are ordered in advance. */
class Faults {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /**
     * Adds a fault, or a list of them, all or nothing.
     *
     * @param fault Members of `match`, `when` and `do` side by side, the three as the control plane
     *     takes them, or its JSON.
     * @returns its id, or the list of ids.
     */
    async add(fault) {
        const content = typeof fault === "string" ? fault : JSON.stringify(placed(fault));
        const type = "application/json";
        const added = await this.#plane.json("POST", "faults", { content, type });
        return added.ids ?? added.id;
    }

    /** All faults, and how often each has matched and fired. */
    async list() {
        return (await this.#plane.json("GET", "faults")).faults;
    }

    async get(id) {
        return this.#plane.json("GET", `faults/${encodeURIComponent(id)}`);
    }

    async remove(id) {
        await this.#plane.json("DELETE", `faults/${encodeURIComponent(id)}`);
    }

    /** Removes all faults. */
    async clear() {
        await this.#plane.json("DELETE", "faults");
    }

    /** The faults of paging, and the operations that can have each. */
    async catalogue() {
        return (await this.#plane.json("GET", "faults/catalogue")).faults;
    }
}

/** A fault with its members in their places. */
function placed(fault) {
    if (Array.isArray(fault)) return fault.map(placed);
    if ("do" in fault) return fault;
    const result = {};
    for (const [name, value] of Object.entries(fault)) {
        const place = Object.keys(PLACES).find((place) => PLACES[place].includes(name));
        if (place === undefined) {
            const known = Object.values(PLACES).flat().join(", ");
            throw new TypeError(`a fault has no "${name}", but ${known}`);
        }
        if (value === undefined) continue;
        result[place] ??= {};
        result[place][name] = value;
    }
    return result;
}

module.exports = { Faults };
