// What went wrong, as a sentence that says what to do.
import { hasText, t } from './language.js';
import { count, duration } from './format.js';

/** The sentence for an error of a call. */
export function sentenceOf(problem) {
  const byCode = problem.code && `problem.${problem.code}`;
  if (byCode && hasText(byCode)) return t(byCode, values(problem));
  const byStatus = `problem.${problem.status}`;
  if (hasText(byStatus)) return t(byStatus, values(problem));
  if (problem.status === undefined) return String(problem);
  return t(problem.status >= 500 ? 'problem.server' : 'problem.other', values(problem));
}

const values = problem => ({
  status: problem.status ?? '',
  message: problem.message,
  trace: problem.traceId ?? '–',
  wait: duration(problem.retryAfter ?? 2),
  who: problem.body?.who ?? '–',
  count: typeof problem.body?.count === 'number' ? count(problem.body.count) : '–',
});
