#!/usr/bin/env node
// Prints a user's seats as JSON. Usage: right.mjs, with SEATFILLER_URL and SEATFILLER_USER

import http from "node:http";

const { SEATFILLER_URL: base, SEATFILLER_USER: user } = process.env;
const retried = new Set([401, 429, 503]);

/** An answer whose content has come whole. */
function ask(url) {
    return new Promise((resolve, reject) => {
        const request = http.get(url, { timeout: 5000 }, (answer) => {
            const pieces = [];
            answer.on("data", (piece) => pieces.push(piece));
            answer.on("error", reject);
            answer.on("end", () =>
                resolve({
                    status: answer.statusCode,
                    headers: answer.headers,
                    body: Buffer.concat(pieces).toString(),
                }),
            );
        });
        request.on("timeout", () => request.destroy(new Error("no answer in time")));
        request.on("error", reject);
    });
}

/** A page of seats, asked for again when it did not come whole. */
async function page(token) {
    const url = new URL(`${base}/V1/Users/${encodeURIComponent(user)}/Seats`);
    if (token) url.searchParams.set("continuationToken", token);
    for (let left = 3; ; left -= 1) {
        let failure;
        try {
            const answer = await ask(url);
            if (answer.status === 200) return JSON.parse(answer.body);
            if (!retried.has(answer.status)) throw new Error(`the service answers ${answer.status}`);
            failure = new Error(`the service answers ${answer.status}`);
            const seconds = Number(answer.headers["retry-after"] ?? 0);
            await new Promise((resume) => setTimeout(resume, seconds * 1000));
        } catch (error) {
            if (!(error instanceof SyntaxError) && !error.code) throw error;
            failure = error;
        }
        if (left === 0) throw failure;
    }
}

const seats = new Map();
const tokens = new Set();
let token;
do {
    const answer = await page(token);
    const before = seats.size;
    for (const seat of answer.seats) {
        seats.set(`${seat.productKey.productId}/${seat.productKey.skuId}`, seat);
    }
    if (answer.seats.length > 0 && seats.size === before) throw new Error("the list begins anew");
    token = answer.continuationToken;
    if (token && tokens.has(token)) throw new Error("a token leads back to where it was");
    tokens.add(token);
} while (token);
process.stdout.write(JSON.stringify([...seats.values()]));
