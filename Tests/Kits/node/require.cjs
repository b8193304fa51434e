// What Jest makes of a test that is written with `import`.

const { serve } = require("seatfiller");

(async () => {
    const { LicenceClient } = await import("./licence-client.mjs");
    const filler = await serve();
    const world = filler.world({ name: "of Jest" });
    console.log(`${(await new LicenceClient(world.url).seats("max@contoso.com")).length} seats`);
    await world.drop();
    await filler.stop();
})();
