"use strict";

const { spawn } = require("node:child_process");
const { once } = require("node:events");
const { mkdtempSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { seedFile } = require("./seed-file.cjs");

/**
 * Runs the server until its input ends, which only this process holds open. So the server ends with
 * this process, whatever ends that, and nothing has to be done at its exit. The output is closed so
 * that its end tells that of the server.
 */
const LEASH = `
    folder=$1
    shift
    "$@" </dev/null &
    server=$!
    exec >&-
    read -r line
    kill "$server" 2>/dev/null
    wait "$server"
    rm -rf "$folder"`;

/** How much is kept of the server's log. */
const LOG_CHARACTERS = 65536;

/** A server that is a process of ours. */
class ServerProcess {
    #child;

    /** The base URL. */
    url;

    /** A temporary folder that goes with the server. */
    folder = mkdtempSync(join(tmpdir(), "seatfiller-"));

    /** The end of what the server has written to standard error. */
    log = "";

    /** Whether the server has ended, be it by itself or by `stop()`. */
    hasEnded = false;

    /**
     * Starts a server, and waits until it is ready.
     *
     * @param {string} executable The path of `seatfiller`.
     * @param {object} options Those of `serve()`.
     */
    static async start(executable, options) {
        const server = new ServerProcess();
        await server.#start(executable, options);
        return server;
    }

    async #start(executable, options) {
        const words = [executable, "serve", "--host", "127.0.0.1", "--port", "0"];
        words.push(...optionWords(options, this.folder));
        this.#child = spawn("/bin/sh", ["-c", LEASH, "seatfiller", this.folder, ...words], {
            env: withoutOptions(process.env),
            stdio: "pipe",
            // In a session of its own: what is typed at the terminal goes to the tests only.
            detached: true,
        });
        const { stdin, stdout, stderr } = this.#child;
        stderr.setEncoding("utf8").on("data", (text) => {
            this.log = (this.log + text).slice(-LOG_CHARACTERS);
        });
        // The shell may be gone before its input is closed.
        stdin.on("error", () => {});
        this.url = / ready on (\S+) /.exec(await this.#firstLine())?.[1];
        if (this.url === undefined) {
            stdin.end();
            if (!stderr.readableEnded) await once(stderr, "end");
            const reason = this.log.trim() || `${executable} has ended without a word`;
            throw new Error(`the server did not start:\n${reason}`);
        }
        // From now on the tests alone decide how long this process lives.
        for (const handle of [this.#child, stdin, stdout, stderr]) handle.unref();
    }

    /** What the server says when it is ready; nothing if it ends instead. */
    #firstLine() {
        const { stdout } = this.#child;
        let output = "";
        return new Promise((resolve, reject) => {
            this.#child.on("error", reject);
            stdout.setEncoding("utf8").on("data", (text) => {
                output += text;
                if (output.includes("\n")) resolve(output);
            });
            stdout.on("end", () => {
                this.hasEnded = true;
                resolve(output);
            });
        });
    }

    /** Ends the server, and waits until it has ended. */
    async stop() {
        const child = this.#child;
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.ref();
        child.stdin.end();
        await once(child, "exit");
        this.hasEnded = true;
    }
}

/** The options on the command line: each under its own name, as `maxWorlds` for `--max-worlds`. */
function optionWords({ seed = [], quirks = {}, ...options }, folder) {
    const seeds = [].concat(seed).map((each, index) => seedFile(each, index, folder));
    const words = seeds.flatMap((path) => ["--seed", path]);
    for (const [name, value] of Object.entries(quirks)) words.push("--quirk", `${name}=${value}`);
    for (const [name, value] of Object.entries(options)) {
        const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
        if (value === undefined || value === false) continue;
        if (value === true) words.push(option);
        else for (const each of [].concat(value)) words.push(option, `${each}`);
    }
    return words;
}

/** The environment without `SEATFILLER_…`: what a test has not asked for must not decide it. */
function withoutOptions(environment) {
    const entries = Object.entries(environment);
    return Object.fromEntries(entries.filter(([name]) => !name.startsWith("SEATFILLER_")));
}

module.exports = { ServerProcess };
