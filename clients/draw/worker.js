// Computes beside the page, so that 300,000 visitors do not freeze it.
import { agreesWithBrowser } from './sha256.js';
import { verifySignature } from './beacon-signature.js';
import { verifyDraw } from './verify-draw.js';

addEventListener('message', async ({ data }) => {
  try {
    if (await agreesWithBrowser() === false) throw new Error('The hashes of this page are not those of your browser.');
    const result = verifyDraw({ ...data, verifySignature, onProgress: done => postMessage({ done }) });
    postMessage({ result });
  } catch (error) {
    postMessage({ error: error.message });
  }
});
