"use strict";

const { randomBytes } = require("node:crypto");

/** A name that the server takes, and that no client takes for a step in a path. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/;

/** What a world has to know of the test that it is for, whatever runs that. */
class TestOfWorld {
    /** A name that no other test has. */
    worldName;
    #register;
    #hasFailed;
    #say;

    constructor({ worldName, register = () => {}, hasFailed = () => false, say = () => {} }) {
        this.worldName = worldName;
        this.#register = register;
        this.#hasFailed = hasFailed;
        this.#say = say;
    }

    /** @param test The context of a test, a name, or nothing. */
    static of(test) {
        if (typeof test === "string") {
            if (NAME.test(test)) return new TestOfWorld({ worldName: test });
            throw new TypeError(
                `"${test}" cannot name a world, whose name has 1 to 64 of A-Z a-z 0-9 . _ - ` +
                "and is not . or ..; " +
                'a world of a test with any name is world({ name: "…" })');
        }
        const title = test?.name ?? test?.task?.name;
        const worldName = uniqueName(title);
        if (typeof test?.after === "function") {
            return new TestOfWorld({
                worldName,
                register: (end) => test.after(end),
                // Before Node 20.12 a test does not tell.
                hasFailed: () => Boolean(test.error),
                // A reporter shows a diagnostic of several lines as one.
                say: (text) => text.split("\n").forEach((line) => test.diagnostic(line)),
            });
        }
        if (typeof test?.onTestFinished === "function") {
            return new TestOfWorld({
                worldName,
                register: (end) => test.onTestFinished(end),
                hasFailed: () => test.task?.result?.state === "fail",
                // Vitest shows what a test prints under the name of the test.
                say: (text) => console.error(text),
            });
        }
        return new TestOfWorld({ worldName });
    }

    /** Has something done when the test has ended. */
    atEnd(action) {
        this.#register(action);
    }

    /** Whether the test has failed, as far as its runner tells. */
    hasFailed() {
        return this.#hasFailed();
    }

    /** Shows a text with the result of the test. */
    say(text) {
        this.#say(text);
    }
}

/** A readable name for people, and a random end because others may run the same test meanwhile. */
function uniqueName(title) {
    const random = randomBytes(6).toString("hex");
    if (title === undefined) return random;
    const readable = title.replace(/[^A-Za-z0-9._]+/g, "-").slice(0, 51);
    return `${readable}-${random}`;
}

module.exports = { TestOfWorld };
