import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { serve } from "seatfiller";
import { LicenceClient } from "./licence-client.mjs";

const filler = await serve();
after(() => filler.stop());
const planner = { productId: "9NBLGGH4R2R6", skuId: "0016" };
const verify = true;

describe("eight worlds at once", { concurrency: 8 }, () => {
    it("comes back after too many requests", async (t) => {
        const world = filler.world(t, { verify });
        await world.faults.add({
            status: 429, retryAfterSeconds: 1, operation: "store.listSeatsOfUser", page: 2, times: 1,
        });
        const seats = await new LicenceClient(world.url).seats("max@contoso.com");
        assert.equal(seats.length, 260);
        assert.equal(await world.requests.count({ status: 429 }), 1);
    });

    for (let number = 1; number < 8; number += 1) {
        it(`sees its own seat only, ${number}`, async (t) => {
            const world = filler.world(t, { verify });
            const licences = new LicenceClient(world.url);
            await world.clock.freeze(`2018-05-0${number}T12:00:00Z`);
            const seat = await licences.assign("carol@contoso.com", planner);
            assert.equal(seat.dateAssigned, `2018-05-0${number}T12:00:00.0000000+00:00`);
            // Time for the others to get in the way.
            const [come] = await Promise.all([
                world.requests.waitFor({ user: "carol@contoso.com", method: "GET" }),
                licences.seats("carol@contoso.com").then((seats) => {
                    assert.deepEqual(seats, [seat]);
                }),
            ]);
            assert.equal(come.length, 1);
            assert.equal(await world.requests.count(), 2);
        });
    }
});
