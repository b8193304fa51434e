"use strict";

const { join } = require("node:path");
const { ControlPlane } = require("./control-plane.cjs");
const { Filler } = require("./filler.cjs");
const { ServerProcess } = require("./server-process.cjs");

/** The executable of this package. */
const EXECUTABLE = join(__dirname, "..", "bin", "seatfiller");

/**
 * Starts a server that ends with this process, or uses the one at `url` (`SEATFILLER_URL`).
 *
 * @param {object} options Those of `seatfiller serve`, and `url` and `executable`.
 * @returns {Promise<Filler>} once the server is ready.
 */
async function serve(options = {}) {
    const { url = process.env.SEATFILLER_URL, executable = EXECUTABLE, ...others } = options;
    if (url) return servedAt(`${url}`, executable, others);
    const server = await ServerProcess.start(executable, others);
    const plane = new ControlPlane(server.url, others.adminToken, server);
    return new Filler({ plane, server, executable });
}

/** A server that somebody else has started. */
async function servedAt(url, executable, options) {
    const { adminToken = process.env.SEATFILLER_ADMIN_TOKEN, ...others } = options;
    const wanted = Object.keys(others).filter((name) => others[name] !== undefined);
    if (wanted.length > 0) {
        throw new TypeError(
            `the server at ${url} runs already, so it cannot take ${wanted.join(", ")}: ` +
            "start it with them and leave them out here, or unset SEATFILLER_URL, " +
            'or say url: "" for a server of your own');
    }
    // The SEATFILLER_URL of `seatfiller env --world NAME` is that of a world.
    const base = url.replace(/\/__world\/[^/]*\/?$/, "").replace(/\/+$/, "");
    const plane = new ControlPlane(base, adminToken || undefined);
    await plane.json("GET", "health");
    return new Filler({ plane, executable });
}

module.exports = { serve };
