// The script of the waiting page: asks for the status at the page's own address, shows the answer, and goes in when it is the visitor's
// turn. It has no texts: the page brings those of its failures as data, each answer brings all others, in the page's language.
import { pause, retryDelay, send } from './client.js';

const LONGEST_POLL_MS = 300_000;
const NAVIGATION_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;
const BEFORE_LOOKING_MS = 3_000;
const DAY_SEC = 86_400;
const COOKIELESS_ANSWERS = 2;

const root = document.getElementById('waiting-room') ?? document.documentElement;
const settings = root.dataset;
const method = settings.method ?? 'GET';
/** Whole, because a path may begin with two slashes, which alone would name another host. */
const ownAddress = () => location.href.split('#')[0];

let hasPlace = 'place' in settings;
let goingIn = false;
let stayed = false;
let cookieless = 0;
let isReplaced = false;
let position = Number(settings.position);
let shownWait = settings.expected === undefined ? null : Number(settings.expected);
let announced = whatMatters(settings.state);
let opening = null;

const each = (selector, action) => root.querySelectorAll(selector).forEach(action);
const one = name => root.querySelector(`[data-view="${name}"]`);

addEventListener('pagehide', () => {
  // The place is kept for a while; the next status takes it back. Who goes in does not leave.
  if (hasPlace && !goingIn && settings.leave) navigator.sendBeacon(settings.leave);
});
addEventListener('pageshow', shown => { if (shown.persisted) goingIn = false; });

if (document.readyState === 'complete') keepPage();
else addEventListener('load', keepPage);
each('[data-check]', element => { element.hidden = true; });
each('time[datetime]', showTime);
if (settings.countdown) startCountdown(Number(settings.countdown));
if (areCookiesRefused()) showTrouble('cookies');
wait();

async function wait() {
  let delay = Number(settings.poll) || 2_000;
  for (let failures = 0; ;) {
    await pause(delay);
    const answer = await ask();
    const view = answer.body?.page;
    if (view) {
      failures = 0;
      // The first answer brings an identity. Who comes without it again has refused it.
      cookieless = answer.status === 200 && view.state === 'checking' && answer.body.status === 'none' ? cookieless + 1 : 0;
      try {
        show(view, answer.body);
      } catch (error) {
        console.error(error); // an application's own page may lack what is shown; its visitor goes in all the same
      }
      if (view.state === 'ready') await goIn(view.go_url);
      else stayed = false;
      delay = Math.min(Math.max(Number(answer.body.poll_after_ms) || 2_000, areCookiesRefused() ? LONGEST_PAUSE_MS : 500), LONGEST_POLL_MS);
    } else if (answer.status === 204 && answer.headers.get('Waiting-Room') === 'passed') {
      await goIn();
    } else {
      showTrouble(troubleOf(answer));
      delay = retryDelay(answer, failures++);
      // The application itself answered, or sent the visitor elsewhere: what that is, only a navigation shows.
      if (isFromApplication(answer)) {
        await pause(Math.max(delay, BEFORE_LOOKING_MS));
        await goIn();
      }
    }
  }
}

function ask() {
  return send(ownAddress(), {
    method,
    headers: { 'Waiting-Room': 'status', ...document.visibilityState === 'hidden' && { 'Waiting-Room-Hidden': 'true' } },
    credentials: 'same-origin',
    redirect: 'manual',
  });
}

function isFromApplication({ status, type }) {
  return type === 'opaqueredirect' || status >= 200 && status < 500 && ![408, 425, 429].includes(status);
}

function troubleOf({ status, trouble }) {
  if (trouble === 'offline') return 'offline';
  return status === 0 ? 'unreachable' : 'busy';
}

/** The document reloads itself where this script cannot be loaded. Taking the element away does not stop that; this does, and by now there
 * is nothing else to stop. */
function keepPage() {
  const refresh = document.querySelector('meta[http-equiv="refresh"]');
  if (!refresh) return;
  refresh.remove();
  stop();
}

function areCookiesRefused() {
  return navigator.cookieEnabled === false || cookieless >= COOKIELESS_ANSWERS;
}

/** Leaves the page for the shop. Whom the shop sends back again and again tries more and more rarely. If it became a download, or nothing, the page
 * stays, and its visitor decides: by itself it would download again and again. */
async function goIn(target = settings.return ?? ownAddress()) {
  const url = new URL(target, location.href);
  const address = url.origin === location.origin ? url.href : ownAddress();
  if (stayed) {
    each('[data-href="go_url"]', link => { link.href = address; });
    each('[data-row="go_url"]', row => { row.hidden = false; });
    return;
  }
  await pause(turnedAway());
  goingIn = true;
  if (method === 'GET' && address === ownAddress()) location.reload();
  else location.replace(address);
  await new Promise(done => {
    setTimeout(() => done(stayed = true), NAVIGATION_MS);
    addEventListener('pageshow', shown => { if (shown.persisted) done(); });
  });
  goingIn = false;
}

