// Tells how long the seat is kept, warns before it ends, and keeps it longer.
const box = document.querySelector(".session");
const text = box?.querySelector("span");
const button = box?.querySelector("button");
let timer;

async function ask(address, method) {
  clearTimeout(timer);
  const response = await fetch(address, { method }).catch(() => null);
  if (response?.ok) {
    show(await response.json());
  } else if (response?.status === 404) {
    say("Your seat has gone to somebody else. The next page leads to the queue.", false);
  } else if (response?.status === 409) {
    say("Your seat cannot be kept longer: please finish your order.", false);
  } else {
    timer = setTimeout(look, 5000);
  }
}

function show(session) {
  const warns = session.warn_in_sec === 0;
  say(warns ? `Your seat ends in ${session.expires_in_sec} seconds.` : `Your seat is kept for ${Math.ceil(session.expires_in_sec / 60)} min.`, warns);
  // Another tab may keep it longer meanwhile, so it is asked again, and not counted.
  timer = setTimeout(look, 1000 * (warns ? Math.min(5, session.expires_in_sec + 1) : session.warn_in_sec));
}

function say(sentence, canExtend) {
  if (text.textContent !== sentence) text.textContent = sentence;
  box.classList.toggle("warning", canExtend);
  button.hidden = !canExtend;
}

const look = () => ask(box.dataset.look, "GET");

if (box) {
  button.addEventListener("click", () => ask(box.dataset.extend, "POST"));
  addEventListener("pageshow", look);
}
