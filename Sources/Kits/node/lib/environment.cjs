"use strict";

const { execFile } = require("node:child_process");
const { mkdtemp, rm } = require("node:fs/promises");
const { join } = require("node:path");
const { promisify } = require("node:util");

/** The variables that lead clients to a world that have the services' hosts written into them. */
class Environment {
    #executable;
    #place;
    #server;
    #world;
    #folder;
    #variables;

    /** @param {string} place Where the temporary folder is made. */
    constructor(executable, server, world, place) {
        this.#executable = executable;
        this.#place = place;
        this.#server = server;
        this.#world = world;
    }

    /** The names and values, of which some name files in a temporary folder. */
    async variables() {
        this.#variables ??= this.#ask();
        return { ...(await this.#variables) };
    }

    async #ask() {
        this.#folder = await mkdtemp(join(this.#place, "seatfiller-"));
        const words = ["env", this.#server, "--world", this.#world, "--shell", "dotenv"];
        // The files of the command lie in a folder that it leaves.
        const env = { ...process.env, TMPDIR: this.#folder };
        const { stdout } = await promisify(execFile)(this.#executable, words, { env });
        return Object.fromEntries(stdout.trimEnd().split("\n").map(variable));
    }

    /** Removes the files. */
    async remove() {
        if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
    }
}

/** The name and the value of a line such as `NAME='it\'s'`, whose quotes may be missing. */
function variable(line) {
    const name = line.slice(0, line.indexOf("="));
    const value = line.slice(name.length + 1);
    if (!value.startsWith("'")) return [name, value];
    return [name, value.slice(1, -1).replace(/\\(.)/g, "$1")];
}

module.exports = { Environment };