/** How long to wait before the next try, by those of the last minute. */
function turnedAway() {
  try {
    const name = `waiting-room:${location.pathname}`;
    const tries = JSON.parse(sessionStorage[name] ?? '[]').filter(at => Date.now() - at < NAVIGATION_MS);
    sessionStorage[name] = JSON.stringify([...tries, Date.now()].slice(-8));
    return tries.length < 3 ? 0 : Math.min(2_000 * 2 ** (tries.length - 3), LONGEST_PAUSE_MS);
  } catch {
    return 0; // storage is forbidden
  }
}

function show(view, body) {
  hasPlace = Boolean(body.status) && body.status !== 'none';
  if (!keepsWait(view)) shownWait = view.expected_sec ?? null;
  else view.expected = one('expected')?.textContent ?? view.expected;
  const isFurtherBack = body.position > position;
  position = body.position ?? position;
  const code = one('support_code')?.textContent;
  isReplaced ||= Boolean(code && view.support_code && code !== view.support_code && isFurtherBack);
  if (view.progress !== undefined && settings.state === view.state && !isFurtherBack) view.progress = Math.max(view.progress, one('progress')?.value ?? 0);
  settings.state = view.state;
  document.title = view.title;
  each('[data-row]', row => { row.hidden = view[row.dataset.row] === undefined; });
  each('[data-href]', link => { if (view[link.dataset.href]) link.href = view[link.dataset.href]; });
  each('[data-view]', element => showText(element, view[element.dataset.view]));
  startCountdown(view.countdown_sec);
  showTrouble(areCookiesRefused() ? 'cookies' : isReplaced && hasPlace ? 'replaced' : null);
  document.dispatchEvent(new CustomEvent('waiting-room', { detail: body }));
}

/** Visitors believe a time that falls and distrust one that goes up and down: a rise of less than a tenth is not shown. */
function keepsWait({ expected_sec: seconds }) {
  return shownWait !== null && seconds > shownWait && (seconds - shownWait <= 1 || seconds - shownWait <= seconds / 10);
}

function showText(element, text) {
  if (!element.dataset.row && !element.closest('[data-row]')) element.hidden = text === undefined;
  if (element.localName === 'progress') element.value = text ?? 0;
  else if (element.localName === 'time') { if (text) showTime(element, element.dateTime = text); }
  else if (element.textContent !== (text ?? '')) element.textContent = text ?? '';
}

/** As the visitor's own clock shows it. */
function showTime(element) {
  const time = new Date(element.dateTime);
  if (!Number.isNaN(time.getTime())) element.textContent = withDigits(time.toLocaleString(document.documentElement.lang, { dateStyle: 'full', timeStyle: 'short' }));
}

function startCountdown(seconds) {
  clearInterval(opening?.timer);
  opening = null;
  if (!(seconds < DAY_SEC)) return;
  opening = { at: Date.now() + 1000 * seconds, timer: setInterval(tick, 1000) };
}

function tick() {
  const left = Math.max(0, Math.ceil((opening.at - Date.now()) / 1000));
  const two = number => String(number).padStart(2, '0');
  const clock = `${Math.floor(left / 3600)}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
  const element = one('countdown');
  if (element) element.textContent = withDigits(clock);
}

function withDigits(text) {
  return text.replace(/\d/g, digit => (settings.digits ?? '0123456789')[digit]);
}

function showTrouble(trouble) {
  each('[data-trouble]', element => {
    element.hidden = !trouble;
    element.textContent = trouble ? settings[trouble] : '';
  });
  each('[data-check]', element => { element.hidden = !trouble; });
  announce(trouble);
}

/** Screen readers hear of the phase, of every tenth of the way, of messages and of failures, not of every status. */
function announce(trouble) {
  const matters = whatMatters(settings.state, trouble);
  if (matters === announced) return;
  announced = matters;
  const said = [...root.querySelectorAll('[data-trouble], [data-view="heading"], [data-view="lead"], [data-view="message"], [data-row="ahead"], [data-row="expected"]')];
  each('[role="status"]', element => {
    element.textContent = said.filter(part => !part.hidden && !part.closest('[hidden]')).map(part => part.innerText.replaceAll('\n', ' ')).filter(Boolean).join(' ');
  });
}

function whatMatters(state, trouble) {
  const way = root.querySelector('[data-view="progress"]')?.value ?? 0;
  return [state, Math.floor(way / 10), root.querySelector('[data-view="message"]')?.textContent, trouble ?? ''].join('|');
}
