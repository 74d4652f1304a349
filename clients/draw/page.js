// The page: reads files, or what the query names on this host (?papers=…&leaves=…&mine=…), lets the worker compute, shows the result.
const MAX_JSON = 1 << 20;
const MAX_LEAVES = 4_000_000 * 32;
const byId = id => document.getElementById(id);
const query = new URLSearchParams(location.search);

byId('form').addEventListener('submit', event => {
  event.preventDefault();
  check(name => byId(name).files[0] ?? null);
});
if (query.has('papers')) check(fetchNamed);

async function check(read) {
  byId('result').hidden = true;
  byId('work').hidden = false;
  try {
    const [papers, leaves, mine] = await Promise.all([read('papers'), read('leaves'), read('mine')]);
    if (!papers) throw new Error('Choose the papers of the draw.');
    const input = { papers: await readJson(papers, 'The papers'), leaves: null, mine: null };
    if (leaves) {
      if (leaves.size > MAX_LEAVES) throw new Error('The list of leaves is larger than that of any draw.');
      input.leaves = new Uint8Array(await leaves.arrayBuffer());
    }
    if (mine) {
      const answer = await readJson(mine, 'Your own part');
      input.mine = answer?.mine ?? answer;
    }
    show(input, await compute(input));
  } catch (error) {
    showVerdict(error.message, 'bad');
  }
  byId('work').hidden = true;
  byId('result').hidden = false;
}

async function fetchNamed(name) {
  if (!query.has(name)) return null;
  const response = await fetch(query.get(name));
  if (!response.ok) throw new Error(`${query.get(name)} was answered with ${response.status}.`);
  return response.blob();
}

async function readJson(blob, what) {
  if (blob.size > MAX_JSON) throw new Error(`${what}: the file is too large.`);
  try {
    return JSON.parse(await blob.text());
  } catch {
    throw new Error(`${what}: this is no JSON.`);
  }
}

function compute(input) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => {
      if (data.done !== undefined) {
        byId('progress').value = data.done;
        return;
      }
      worker.terminate();
      if (data.error) reject(new Error(data.error)); else resolve(data.result);
    };
    worker.onerror = () => reject(new Error('The computation could not be started.'));
    worker.postMessage(input);
  });
}

function show({ papers }, { findings, numbers, ownNumber }) {
  const wrong = findings.filter(finding => finding.holds === false).length;
  const abandoned = papers.state === 'abandoned';
  if (wrong > 0) showVerdict(`${wrong === 1 ? 'One check does' : `${wrong} checks do`} not hold: this draw is not what was announced.`, 'bad');
  else if (abandoned) showVerdict('Nothing was drawn: the draw was abandoned, and all stand by arrival.', '');
  else if (!numbers) showVerdict('What could be checked holds. The numbers were not computed.', '');
  else showVerdict(`The draw holds: all ${numbers.length.toLocaleString('en')} numbers follow from what was announced.`, 'good');
  byId('own').hidden = ownNumber === null;
  byId('own').textContent = `Your number is ${ownNumber?.toLocaleString('en')}.`;
  byId('findings').replaceChildren(...findings.map(({ holds, detail }) => {
    const item = document.createElement('li');
    const word = document.createElement('strong');
    word.textContent = holds === null ? 'not checked' : holds ? '✓ holds' : '✗ does not hold';
    word.className = holds === null ? '' : holds ? 'good' : 'bad';
    const text = document.createElement('span');
    text.textContent = detail;
    item.append(word, ' ', text);
    return item;
  }));
  const { announcement } = papers;
  facts({
    Event: announcement.event_id,
    'Who takes part': announcement.identity,
    Announced: papers.states[0].at,
    'Time of the draw': (announcement.amendments.at(-1) ?? announcement).draw_at,
    Root: papers.root,
    Randomness: papers.beacon ? `round ${papers.beacon.round} of ${papers.beacon.name}` : papers.secret && 'a secret of the operator',
    Seed: papers.seed,
    Abandoned: papers.abandonment?.reason,
    Notes: papers.notes?.map(note => `${note.at} ${note.text}`).join('; '),
  });
  limits(announcement);
  window.drawResult = { findings, numbers, ownNumber };
}

function showVerdict(text, kind) {
  byId('verdict').textContent = text;
  byId('verdict').className = kind;
  for (const id of ['findings', 'facts', 'limits']) byId(id).replaceChildren();
  byId('own').hidden = true;
}

function facts(all) {
  for (const [name, value] of Object.entries(all)) {
    if (!value) continue;
    const [term, text] = [document.createElement('dt'), document.createElement('dd')];
    [term.textContent, text.textContent] = [name, value];
    byId('facts').append(term, text);
  }
}

function limits({ source }) {
  const sentences = ['That nobody invented people before the list was closed.', 'That the papers are those that were published then: compare the root with what you, or others, saw before the draw.'];
  if (source === 'secret') sentences.push('That the operator did not know the result: whoever knows the secret and the list can compute it. Such a draw cannot be verified against the operator.');
  byId('limits').replaceChildren(...sentences.map(sentence => {
    const item = document.createElement('li');
    item.textContent = sentence;
    return item;
  }));
}
