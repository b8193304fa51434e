#!/usr/bin/env node
// Reads both APIs with the fetch of Node. Usage: walk.mjs BASE_URL

import { isDeepStrictEqual } from "node:util";

const base = process.argv[2];
if (!base) throw new Error("usage: walk.mjs BASE_URL");

const customer = "6f0c2f6e-5b1d-4b7f-9a51-0d1f8a2f7c11";

/** The JSON that a URL answers, with the status that is expected. */
async function ask(expected, url, options = {}) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000), ...options });
    const body = await answer.text();
    if (answer.status !== expected) {
        throw new Error(`${answer.status}, not ${expected}: ${url} answered ${body}`);
    }
    return JSON.parse(body);
}

// Concatenated, because new URL("/V1/…", base) would drop a path that the base URL has.
function seatsURL(user, query = {}) {
    return `${base}/V1/Users/${encodeURIComponent(user)}/Seats?${new URLSearchParams(query)}`;
}

async function* pagesOfSeats(user, maxResults) {
    const query = { maxResults };
    for (;;) {
        const { seats, continuationToken } = await ask(200, seatsURL(user, query));
        yield seats;
        // The last page has no such member.
        if (continuationToken === undefined) return;
        if (continuationToken === query.continuationToken) {
            throw new Error("the token of a page leads back to it");
        }
        query.continuationToken = continuationToken;
    }
}

async function walk(maxResults) {
    const keys = [];
    let pages = 0;
    for await (const seats of pagesOfSeats("max@contoso.com", maxResults)) {
        pages += 1;
        keys.push(...seats.map(({ productKey: key }) => `${key.productId}/${key.skuId}`));
    }
    const distinct = new Set(keys).size;
    return `maxResults=${maxResults}: ${keys.length} seats, ${distinct} distinct, ${pages} pages`;
}

async function tenants(type) {
    const url =
        `${base}/partner/external/v3/general/customers/${customer}` +
        `/3rd-party-products/type/${type}/users`;
    const headers = { "Content-Type": "application/json" };
    const withObject = await ask(200, url, { method: "POST", headers, body: "{}" });
    // A POST without a body is sent with Content-Length: 0, on the connection kept from before.
    const withoutBody = await ask(200, url, { method: "POST" });
    if (!isDeepStrictEqual(withObject, withoutBody)) {
        const [one, other] = [withObject, withoutBody].map((answer) => JSON.stringify(answer));
        throw new Error(`type ${type}: ${one}, but ${other}`);
    }
    return withObject
        .map((tenant) => `${tenant.name} ${tenant.assignedUserSeat}/${tenant.availableUserSeat}`)
        .join(", ");
}

for (const maxResults of [100, 25, 7, 1]) {
    console.log(await walk(maxResults));
}

for (const type of [0, 1, 2, 3]) {
    console.log(`type ${type}: ${await tenants(type)}`);
}

const refusal = await ask(400, seatsURL("max@contoso.com", { maxResults: 101 }));
console.log(`maxResults=101: 400 ${refusal.data.parameterName}`);

const missing = await ask(404, seatsURL("nobody@contoso.com"));
console.log(`nobody: 404 ${missing.data.itemType} ${missing.data.values[0]}`);
