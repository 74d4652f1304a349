// The page's language and its texts: one file in texts/ for each.

const KEPT = 'waiting-room-console-language';
const FILES = { en: () => import('./texts/en.js'), ko: () => import('./texts/ko.js') };

/** The languages by their own names. */
export const LANGUAGES = { en: 'English', ko: '한국어' };

let texts = {};

/** The code of the page's language. */
export let language = 'en';

/** Chooses by `?lang=`, then what was chosen before, then the browser, and loads the texts. */
export async function loadTexts() {
  const wanted = [new URLSearchParams(location.search).get('lang'), read(), ...navigator.languages];
  language = wanted.map(tag => tag?.split('-')[0].toLowerCase()).find(tag => tag in FILES) ?? 'en';
  texts = (await FILES[language]()).default;
  document.documentElement.lang = language;
}

/** Takes another language, and loads the page anew. */
export function changeLanguage(code) {
  try {
    localStorage.setItem(KEPT, code);
  } catch {
    // Then it holds for this address.
  }
  const address = new URL(location.href);
  address.searchParams.set('lang', code);
  location.replace(address);
}

/** A text with its `{values}`. With the value `count`, a text that has forms takes the form of that number. */
export function t(key, values = {}) {
  let text = texts[key];
  if (text === undefined) return key;
  if (typeof text === 'object') text = text[new Intl.PluralRules(language).select(values.count)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Whether there is such a text. */
export const hasText = key => key in texts;

function read() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
