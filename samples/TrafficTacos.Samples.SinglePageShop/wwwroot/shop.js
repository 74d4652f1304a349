import { waitForTurn } from '/_waiting-room/client.js';

const state = document.getElementById('state');

/** Calls the shop. Whoever is not inside waits for their turn, and then the same call goes through: the session is in a cookie. */
async function call(path, init) {
  for (;;) {
    const response = await fetch(path, init);
    if (response.ok) return response;
    const refusal = await response.json().catch(() => ({}));
    if (response.status !== 403 || refusal.error?.code !== 'ADMISSION_REQUIRED') throw new Error(`The shop answered ${response.status}.`);
    await waitForTurn({
      event: 'concert',
      session: true,
      onUpdate: place => show(`You are number ${place.position} in the queue.`),
      onTrouble: (reason, answer) => show(reason === 'EVENT_NOT_OPEN' ? notOpen(answer) : 'The connection is bad. This page keeps trying.'),
    });
  }
}

function notOpen({ opens_at: begins }) {
  return begins ? `The sale begins on ${new Date(begins).toLocaleString()}. This page joins by itself.` : 'Nobody can join at the moment. This page keeps trying.';
}

function show(text) {
  if (state.textContent !== text) state.textContent = text;
}

async function buy(seat) {
  const order = await call(`/api/orders/${seat}`, { method: 'POST' });
  document.getElementById('seats').replaceChildren();
  show(await order.text());
}

const seats = await (await call('/api/seats')).json();
show('Choose a seat.');
for (const seat of seats) {
  const button = document.createElement('button');
  button.textContent = `Buy ${seat}`;
  button.addEventListener('click', () => buy(seat));
  const item = document.createElement('li');
  item.append(button);
  document.getElementById('seats').append(item);
}
