// Reads a user's seats from the service's own host, with both clients that Node has.
import https from 'node:https';

const url = 'https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats';
const told = (client, text) =>
  console.log(`${client}: ${JSON.parse(text).seats.map((seat) => seat.productKey.productId)}`);

const text = await new Promise((resolve, reject) => {
  https.get(url, (answer) => {
    let text = '';
    answer.on('data', (piece) => (text += piece)).on('end', () => resolve(text));
  }).on('error', reject);
});
told('https', text);
told('fetch', await (await fetch(url)).text());

// What is idle keeps no process waiting until it is closed.
await new Promise(setImmediate);
const waits = process.getActiveResourcesInfo().filter((name) => name.startsWith('TCPSocket'));
if (waits.length > 0) console.log(`waits for ${waits.length} idle connections`);
