// What a removal did, and its undo for ten minutes.
import { eventPath } from '../api.js';
import { count } from '../format.js';
import { t } from '../language.js';

const UNDO = 600_000;
const WHY = { too_late: 'removal.tooLate', draw_begins: 'removal.drawBegins' };

/** Gives back whom a removal took, and says how many are back. */
export async function undoRemoval({ api, eventId, notices, refresh }, undoId) {
  const { outcome, restored, skipped } = await api.post(eventPath(eventId, '/undo'), { undo_id: undoId });
  const texts = outcome === 'done' ? [t('removal.undone', { count: restored, number: count(restored) })] : [t(WHY[outcome] ?? 'removal.nothing')];
  if (skipped > 0) texts.push(t('removal.skipped', { count: skipped, number: count(skipped) }));
  const again = outcome === 'draw_begins' ? () => undoRemoval({ api, eventId, notices, refresh }, undoId) : null;
  notices.show({ lines: texts, undo: again, kind: outcome === 'done' ? 'good' : 'warning' });
  refresh();
}

/** @param removal as the API tells it; @param changed runs after an undo. */
export function showRemoval(context, removal, changed) {
  const admitted = removal.admitted ?? removal.already_admitted ?? 0;
  const lines = [t('removal.done', { count: removal.removed, number: count(removal.removed) })];
  if (admitted > 0) lines.push(t('removal.admitted', { count: admitted, number: count(admitted) }));
  const undo = async () => {
    await undoRemoval(context, removal.undo_id);
    await changed();
  };
  context.notices.show({ lines, undo: removal.undo_id ? undo : null, until: new Date(Date.now() + UNDO).toISOString(), kind: removal.removed > 0 ? 'good' : 'warning' });
  context.refresh();
}
