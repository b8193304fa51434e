"use strict";

const { Clock } = require("./clock.cjs");
const { Coverage } = require("./coverage.cjs");
const { Data } = require("./data.cjs");
const { Environment } = require("./environment.cjs");
const { Faults } = require("./faults.cjs");
const { Quirks } = require("./quirks.cjs");
const { report } = require("./report.cjs");
const { Requests } = require("./requests.cjs");
const { SeedOfWorld } = require("./seed.cjs");
const { Snapshots } = require("./snapshots.cjs");
const { Traversals } = require("./traversals.cjs");

/** A whole copy of the state for one test: data, clock, faults, journal. */
class World {
    #server;
    #plane;
    #environment;
    #verify;
    #end;

    constructor({ name, server, plane, executable, folder, verify }) {
        this.#server = plane;
        this.#environment = new Environment(executable, server, name, folder);
        this.#verify = verify;
        this.name = name;
        /** The base URL for the client under test. */
        this.url = `${server}/__world/${name}`;
        this.#plane = plane.at(this.url);
        this.clock = new Clock(this.#plane);
        this.coverage = new Coverage(this.#plane);
        this.data = new Data(this.#plane);
        this.faults = new Faults(this.#plane);
        this.quirks = new Quirks(this.#plane);
        this.requests = new Requests(this.#plane);
        this.seed = new SeedOfWorld(this.#plane);
        this.snapshots = new Snapshots(this.#plane);
        this.traversals = new Traversals(this.#plane);
    }

    /** All rules of the contract, and how many answers of this world each has decided. */
    async rules() {
        return (await this.#plane.json("GET", "rules")).rules;
    }

    /** The data as a seed that gives the same answers. */
    async export() {
        return this.#plane.json("GET", "export");
    }

    /** Goes back to the seeded state: data, clock, faults, quirks, signing keys, journal. */
    async reset() {
        return this.#plane.json("POST", "reset");
    }

    /** Makes a new key that signs the world's tokens, and returns the ids of all keys. */
    async rotateKeys() {
        return (await this.#plane.json("POST", "keys/rotate")).keys;
    }

    /** The variables that lead a client here that cannot be told a URL, while the world lives. */
    async environment() {
        return this.#environment.variables();
    }

    /** For people: the latest requests, the traversals, and what `verify()` would complain of. */
    async report() {
        return report(this);
    }

    /**
     * Drops the world, after its traversals have been verified if they must hold. Once is enough.
     *
     * @throws {ControlError} `verification-failed`; the world is dropped all the same.
     */
    async drop() {
        this.#end ??= this.#drop();
        await this.#end;
    }

    async #drop() {
        let failure;
        if (this.#verify) {
            const how = this.#verify === true ? {} : this.#verify;
            failure = await this.traversals.verify(how).then(() => undefined, (error) => error);
        }
        await this.#environment.remove();
        // A test that has asked for nothing has made no world.
        await this.#server.answer("DELETE", `worlds/${this.name}`, { expect: [404] });
        if (failure !== undefined) throw failure;
    }
}

// Node has had the symbol since 18.18.
if (Symbol.asyncDispose) World.prototype[Symbol.asyncDispose] = World.prototype.drop;

module.exports = { World };
