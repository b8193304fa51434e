import { setTimeout as sleep } from "node:timers/promises";

/** The client under test: a small part of what an application asks of the Store for Business. */
export class LicenceClient {
    constructor(base) {
        this.base = base;
    }

    /** All seats of a user, however many pages they fill. */
    async seats(user) {
        const seats = [];
        const query = new URLSearchParams({ maxResults: 100 });
        for (;;) {
            const path = `/V1/Users/${encodeURIComponent(user)}/Seats`;
            const page = await this.ask("GET", `${path}?${query}`);
            seats.push(...page.seats);
            // The last page has no such member.
            if (page.continuationToken === undefined) return seats;
            query.set("continuationToken", page.continuationToken);
        }
    }

    async assign(user, { productId, skuId }) {
        const seats = `/V1/Inventory/${productId}/${skuId}/Seats`;
        return this.ask("POST", `${seats}/${encodeURIComponent(user)}`);
    }

    async ask(method, path) {
        for (let retries = 3; ; retries -= 1) {
            const answer = await fetch(this.base + path, { method });
            const body = await answer.text();
            if (answer.ok) return JSON.parse(body);
            const seconds = answer.headers.get("Retry-After");
            if (answer.status !== 429 || seconds === null || retries === 0) {
                throw new Error(`${answer.status}: ${body}`);
            }
            await sleep(1000 * seconds);
        }
    }
}

/** A client that takes a page that it is refused for the end of the list. */
export class BrokenClient extends LicenceClient {
    async ask(method, path) {
        const answer = await fetch(this.base + path, { method });
        return answer.ok ? answer.json() : { seats: [] };
    }
}
