"use strict";

const { readFile } = require("node:fs/promises");

/** Puts data into a world: a value, `{ sql }`, or the path of a `.json` or `.sql` file. */
class SeedOfWorld {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    /** Replaces the data, and returns what the world then holds; a reset returns to this seed. */
    async replace(seed) {
        return (await this.#plane.json("PUT", "seed", await content(seed))).holds;
    }

    /** Adds to the data, and returns what the world then holds. */
    async add(seed) {
        return (await this.#plane.json("POST", "seed", await content(seed))).holds;
    }
}

async function content(seed) {
    if (typeof seed.sql === "string") return { content: seed.sql, type: "application/sql" };
    if (typeof seed !== "string" && !(seed instanceof URL)) return { json: seed };
    const type = `${seed}`.endsWith(".sql") ? "application/sql" : "application/json";
    return { content: await readFile(seed), type };
}

module.exports = { SeedOfWorld };
