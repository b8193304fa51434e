"use strict";

const { tmpdir } = require("node:os");
const { Coverage } = require("./coverage.cjs");
const { TestOfWorld } = require("./test-of-world.cjs");
const { World } = require("./world.cjs");
const { Worlds } = require("./worlds.cjs");

/** A server, of which each test takes a world of its own. Made by `serve()`. */
class Filler {
    #plane;
    #server;
    #executable;

    constructor({ plane, server, executable }) {
        this.#plane = plane;
        this.#server = server;
        this.#executable = executable;
        /** The base URL of the server, which is that of the world `default`. */
        this.url = plane.url;
        /** All worlds of the server. */
        this.worlds = new Worlds(plane);
        /** The coverage of the contract by the answers of all worlds. */
        this.coverage = new Coverage(plane);
    }

    /**
     * A world for a test. It springs into being when it is first asked for anything.
     *
     * @param test The context of the test, a name, or nothing for a random name. With the context
     *     of `node:test` or Vitest the world is dropped when the test has ended.
     * @param {object} options `verify`: whether the traversals must hold when the world is dropped,
     *     or what `traversals.verify()` takes.
     */
    world(test, { verify = false } = {}) {
        const owner = TestOfWorld.of(test);
        const world = new World({
            name: owner.worldName, server: this.url, plane: this.#plane,
            executable: this.#executable, folder: this.#server?.folder ?? tmpdir(), verify,
        });
        let end;
        // Node 18 asks again when this has failed.
        owner.atEnd(() => (end ??= dropped(world, owner, verify)));
        return world;
    }

    /** The end of what the server has logged, if it is a process of ours. */
    get log() {
        return this.#server?.log ?? "";
    }

    /** All rules of the contract, and how many answers of all worlds each has decided. */
    async rules() {
        return (await this.#plane.json("GET", "rules")).rules;
    }

    /** Whether the server is ready, and for how long. */
    async health() {
        return this.#plane.json("GET", "health");
    }

    /** What the server was started with. */
    async server() {
        return this.#plane.json("GET", "server");
    }

    /** Metrics in Prometheus' text format. */
    async metrics() {
        return this.#plane.text("GET", "metrics");
    }

    /** The OpenAPI document of `store`, `elements` or `admin`. */
    async openapi(name) {
        const path = name === "admin" ? "openapi.json" : `openapi/${name}.json`;
        return this.#plane.json("GET", path);
    }

    /** The certificate that makes clients trust the server, in PEM. */
    async certificate() {
        return this.#plane.text("GET", "ca.pem");
    }

    /** The same in PKCS #12, as Java reads it with the password `changeit`. */
    async trustStore() {
        return (await this.#plane.answer("GET", "ca.p12")).bytes;
    }

    /** Ends the server if it is a process of ours; a server of others goes on. */
    async stop() {
        await this.#server?.stop();
    }

    /** Stops a server, whoever started it, as SIGTERM does. */
    async shutDown() {
        return this.#plane.json("POST", "shutdown");
    }
}

/** Drops the world of a test that has ended, and shows what its client did if the test fails. */
async function dropped(world, owner, verify) {
    const hasFailed = owner.hasFailed();
    // To be asked before the world is gone.
    const report = hasFailed || verify ? await world.report() : "";
    try {
        await world.drop();
        if (hasFailed) owner.say(report);
    } catch (error) {
        owner.say(report);
        throw error;
    }
}

// Node has had the symbol since 18.18.
if (Symbol.asyncDispose) Filler.prototype[Symbol.asyncDispose] = Filler.prototype.stop;

module.exports = { Filler };
