// Meets every fault as Node's fetch sees it. Usage: faults.mjs BASE_URL
const base = process.argv[2];
const seats = "/V1/Users/ann@contoso.com/Seats";

async function meet(name, fault, patience = 30_000) {
  try {
    const answer = await fetch(base + seats, {
      headers: { "X-Seatfiller-Fault": fault, Connection: "close" },
      signal: AbortSignal.timeout(patience),
    });
    const text = await answer.text();
    console.log(`${name}: ${answer.status}, ${text.length > 0 ? "with" : "without"} content`);
  } catch (error) {
    console.log(`${name}: ${error.name}, ${error.cause?.code ?? error.message}`);
  }
}

for (const name of [
  "EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "MALFORMED_RESPONSE_CHUNK",
  "RANDOM_DATA_THEN_CLOSE",
]) {
  await meet(name, `connection=${name}`);
}
await meet("delay", "delay=60000", 500);
await meet("status", "status=503");
await meet("a short delay", "delay=5");
