// The report to keep, and the end of the sale.
import { eventPath } from '../api.js';
import { confirm } from '../confirm.js';
import { h } from '../dom.js';
import { count, fileTime } from '../format.js';
import { t } from '../language.js';

export class FinishView {
  #context;

  constructor(context) {
    this.#context = context;
    const link = (path, text, isDownload) => h('li', {}, h('a', { href: context.api.address(eventPath(context.eventId, path)), ...(isDownload ? { download: true } : { target: '_blank', rel: 'noopener' }) }, text));
    this.node = h('div', { class: 'columns even' },
      h('section', { class: 'panel', 'aria-labelledby': 'report-title' },
        h('h2', { id: 'report-title' }, t('report.title')),
        h('p', {}, t('report.hint')),
        h('ul', { class: 'links' }, link('/report.html', t('report.html'), false), link('/report.csv', t('report.csv'), true), link('/report', t('report.json'), false))),
      context.me.can_change && h('section', { class: 'panel', 'aria-labelledby': 'end-title' },
        h('h2', { id: 'end-title' }, t('end.title')),
        h('p', {}, t('end.hint')),
        h('div', { class: 'buttons' }, h('button', { type: 'button', class: 'danger', 'data-action': 'end', onclick: () => this.#end() }, t('end.button')))));
  }

  update() {}

  async #end() {
    const { api, eventId, event, notices, refresh } = this.#context;
    const done = await confirm({
      title: t('end.question', { event: eventId }),
      rows: [{ name: t('tile.waiting'), old: count(event.length), next: count(0) }, { name: t('tile.shoppers'), old: count(event.shoppers), next: count(0) }],
      notes: [t('end.note'), t('end.keeps')],
      typed: eventId,
      action: t('end.button'),
      isDangerous: true,
      // The report begins anew with the end, so it is fetched before; without it nothing is ended.
      run: async () => {
        const report = await api.file(eventPath(eventId, '/report.html'));
        await api.post(eventPath(eventId, '/end'), { confirm: eventId });
        save(report, `${eventId.replaceAll(':', '-')}-${fileTime(new Date())}.html`);
      },
    });
    if (!done) return;
    notices.show({ lines: [t('end.done', { event: eventId })] });
    refresh();
  }
}

/** Has the browser keep a file. */
function save(blob, name) {
  const address = URL.createObjectURL(blob);
  h('a', { href: address, download: name }).click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
