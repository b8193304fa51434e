// Reads a user's seats from the service's own host, with both clients that Node has.
import https from 'node:https';

const url = 'https://bspmts.mp.microsoft.com/V1/Users/bob@contoso.com/Seats';
let hasRead = false;
const told = (client, text) =>
  console.log(`${client}: ${JSON.parse(text).seats.map((seat) => seat.productKey.productId)}`);

const text = await new Promise((resolve, reject) => {
  https.get(url, (answer) => {
    let text = '';
    answer.on('data', (piece) => (text += piece)).on('end', () => resolve(text));
  }).on('error', reject)
    // Nothing waits for an idle connection: the process ends before it is closed. A slow machine may
    // close it earlier, while `fetch` still reads.
    .on('socket', (socket) => socket.on('close', () => hasRead && console.log('https: waited')));
});
told('https', text);
told('fetch', await (await fetch(url)).text());
hasRead = true;
