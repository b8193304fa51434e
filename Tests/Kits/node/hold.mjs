// Starts a server, tells where it is, and ends as it is told: process.test.mjs watches the server.

import { serve } from "seatfiller";

// A seed of a value and the variables of a world need files.
const filler = await serve(process.env.SEATFILLER_URL ? {} : { seed: {} });
await filler.world().environment();
console.log(filler.url);
switch (process.argv[2]) {
    case "exit": process.exit(0);
    case "throw": throw new Error("on purpose");
    case "abort": process.abort();
    case "wait": setInterval(() => {}, 1000);
}
