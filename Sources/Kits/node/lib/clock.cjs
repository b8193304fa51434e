"use strict";

/** The clock of a world. */
class Clock {
    #plane;

    constructor(plane) {
        this.#plane = plane;
    }

    async get() {
        return this.#plane.json("GET", "clock");
    }

    /** Changes what is given: `now`, `frozen`, `advanceSeconds` and `scale`, in this order. */
    async set(change) {
        return this.#plane.json("PUT", "clock", { json: change });
    }

    /** Stops the clock, at an instant or now. */
    async freeze(now) {
        return this.set({ now, frozen: true });
    }

    async advance(advanceSeconds) {
        return this.set({ advanceSeconds });
    }

    /** Returns to real time. */
    async reset() {
        return this.#plane.json("DELETE", "clock");
    }
}

module.exports = { Clock };
