"use strict";

/** The settings of a world for what the two contracts leave open. */
class Quirks {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    async list() {
        return (await this.#plane.json("GET", "quirks")).quirks;
    }

    /** Sets the quirks that are given, as `{ "store.maxResults": "clamp" }`, and lists all. */
    async set(settings) {
        return (await this.#plane.json("PUT", "quirks", { json: settings })).quirks;
    }
}

module.exports = { Quirks };
