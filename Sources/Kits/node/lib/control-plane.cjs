"use strict";

const http = require("node:http");
const https = require("node:https");
const { ControlError } = require("./control-error.cjs");

/**
 * Calls `/__admin` of a server, or of one of its worlds.
 *
 * It does not use `fetch`, which tests replace, and which does not exist in a browser's environment
 * of Jest under Node 18.
 */
class ControlPlane {
    /** The base URL of the server or of the world. */
    url;
    #token;
    #server;

    /**
     * @param {string | undefined} token The admin token.
     * @param {ServerProcess | undefined} server The server, if it is a process of ours.
     */
    constructor(url, token, server) {
        this.url = url;
        this.#token = token;
        this.#server = server;
    }

    /** The control plane of the world at a URL of the same server. */
    at(url) {
        return new ControlPlane(url, this.#token, this.#server);
    }

    /** The content of an answer, from JSON; undefined if it has no content. */
    async json(method, path, options) {
        const { text } = await this.answer(method, path, options);
        return text === "" ? undefined : JSON.parse(text);
    }

    /** The content of an answer. */
    async text(method, path, options) {
        return (await this.answer(method, path, options)).text;
    }

    /**
     * A whole answer: `status`, `bytes` and `text`.
     *
     * @param {string} path What follows `/__admin/`.
     * @param {object} options `query`, whose undefined members are left out; `json` or `content`,
     *     the content with its `type`; `accept`; and `expect`, statuses besides 2xx that are no
     *     errors.
     * @throws {ControlError} for any other status.
     */
    async answer(method, path, { query = {}, json, content, type, accept, expect = [] } = {}) {
        const url = new URL(`${this.url}/__admin/${path}`);
        for (const [name, value] of Object.entries(query)) {
            if (value !== undefined) url.searchParams.set(name, value);
        }
        const headers = {};
        if (this.#token !== undefined) headers.Authorization = `Bearer ${this.#token}`;
        if (accept !== undefined) headers.Accept = accept;
        if (json !== undefined) [content, type] = [JSON.stringify(json), "application/json"];
        if (content !== undefined) headers["Content-Type"] = type;
        const answer = await this.#send(url, { method, headers }, content);
        if (answer.status < 300 || expect.includes(answer.status)) return answer;
        throw ControlError.of(`${method} ${url}`, answer);
    }

    async #send(url, options, content) {
        try {
            return await exchange(url, options, content);
        } catch (error) {
            const log = this.#server?.hasEnded ? `: it has ended\n${this.#server.log}` : "";
            throw new Error(`nothing answers at ${url.origin}${log}`, { cause: error });
        }
    }
}

/** One request and its answer, on a connection of its own, so that nothing stays open. */
function exchange(url, options, content) {
    const { request } = url.protocol === "https:" ? https : http;
    return new Promise((resolve, reject) => {
        const call = request(url, { ...options, agent: false }, (answer) => {
            const pieces = [];
            answer.on("data", (piece) => pieces.push(piece));
            answer.on("error", reject);
            answer.on("end", () => {
                const bytes = Buffer.concat(pieces);
                resolve({ status: answer.statusCode, bytes, text: bytes.toString() });
            });
        });
        call.on("error", reject);
        call.end(content);
    });
}

module.exports = { ControlPlane };
